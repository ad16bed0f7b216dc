"""A template and its images as one ZIP: ``template.json``, which names its images as ``{"title", "file": "images/…"}``.

Inside the package an image of a template file is ``{"title", "data": "data:image/png;base64,…"}``; a ZIP holds the same
file with the bytes taken out of it.
"""

import base64
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..exceptions import TemplateInvalid
from .template_images import MAX_BYTES, image_bytes

TEMPLATE = "template.json"
IMAGE = re.compile(r"images/[\w-][\w.-]{0,150}", re.ASCII)
MAX_ENTRIES = 500
MAX_UNPACKED = 100 * 1024 * 1024
#: How a ZIP's directory begins each entry.
ENTRY = b"PK\x01\x02"
#: Every entry's date, so that the same template is the same file.
NO_TIME = (1980, 1, 1, 0, 0, 0)
#: What the standard library raises where a ZIP is damaged.
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


def is_archive(data: bytes) -> bool:
    return data[:2] == b"PK"


def pack(template: dict) -> bytes:
    """The ZIP of a template file, as ``export_template`` gives it."""
    files = {}
    template = _with_images(template, lambda image, _place: _taken_out(image, files))
    text = json.dumps(template, ensure_ascii=False, indent=2)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        _write(archive, TEMPLATE, text.encode() + b"\n", zipfile.ZIP_DEFLATED)
        for name in sorted(files):
            _write(archive, name, files[name], zipfile.ZIP_STORED)
    return file.getvalue()


def _write(archive, name, data, way):
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type, entry.create_system, entry.external_attr = way, 3, 0o644 << 16
    archive.writestr(entry, data)


def _taken_out(image, files):
    """``image`` naming a file instead of holding its bytes, which go to ``files``."""
    data = image_bytes(image["data"], TEMPLATE)
    ending = image["data"].partition("/")[2].partition(";")[0]
    name = f"images/{slugify(image['title'])[:60] or 'image'}-{hashlib.sha256(data).hexdigest()[:8]}.{ending}"
    files[name] = data
    return {"title": image["title"], "file": name}


def unpack(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The text of ``template.json`` and the images by their names. Raises ``TemplateInvalid``; writes no file."""
    if data.count(ENTRY) > MAX_ENTRIES:
        raise TemplateInvalid(_("The ZIP has more than %(number)s files.") % {"number": MAX_ENTRIES})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
            _check(entries, archive)
            files = {name: _read(archive, entry) for name, entry in entries.items()}
    except UNREADABLE as error:
        raise TemplateInvalid(_("The ZIP is damaged, or protected with a password.")) from error
    return files.pop(TEMPLATE), files


def _check(entries, archive):
    if TEMPLATE not in entries:
        raise TemplateInvalid(_("There is no %(name)s in the ZIP.") % {"name": TEMPLATE})
    if strange := sorted(name for name in entries if name != TEMPLATE and not IMAGE.fullmatch(name)):
        raise TemplateInvalid(_("A template's ZIP does not hold: %(names)s") % {"names": ", ".join(strange)[:300]})
    if sum(not entry.is_dir() for entry in archive.infolist()) != len(entries):
        raise TemplateInvalid(_("The ZIP has two files of one name."))
    if sum(entry.file_size for entry in entries.values()) > MAX_UNPACKED:
        raise TemplateInvalid(_("Unpacked, the ZIP is larger than %(mb)s MB.") % {"mb": MAX_UNPACKED >> 20})


def _read(archive, entry):
    """The entry's bytes, no more than its bound: the directory may lie about them."""
    with archive.open(entry) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TemplateInvalid(f"{entry.filename}: {_('The file is larger than %(mb)s MB.') % {'mb': MAX_BYTES >> 20}}")
    return data


def with_images_inside(template: dict, files: dict[str, bytes]) -> dict:
    """The template file with the bytes of ``files`` where it names them. Raises ``TemplateInvalid``."""
    return _with_images(template, lambda image, place: _put_in(image, place, files))


def _put_in(image, place, files):
    if not isinstance(image, dict) or "file" not in image:
        return image
    name = image["file"]
    if not isinstance(name, str) or name not in files:
        raise TemplateInvalid(f"{place}.file: {_('There is no %(name)s in the ZIP.') % {'name': str(name)[:100]}}")
    kept = {key: value for key, value in image.items() if key != "file"}
    ending = name.rpartition(".")[2]
    return {**kept, "data": f"data:image/{ending};base64,{base64.b64encode(files[name]).decode()}"}


def _with_images(template, change):
    """A copy of a template file, each image of it changed by ``change(image, place)``; what is no image stays."""
    copy, page, elements = {**template}, template.get("page"), template.get("elements")
    if isinstance(page, dict) and page.get("background") is not None:
        copy["page"] = {**page, "background": change(page["background"], "page.background")}
    if isinstance(elements, list):
        copy["elements"] = [_changed(element, f"elements[{n}].image", change) for n, element in enumerate(elements)]
    return copy


def _changed(element, place, change):
    if isinstance(element, dict) and element.get("image") is not None:
        return {**element, "image": change(element["image"], place)}
    return element
