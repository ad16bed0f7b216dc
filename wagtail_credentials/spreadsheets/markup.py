"""XML read by its tags: strictly, in pieces, and in time and memory that grow with nothing but its length.

No parser of the language: expat keeps every name it ever saw, in many versions begins a long tag anew with each piece,
and calls Python twice for every tag. What sheets need is less:

- ``plain`` hands out text in which every < begins a tag and every > ends one;
- ``tags`` takes it apart, and sees that what was opened is closed.

Document types, and with them entities, are refused.
"""

import codecs
import re
from collections.abc import Container, Iterable, Iterator
from itertools import chain

from .tables import damaged

#: Tags within tags; a sheet has ten.
MAX_DEPTH = 1000
#: Bytes of a tag with the text that follows it, or of a comment.
LONGEST = 1 << 20
#: How XML in two bytes a letter begins.
WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
#: All but brackets, and the letters that XML does not know: what is left of plain markup without it is <> in turn.
NEITHER = bytes({*range(32, 256), *b"\t\n\r"} - {*b"<>"})
MAX_DECLARATION = 300
DECLARATION = re.compile(rb"""<\?xml\s(?:[^<>]*?\sencoding\s*=\s*["']([^"'<>]*)["'])?[^<>]*?\?>""")
#: Markup with all that plain markup has not. Tags may hold > between quotes; "rest" is what has no end yet.
SPELLED = re.compile(
    rb"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<letters>.*?)\]\]>"""
    rb"""|(?P<tag><[^<>"'!?][^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*>)|(?P<text>[^<]+)|(?P<rest><.*)""",
    re.DOTALL,
)
TAG = re.compile(r"<(/?[^\s/<>]*)([^<>]*)>([^<]*)")
ATTRIBUTES = re.compile(r"""(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*""")
ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
REFERENCE = re.compile("&([^;&]*);?")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
NUMBERED = re.compile("#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}))")


def tags(chunks: Iterable[str], *, prefixes: bool = False) -> Iterator[tuple[str, str, str]]:
    """(name, attributes as written, the text that follows) of each tag of plain markup, "/name" for a closing one.

    Names are without their ``prefixes`` if these are not asked for.
    """
    nesting = Nesting(prefixes=prefixes)
    for chunk in chunks:
        for tag in TAG.findall(chunk):
            yield from nesting.take(*tag)
    nesting.end()


def elements(chunks: Iterable[str], names: Container[str], limit: int) -> Iterator[tuple[str, dict[str, str]]]:
    """(name, attributes) of each tag so called; more of them than ``limit`` are a forgery."""
    for name, written, _text in tags(chunks):
        if name in names:
            limit -= 1
            yield (name, attributes(written)) if limit >= 0 else damaged()


class Nesting:
    """Sees that every tag is closed by its own."""

    def __init__(self, *, prefixes: bool = False):
        self.opened, self.names = [], Names(prefixes)

    def take(self, name, written, text) -> tuple[tuple[str, str, str], ...]:
        """The tag as ``tags`` gives it; two of them where it closes itself."""
        if name[:1] == "/":
            if not self.opened or self.opened.pop() != name[1:] or written.strip():
                damaged()
            return ((self.names[name], "", text),)
        if written[-1:] == "/":
            return (self.names[name], written[:-1], ""), (self.names["/" + name], "", text)
        self.opened.append(name)
        if not name or len(self.opened) > MAX_DEPTH:
            damaged()
        return ((self.names[name], written, text),)

    def end(self):
        if self.opened:
            damaged()


class Names(dict):
    """{name as written: the same, or without its prefix}; a thousand of them are found once each."""

    def __init__(self, prefixes):
        self.prefixes = prefixes

    def __missing__(self, written):
        name = written if self.prefixes else "/" * written.startswith("/") + written.lstrip("/").rpartition(":")[2]
        if len(self) < 1000 and len(written) < 100:
            self[written] = name
        return name


def attributes(written: str) -> dict[str, str]:
    """A tag's attributes by their names."""
    # First as a whole: to look for the parts of what has none takes the square of its length.
    found = ATTRIBUTE.findall(written) if ATTRIBUTES.fullmatch(written) else damaged()
    values = {name: characters(re.sub(r"[\t\n]", " ", double or single)) for name, double, single in found}
    return values if len(values) == len(found) else damaged()


