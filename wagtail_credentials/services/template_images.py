"""Images inside a template file: ``{"title", "data": "data:image/png;base64,…"}``."""

import base64
import binascii
import hashlib
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from ..exceptions import RenderingFailed, TemplateInvalid
from ..rendering.images import open_image, read_bytes, whole_images

#: Bytes of one image in a template file.
MAX_BYTES = 20 * 1024 * 1024


def image_as_dict(pk: int | None) -> dict | None:
    """An image of the site as a template file holds it, the original file and all."""
    image = get_image_model().objects.filter(pk=pk).first() if pk else None
    if image is None:
        return None
    data = read_bytes(image)
    kind = open_image(data, image.title).format.lower()
    return {"title": image.title, "data": f"data:image/{kind};base64,{base64.b64encode(data).decode()}"}


class ImportedImages:
    """The images of one template file as images of the site."""

    def __init__(self, user=None):
        self.user, self.made = user, []

    def from_dict(self, value: dict | None, place: str):
        """The image of the site with these very bytes, made where there is none yet. Raises ``TemplateInvalid``."""
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"title", "data"} or not isinstance(value.get("data"), str):
            example = '{"title": "…", "data": "data:image/png;base64,…"}'
            raise TemplateInvalid(f"{place}: {_('Write an image as')} {example}.")
        data = image_bytes(value["data"], place)
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return get_image_model().objects.filter(file_hash=digest).first() or self._make(data, value.get("title"), place)

    def _make(self, data, title, place):
        self.made.append(_made(data, title, place, self.user))
        return self.made[-1]

    def __enter__(self):
        return self

    def __exit__(self, error, *_details):
        """Take back what a transaction does not."""
        for image in self.made if error else ():
            image.file.delete(save=False)


def image_bytes(address: str, place: str = "image") -> bytes:
    """The bytes of a ``data:`` address. Raises ``TemplateInvalid``."""
    head, _comma, body = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        raise TemplateInvalid(f"{place}.data: {_('Write data:image/png;base64, and the bytes.')}")
    if len(body) > MAX_BYTES * 4 // 3 + 4:
        raise TemplateInvalid(f"{place}.data: {_('The image is larger than %(mb)s MB.') % {'mb': MAX_BYTES >> 20}}")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise TemplateInvalid(f"{place}.data: {_('This is not base64.')}") from error


def _made(data, title, place, user):
    title = title if isinstance(title, str) and title.strip() and "\x00" not in title else "Image"
    try:
        picture = open_image(data, title)
        size, ending = picture.size, picture.format.lower()
        with whole_images():
            picture.load()
    except (RenderingFailed, OSError, SyntaxError) as error:
        raise TemplateInvalid(f"{place}: {error}") from error
    return make_image(data, title, ending, size, uploaded_by_user=user)


def make_image(data: bytes, title: str, ending: str, size: tuple[int, int], **values):
    """An image of the site, saved. ``size``: width and height in pixels; ``values``: of its other fields."""
    image = get_image_model()(title=title[:255], width=size[0], height=size[1], **values)
    image.file = ImageFile(BytesIO(data), name=f"{slugify(title)[:60] or 'image'}.{ending}")
    image.file_size = len(data)
    image.file_hash = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    image.save()
    return image
