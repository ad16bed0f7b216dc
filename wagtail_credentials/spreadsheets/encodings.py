"""Which encoding text seems to be in that is not UTF-8: for a message, never to read it by."""

import re

HIGH = re.compile(rb"[\x80-\xff]+")
#: Text of two bytes a letter.
WIDE = "UTF-16"
RUSSIAN = "оеаинтсрвлкм"
#: (codec, what people call it, the letters that its words are mostly made of)
ALPHABETS = (
    ("cp1251", "Windows-1251", RUSSIAN),
    ("koi8-r", "KOI8-R", RUSSIAN),
    ("iso8859-5", "ISO-8859-5", RUSSIAN),
    ("cp1253", "Windows-1253", "αοιετσνηυρςκλάόί"),
    ("cp1255", "Windows-1255", "יוהלאתרמבנשדכ"),
    ("cp1256", "Windows-1256", "اليمنرتبةودهعحس"),
    ("cp874", "Windows-874", "านรอกเงมยลวดทสตะิี่้ัชพห"),
)
#: The share of these letters below which a text is none of the alphabet's.
ENOUGH = 0.55


def likely_encoding(data: bytes) -> str | None:
    """The name of the likely encoding, or None where it is UTF-8 with a byte or two spoiled."""
    sample = data[:200_000]
    if is_wide(sample):
        return WIDE
    if _mostly_utf8(sample):
        return None
    runs = HIGH.findall(sample)
    # In Western words a letter with an accent mostly stands alone; other scripts fill whole words.
    alone = 2 * sum(len(run) == 1 for run in runs) >= len(runs)
    return _shift_jis(sample) or ("Windows-1252" if alone else _of_alphabets(sample) or _of_two_bytes(sample))


def is_wide(data: bytes) -> bool:
    """So many zero bytes stand there as in text of two bytes a letter."""
    return len(data) > 2 and data.count(b"\0") > len(data) // 4


def _mostly_utf8(sample):
    if _decoded(sample, "utf-8", "surrogatepass"):
        return True
    text = sample.decode("utf-8", "replace")
    return sum(c > "\x7f" and c != "\ufffd" for c in text) > 2 * text.count("\ufffd")


def _shift_jis(sample):
    text = _decoded(sample, "cp932")
    return "Shift_JIS" if text and _share(text, "[\u3040-\u30ff]") > 0.2 else None


def _of_alphabets(sample):
    """The one whose letters come most often, if they come often enough."""
    found = [(_share(_decoded(sample, codec), f"[{letters}]"), name) for codec, name, letters in ALPHABETS]
    share, name = max(found, key=lambda pair: pair[0])
    return name if share > ENOUGH else None


def _of_two_bytes(sample):
    if _share(_decoded(sample, "euc_jp"), "[\u3040-\u30ff]") > 0.2:
        return "EUC-JP"
    if _share(_decoded(sample, "euc_kr"), "[\uac00-\ud7a3]") > 0.5:
        return "EUC-KR"
    if _is_big5(sample):
        return "Big5"
    return "GB18030" if _decoded(sample, "gb18030") else "Windows-1252"


def _is_big5(sample):
    """Its first bytes are those of common letters, and second ones are ASCII's, which GB2312 never has."""
    text = _decoded(sample, "big5")
    pairs = [letter.encode("big5") for letter in text if letter > "\x7f"]
    common = sum(0xA4 <= pair[0] <= 0xC6 for pair in pairs)
    return common > 0.9 * len(pairs) and any(pair[1] < 0x80 for pair in pairs)


def _share(text, letters):
    """How many of the letters beyond ASCII are among these."""
    return len(re.findall(letters, text)) / max(sum(c > "\x7f" for c in text), 1)


def _decoded(sample, encoding, errors="strict"):
    """The text, "" where it is none in that encoding."""
    try:
        return sample.decode(encoding, errors)
    except UnicodeDecodeError as error:
        # The sample may end in the middle of a character.
        return sample[: error.start].decode(encoding, errors) if error.start > len(sample) - 4 else ""
