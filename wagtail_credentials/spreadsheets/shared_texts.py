"""The texts of an XLSX that its cells refer to by number, kept as small as in the file."""

import re

from .archives import Archive
from .markup import Nesting, characters
from .numbers import whole
from .tables import damaged

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: An item of one text and nothing else, as most are; or else a single tag, as ``markup.TAG``.
ITEM = re.compile(r"<(?:si><t(?: xml:space=\"preserve\")?>([^<&]*)</t></si>|(/?[^\s/<>]*)([^<>]*>)([^<]*))")
#: Texts on a page, and how many texts lie open at a time. Cells mostly refer to texts in their order; in any other, a
#: page is opened for one text, so that a longer text has a place of its own.
PAGE, OPEN, SHORT = 16, 4096, 256


class SharedTexts(dict):
    """{the number as a cell writes it: text}. All lie in UTF-8 on pages; the dictionary holds those of a few."""

    def __init__(self, archive: Archive, part: str | None, max_characters: int):
        self.pages, self.last, self.long, self.longest = [], [], {}, longest(max_characters)
        self.nesting, self.gathered = Nesting(), Gathered(max_characters)
        for chunk in archive.text(part) if part else ():
            self._keep(self._texts(chunk))
        self.nesting.end()
        self.pages.append(_page_of(self.last))

    def __missing__(self, written):
        number = whole(written)
        if number in self.long:
            return unescape_xml(self.long[number].decode())
        texts = self._page(number // PAGE)
        if number % PAGE >= len(texts):
            damaged()
        if len(self) >= OPEN:
            self.clear()
        numbers = range(number - number % PAGE, number - number % PAGE + len(texts))
        self.update(zip(map(str, numbers), texts, strict=True))
        for other in self.long and numbers:
            if other in self.long:
                del self[str(other)]
        return texts[number % PAGE]

    def _page(self, place):
        # Nothing stands behind the last NUL.
        page = self.pages[place].decode() if place < len(self.pages) else ""
        texts = page.split("\0")[:-1]
        return [*map(unescape_xml, texts)] if "_x" in page else texts

    def _keep(self, texts):
        for text in texts:
            if len(text) > SHORT:
                self.long[len(self.pages) * PAGE + len(self.last)] = text[: self.longest].encode()
                text = ""
            self.last.append(text)
            if len(self.last) == PAGE:
                self._turn()

    def _turn(self):
        """In XML no text holds a NUL, so that it may stand at the end of each."""
        self.pages.append("\0".join([*self.last, ""]).encode())
        self.last.clear()

    def _texts(self, chunk):
        texts = []
        for text, name, written, following in ITEM.findall(chunk):
            if not written:
                texts.append(text)
            else:
                texts += self._items(self.nesting.take(name, written[:-1], following))
        return texts

    def _items(self, tags):
        for name, _attributes, text in tags:
            self.gathered.take(name, text)
            if name == "/si":
                yield self.gathered.text()

    def _keep(self, texts):
        if max(map(len, texts), default=0) > SHORT:
            self._keep_long(texts)
        texts = self.last + texts
        full = len(texts) // PAGE * PAGE
        self.pages += [_page_of(texts[start : start + PAGE]) for start in range(0, full, PAGE)]
        self.last = texts[full:]

    def _keep_long(self, texts):
        first = len(self.pages) * PAGE + len(self.last)
        for place, text in enumerate(texts):
            if len(text) > SHORT:
                self.long[first + place], texts[place] = text[: self.longest].encode(), ""


def _page_of(texts):
    """In XML no text holds a NUL, so that it may stand at the end of each."""
    return "\0".join([*texts, ""]).encode()


class Gathered:
    """The text of a cell or item, tag by tag, without the pronunciation that East Asian editions add.

    Enough to tell that it is too long, and no more.
    """

    def __init__(self, max_characters):
        self.longest, self.parts, self.size = longest(max_characters), [], 0
        self.gathering = self.aside = False

    def take(self, name, text):
        if name in ("v", "t"):
            self.gathering = not self.aside
        elif name in ("/v", "/t"):
            self.gathering = False
        elif name in ("rPh", "/rPh"):
            self.aside = name == "rPh"
        if self.gathering and text and self.size < self.longest:
            self.parts.append(characters(text))
            self.size += len(text)

    def text(self) -> str:
        """All since the last time."""
        text = "".join(self.parts)
        self.parts, self.size = [], 0
        return text


def longest(max_characters: int) -> int:
    """As many letters of the file tell that a text is too long, though seven of them may stand for one."""
    return 7 * (max_characters + 1)


def unescape_xml(text: str) -> str:
    """Text in which Excel wrote what XML cannot hold as _x000D_."""
    if "_x" not in text:
        return text
    text = ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    # Two escapes may be the halves of one letter; a half alone stays, for whoever checks the text to refuse.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
