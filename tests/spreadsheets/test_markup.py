"""Markup is read as the reference parser of XML reads it, however it is cut into pieces."""

from xml.parsers import expat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagtail_credentials.exceptions import SheetRejected
from wagtail_credentials.spreadsheets.markup import attributes, characters, plain, tags

examples = settings(
    max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
#: Pieces of XML, sound and unsound, of which whole documents come by chance.
TAGS = ["<a>", "</a>", "<b/>", "<c x='1'>", "</c>", '<d y="a>b/"/>', "<e z='&lt;\"'/>", "< a>", "</>"]
BROKEN = ["<", "/>", "=", '"', "'", "<f g>", "<h i='<'>", "<j k='1' k='2'/>"]
TEXTS = [
    "text",
    "é",
    "李",
    " ",
    "\r\n",
    "\r",
    "&amp;",
    "&#65;",
    "&#x20AC;",
    "&#0;",
    "&bad;",
    "&",
    ">",
    "\x01",
    "\ufffe",
]
ASIDE = ["<!--c-->", "<!-- <a> -->", "<!--", "<![CDATA[<x>&]]>", "<![CDATA[", "<?p <a>?>", "<?", "<!DOCTYPE"]
PARTS = st.sampled_from(TAGS + BROKEN + TEXTS + ASIDE)
INSIDE = st.recursive(
    st.sampled_from(
        ["", "text", "&gt;", "a>b", "<!-- <a> -->", "<![CDATA[<x>&]]>", "<?pi >?>", "\r\n", "é李", "<b c='>/'/>"]
    ),
    lambda children: st.lists(children, max_size=4).map("".join).map(lambda inside: f'<a x="1>2">{inside}</a >'),
    max_leaves=20,
)


def ours(data: bytes, piece: int):
    """[(name, attributes), ("/name",), text] as the reader's own."""
    found = []
    pieces = (data[start : start + piece] for start in range(0, len(data), piece))
    for name, written, text in tags(plain(pieces), prefixes=True):
        found.append((name,) if name[0] == "/" else (name, attributes(written)))
        _add(found, characters(text))
    return found


def by_expat(data: bytes):
    found, parser = [], expat.ParserCreate()
    parser.StartElementHandler = lambda name, values: found.append((name, values))
    parser.EndElementHandler = lambda name: found.append((f"/{name}",))
    parser.CharacterDataHandler = lambda text: _add(found, text)
    parser.StartDoctypeDeclHandler = lambda *_: found.append("doctype")
    parser.Parse(data, True)
    return found


def _add(found, text):
    """Texts that follow each other are one; what stands outside of the root is none."""
    if text and isinstance(found[-1], str):
        text = found.pop() + text
    if text:
        found.append(text)


def outcome(read, *arguments):
    try:
        return read(*arguments)
    except (SheetRejected, expat.ExpatError):
        return "refused"


def trimmed(found):
    """Without what follows the root."""
    return found[:-1] if isinstance(found, list) and isinstance(found[-1], str) else found


@examples
@given(INSIDE, st.integers(1, 40), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"]))
def test_well_formed_markup_reads_as_by_expat(inside, piece, encoding):
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    document = f'<?xml version="1.0" encoding="{declared}"?>\n<!-- first -->\n<r>{inside}</r>\n<!-- last -->'
    data = document.encode(encoding, "xmlcharrefreplace")

    assert trimmed(ours(data, piece)) == by_expat(data)


@examples
@given(st.lists(PARTS, max_size=12), st.integers(1, 40))
def test_what_both_read_they_read_alike(parts, piece):
    data = f"<r>{''.join(parts)}</r>".encode()

    found = outcome(ours, data, piece)

    assert found == outcome(ours, data, 1000)
    if "refused" not in (found, outcome(by_expat, data)):
        assert trimmed(found) == by_expat(data)
    if found == "refused":
        assert outcome(by_expat, data) == "refused"


@pytest.mark.parametrize(
    "markup",
    [
        "<a>",
        "<a></b>",
        "</a>",
        "<a></a></a>",
        "<>",
        "<a></a b>",
        "<a>\x01</a>",
        "<a>\ufffe</a>",
        "<!DOCTYPE a><a/>",
        "<a><!-- </a>",
        "<a><![CDATA[ </a>",
        "text",
        "<a b='<'/>",
        "<a" * 9,
        "<a>" * 1001 + "</a>" * 1001,
    ],
)
def test_what_is_no_markup_is_refused(markup):
    with pytest.raises(SheetRejected):
        ours(markup.encode(), 1000)


@pytest.mark.parametrize("written", [" a", " a=1", " a='1", ' a="1" a="2"', " a='&'", "a='1'", " a='&#0;'", " a='1' b"])
def test_what_are_no_attributes_is_refused(written):
    with pytest.raises(SheetRejected):
        attributes(written)


@pytest.mark.parametrize("text", ["&", "&amp", "&none;", "&#;", "&#x;", "&#xD800;", "&#1114112;", "&#99999999999;"])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(SheetRejected):
        characters(text)


def test_an_encoding_that_is_none_is_refused():
    for name in ("utf-7", "idna", "none", "cp037", "utf-16"):
        with pytest.raises(SheetRejected):
            ours(f"<?xml version='1.0' encoding='{name}'?><a/>".encode(), 1000)


def test_white_space_in_attributes_is_a_space():
    assert attributes(" a='1\n2' b=\"\t&#10;\"") == {"a": "1 2", "b": " \n"}


def test_names_lose_their_prefix_unless_it_is_asked_for():
    names = [name for name, _written, _text in tags(plain([b"<x:a><b/></x:a>"]))]

    assert names == ["a", "b", "/b", "/a"]
