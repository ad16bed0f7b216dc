"""Which encoding text seems to be in that is not UTF-8: for a message, never to read it by."""

import re

HIGH = re.compile(rb"[\x80-\xff]+")


def likely_encoding(data: bytes) -> str | None:
    """The name of the likely encoding, or None where it is UTF-8 with a byte or two spoiled."""
    sample = data[:200_000]
    if _mostly_utf8(sample):
        return None
    kana = _decoded(sample, "shift_jis")
    if kana and len(re.findall("[\u3040-\u30ff]", kana)) * 5 > _high(kana):
        return "Shift_JIS"
    runs = HIGH.findall(sample)
    # In Western words a letter with an accent mostly stands alone; other scripts fill whole words.
    if 2 * sum(len(run) == 1 for run in runs) >= len(runs):
        return "Windows-1252"
    return _of_long_runs(sample)


def _mostly_utf8(sample):
    text = sample.decode("utf-8", "replace")
    return sum(c > "\x7f" and c != "\ufffd" for c in text) > 2 * text.count("\ufffd")


def _of_long_runs(sample):
    for encoding, letters, name in (("cp1251", "а-яё", "Windows-1251"), ("cp1253", "α-ωά-ώ", "Windows-1253")):
        text = _decoded(sample, encoding)
        if text and len(re.findall(f"[{letters}]", text)) > 0.55 * _high(text):
            return name
    hangul = _decoded(sample, "euc_kr")
    if hangul and len(re.findall("[\uac00-\ud7a3]", hangul)) * 2 > _high(hangul):
        return "EUC-KR"
    return next((name for name in ("GB18030", "Big5") if _decoded(sample, name)), "Windows-1252")


def _decoded(sample, encoding):
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        # The sample may end in the middle of a character.
        return sample[: error.start].decode(encoding) if error.start > len(sample) - 4 else ""


def _high(text):
    return sum(c > "\x7f" for c in text)
