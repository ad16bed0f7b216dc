import pytest

from wagtail_credentials.domain.names import fold, mixed_scripts, person_key, shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "Zoe\u0308"),
        ("ANN  Lee", "ann lee "),
        ("Straße", "STRASSE"),
        ("می\u200cخواهم", "میخواهم"),
        ("ﬁn", "fin"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)
    assert person_key("A@Example.org", one) == person_key("a@example.org", other)


@pytest.mark.parametrize(
    ("name", "scripts"),
    [
        ("Zoë Ångström", []),
        ("Анна Smith", []),
        ("Αnna", ["GREEK", "LATIN"]),
        ("Pаul", ["CYRILLIC", "LATIN"]),
        ("山田 Taro", []),
    ],
)
def test_a_word_of_letters_that_look_alike_is_noticed(name, scripts):
    assert mixed_scripts(name) == scripts


def test_what_cannot_be_seen_or_stored_is_written_out_for_messages():
    assert shown("a\x00b\ud800") == "a[U+0000]b[U+D800]"
    assert shown("x" * 200) == "x" * 99 + "…"
