"""Files as designers hand them in, made small."""

import base64
from io import BytesIO

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

POINTS = 72 / 25.4


def picture(size=(1200, 848), kind="PNG", colour="#ffe0e0", **options) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def pdf(*pages) -> bytes:
    """Empty pages of these sizes in millimetres."""
    document, file = pypdfium2.PdfDocument.new(), BytesIO()
    for width, height in pages or [(297, 210)]:
        document.new_page(width * POINTS, height * POINTS)
    document.save(file)
    return file.getvalue()


def locked_pdf() -> bytes:
    writer, file = PdfWriter(PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def svg(content="", size='width="297mm" height="210mm"', head="") -> bytes:
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 297 210">{content}</svg>'.encode()


def embedded(data: bytes, kind="png") -> str:
    address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return f'<image href="{address}" width="297" height="210"/>'


def forms_in_forms(depth=25) -> bytes:
    """A page that draws a form ten times, which draws another one ten times, and so on."""
    writer, file = PdfWriter(), BytesIO()
    page = writer.add_blank_page(297 * POINTS, 210 * POINTS)
    form = None
    for _ in range(depth):
        form = writer._add_object(drawing(form, "/Form"))
    content = drawing(form)
    page[NameObject("/Resources")] = content.pop("/Resources")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(file)
    return file.getvalue()


def drawing(form, kind=None):
    stream = StreamObject()
    stream.set_data(b"/F Do " * 10 if form else b"0 0 9 9 re f")
    forms = DictionaryObject({NameObject("/F"): form} if form else {})
    stream[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    if kind:
        stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/XObject"), NameObject(kind)
        stream[NameObject("/BBox")] = ArrayObject([NumberObject(n) for n in (0, 0, 800, 600)])
    return stream


def copies_of_copies(depth=12) -> str:
    """A trillion squares, in a kilobyte."""
    steps = "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(depth))
    return f'<defs><g id="a0"><rect width="1" height="1"/></g>{steps}</defs><use href="#a{depth}"/>'
