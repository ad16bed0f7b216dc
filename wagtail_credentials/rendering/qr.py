"""QR codes as PNG."""

from io import BytesIO

import segno

#: Pixels of a module: the code is drawn by the viewer as large as its box, and stays sharp.
SCALE = 8
#: Modules of white around the code; the standard asks for four, every reader is content with two.
QUIET_ZONE = 2


def qr_png(text: str, colour: str) -> bytes:
    """A PNG of the QR code of ``text``: modules in ``#rrggbb`` on white.

    The mask is fixed: trying all eight for the prettiest costs four times as much, and readers do not care.
    """
    code = segno.make_qr(text, error="m", mask=0, boost_error=False)
    file = BytesIO()
    code.save(file, kind="png", scale=SCALE, border=QUIET_ZONE, dark=colour, light="#ffffff")
    return file.getvalue()
