"""The fonts that a template's designer may choose, and those that stand in for them, as files for the browser."""

from pathlib import Path

from ..conf import conf
from ..domain.styles import SANS, SERIF

STYLES = ("regular", "bold", "italic", "bold-italic")


def offered_families() -> list[str]:
    """Every family that the style sheet of a design may name."""
    return list(dict.fromkeys([*conf.fonts, *SERIF[:-1], *SANS[:-1]]))


def face_file(family: str, style: str) -> Path | None:
    """The file of one face of an offered family; None where this machine has none."""
    from ..rendering.font_files import font_file  # noqa: PLC0415 -- WeasyPrint: slow, and needs system libraries

    return font_file(family, style) if family in offered_families() and style in STYLES else None


def faces() -> list[tuple[str, str]]:
    """(family, style) of every face that there is a file for."""
    return [(family, style) for family in offered_families() for style in STYLES if face_file(family, style)]
