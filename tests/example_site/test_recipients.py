import unicodedata

from example_site.courses.recipients import LONGEST, NAMES, recipients

SCRIPTS = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "ARABIC",
    "HEBREW",
    "DEVANAGARI",
    "THAI",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "ARMENIAN",
    "GEORGIAN",
    "BENGALI",
    "TAMIL",
)


def test_there_are_sixty_different_people():
    rows = recipients()

    assert [len({row[key] for row in rows}) for key in ("name", "email")] == [60, 60]


def test_their_names_are_written_in_many_scripts():
    found = {unicodedata.name(char).split()[0] for name in NAMES for char in name}

    assert [script for script in SCRIPTS if script not in found] == []


def test_one_name_has_exactly_120_characters():
    assert sorted(map(len, NAMES))[-1] == len(LONGEST) == 120


def test_nobody_can_be_written_to():
    assert {row["email"].partition("@")[2] for row in recipients()} == {"example.org"}
