"""The files of the fonts that documents are drawn with, so that a browser on another machine draws with the same."""

from functools import lru_cache
from pathlib import Path

#: What a face is asked for, and what fonts call it.
STYLES = {
    "regular": ("Regular", "Book"),
    "bold": ("Bold",),
    "italic": ("Italic", "Oblique"),
    "bold-italic": ("Bold Italic", "Bold Oblique"),
}


@lru_cache(maxsize=256)
def font_file(family: str, style: str) -> Path | None:
    """The TrueType or OpenType file of a face (``style``: see ``STYLES``); None where this machine has none."""
    for name in STYLES[style]:
        found, own_style, path = _match(family, name)
        if (found, own_style) == (family, name) and path.suffix.lower() in (".ttf", ".otf"):
            return path
    return None


@lru_cache(maxsize=1)
def _configuration():
    from weasyprint.text.ffi import fontconfig  # noqa: PLC0415 -- WeasyPrint: slow, and needs system libraries

    return fontconfig.FcInitLoadConfigAndFonts()


def _match(family, style):
    """Family, style and file of what fontconfig holds for nearest: it always finds something."""
    from weasyprint.text.ffi import ffi, fontconfig  # noqa: PLC0415 -- as above

    pattern = fontconfig.FcPatternCreate()
    for key, value in ((b"family", family), (b"style", style)):
        fontconfig.FcPatternAddString(pattern, key, value.encode())
    fontconfig.FcConfigSubstitute(_configuration(), pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(_configuration(), pattern, ffi.new("FcResult *"))
    try:
        family, style, path = (_string(match, key) for key in (b"family", b"style", b"file"))
        return family, style, Path(path)
    finally:
        fontconfig.FcPatternDestroy(match)
        fontconfig.FcPatternDestroy(pattern)


def _string(pattern, key):
    from weasyprint.text.ffi import ffi, fontconfig  # noqa: PLC0415 -- as above

    value = ffi.new("FcChar8 **")
    missing = fontconfig.FcPatternGetString(pattern, key, 0, value)
    return "" if missing else ffi.string(value[0]).decode()
