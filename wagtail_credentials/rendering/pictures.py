"""The picture of a document, as pages and mails show it."""

from io import BytesIO

import pypdfium2

#: Pixels of the picture's longer side: sharp on a wide screen, a few hundred kilobytes.
LONGER_SIDE = 1400
WHITE, CLEAR = (255, 255, 255, 255), (255, 255, 255, 0)


def picture(pdf: bytes, *, transparent: bool = False, longer_side: int = LONGER_SIDE) -> bytes:
    """A PNG of the document's page; ``transparent`` where nothing is drawn, else white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        scale = longer_side / max(page.get_size())
        bitmap = page.render(scale=scale, fill_color=CLEAR if transparent else WHITE, maybe_alpha=transparent)
        return _png(bitmap.to_pil())
    finally:
        document.close()


def _png(image):
    file = BytesIO()
    # Level 6, the default, takes twice the time for a tenth less.
    image.save(file, "PNG", compress_level=3)
    return file.getvalue()