def characters(text: str) -> str:
    """The text that stands for itself, where references stood."""
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(match):
    name = match[1]
    number = NUMBERED.fullmatch(name)
    if not match[0].endswith(";") or not (number or name in NAMED):
        damaged()
    if not number:
        return NAMED[name]
    code = int(number[1], 16) if number[1] else int(number[2])
    known = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return chr(code) if known else damaged()


def plain(pieces: Iterable[bytes]) -> Iterator[str]:
    """The same XML in pieces that begin with a tag and end with the text that follows one.

    Without declaration, comments, instructions and CDATA; every < and > is a tag's, and lines end with a line feed.
    """
    for chunk in _plain(_in_utf8(iter(pieces))):
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            damaged()
        if "\ufffe" in text or "\uffff" in text:
            damaged()
        yield text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _plain(pieces):
    chunks, before = _cut(pieces), b""
    for chunk in chunks:
        if not _is_plain(chunk):
            break
        # A comment or CDATA may come next, and what follows it belongs to the last tag of these.
        if before:
            yield before
        before = chunk
    else:
        yield before
        return
    for spelled in _cut(_spelled(chain([before + chunk], chunks))):
        yield spelled if _is_plain(spelled) else damaged()


def _cut(pieces):
    """The bytes anew in pieces that begin with <."""
    rest = b""
    for piece in pieces:
        rest = rest + piece if rest else piece.lstrip()
        if len(rest) > LONGEST:
            damaged()
        end = rest.rfind(b"<")
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _is_plain(chunk):
    brackets = chunk.translate(None, NEITHER)
    in_turn = brackets == b"<>" * (len(brackets) // 2)
    return in_turn and chunk[:1] == b"<" and b"<!" not in chunk and b"<?" not in chunk


def _spelled(pieces):
    """Comments and the like taken out, and what stands for itself written with references."""
    rest = b""
    for piece in pieces:
        matches = [*SPELLED.finditer(rest + piece)]
        rest = matches.pop()[0] if matches and matches[-1].lastgroup == "rest" else b""
        if len(rest) > LONGEST or rest.startswith(b"<!D"):
            damaged()
        yield b"".join(map(_respelled, matches))
    if rest:
        damaged()


def _respelled(match):
    kind = match.lastgroup
    if kind == "letters":
        return match[kind].replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    if kind == "tag":
        return match[kind][:-1].replace(b">", b"&gt;") + b">"
    return match[kind].replace(b">", b"&gt;") if kind else b""


def _in_utf8(pieces):
    """The XML in UTF-8 and without its declaration, in whatever encoding it was written."""
    first = _beginning(pieces)
    wide = next((codec for beginning, codec in WIDE.items() if first.startswith(beginning)), "")
    if wide:
        pieces = _encoded(chain([first], pieces), wide)
        first = _beginning(pieces)
    first = first.removeprefix(codecs.BOM_UTF8).lstrip()
    declared = DECLARATION.match(first[:MAX_DECLARATION])
    encoding = ((declared and declared[1]) or b"utf-8").decode("latin-1").lower()
    pieces = chain([first[declared.end() :] if declared else first], pieces)
    return pieces if wide or encoding in ("utf-8", "us-ascii") else _encoded(pieces, _codec(encoding))


def _beginning(pieces):
    """As much as may hold a declaration."""
    first = b""
    while b">" not in first and len(first) < 1000 and (piece := next(pieces, b"")):
        first += piece
    return first


def _encoded(pieces, codec):
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", True).encode()
    except UnicodeError:
        damaged()


def _codec(encoding):
    """Python's name for an encoding with one byte a letter, ASCII among them."""
    ascii_letters = bytes(range(32, 127))
    try:
        codec = codecs.lookup(encoding).name
        letters = bytes(range(256)).decode(codec, "replace")
    except (LookupError, ValueError):
        damaged()
    return codec if len(letters) == 256 and letters[32:127] == ascii_letters.decode() else damaged()
