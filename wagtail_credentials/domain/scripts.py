"""What the letters of a text ask of its setting: direction, language of shared ideographs, joined letters."""

import re
import unicodedata

from django.utils.translation import get_language_info

#: Scripts whose letters join or stack: spacing them apart would break words.
JOINED = re.compile(
    "[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff"  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    "\u0900-\u0dff"  # the Indic scripts
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u18af]"  # Thai, Lao, Tibetan, Myanmar, Khmer, Mongolian
)
KANA = re.compile("[\u3040-\u30ff\uff66-\uff9f]")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
BOPOMOFO = re.compile("[\u3100-\u312f]")


def direction(text: str, default: str = "ltr") -> str:
    """``ltr`` or ``rtl``, as the first letter that has a direction says."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return default


def language_direction(language: str) -> str:
    """``ltr`` or ``rtl``, in which a page of the language is laid out."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def ideograph_language(text: str) -> str:
    """The language that a text in Chinese characters shows by its other letters: ``ja``, ``ko``, ``zh-tw``, else ""."""
    if KANA.search(text):
        return "ja"
    if HANGUL.search(text):
        return "ko"
    return "zh-tw" if BOPOMOFO.search(text) else ""


def joined(text: str) -> bool:
    """Whether letters of the text join or stack."""
    return bool(JOINED.search(text))
