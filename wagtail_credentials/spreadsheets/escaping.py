"""Text that a spreadsheet program would take for a formula, made harmless in what we write, and read back unchanged."""

#: How a cell begins that programs may calculate, or send data away with.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def escape(text: str) -> str:
    """The text with an apostrophe before what would be calculated."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def unescape(text: str) -> str:
    """What ``escape`` was given."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(DANGEROUS) else text
