"""A template as one file, JSON or ZIP: out of one site, into another.

``{"title", "slug", "kind", "language", "description", "criteria", "page": {"size", "orientation", "width", "height",
"background_colour", "background"}, "fields": [{"name", "label", …}], "elements": [{"type", "x", "y", …}]}``;
millimetres and points. Images travel inside, as ``{"title", "data": "data:image/png;base64,…"}``, or beside it in a ZIP
(``template_archives``). Only the title must be there.
"""

import json

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamBlockValidationError

from ..domain.design import design_texts
from ..domain.placeholders import unknown_placeholders
from ..exceptions import TemplateInvalid
from ..models import CredentialTemplate, TemplateField
from ..models.elements import ElementsBlock
from .template_archives import is_archive, pack, unpack, with_images_inside
from .template_images import ImportedImages, image_as_dict

PAGE = {
    "size": "page_size",
    "orientation": "orientation",
    "width": "page_width",
    "height": "page_height",
    "background_colour": "background_colour",
}
PLAIN = ("title", "slug", "kind", "language", "description", "criteria")
#: What a file says to the gallery of designs; a template keeps nothing of it.
GALLERY = ("mood", "palette")
FIELD = ("name", "label", "help_text", "type", "required", "max_length", "choices", "example")


def export_template(template: CredentialTemplate) -> dict:
    """The template as a template file holds it; importing it makes an equal template."""
    page = {key: _whole(getattr(template, name)) for key, name in PAGE.items()}
    return {
        **{name: getattr(template, name) for name in PLAIN},
        "page": {**page, "background": image_as_dict(template.background_id)},
        "fields": template.field_dicts,
        "elements": [_exported(element) for element in template.design["elements"]],
    }


def template_file(template: CredentialTemplate) -> tuple[bytes, str]:
    """The template as the bytes of a file, and its ending: "zip" where it has images, else "json"."""
    exported = export_template(template)
    if any(image for image in (exported["page"]["background"], *(e.get("image") for e in exported["elements"]))):
        return pack(exported), "zip"
    return as_json(exported), "json"


def as_json(exported: dict) -> bytes:
    """A template file as JSON, its images inside."""
    return json.dumps(exported, ensure_ascii=False, indent=2).encode() + b"\n"


def _exported(element):
    """An element without what is off or empty: the same as left out."""
    given = {key: _whole(value) for key, value in element.items() if value is not False and value not in (None, "")}
    return {**given, "image": image_as_dict(element["image"])} if element.get("image") else given


def _whole(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value


def import_template(data: dict | str | bytes, *, user=None, issuer=None) -> CredentialTemplate:
    """The live template that the file describes: a new one, or the one with its slug, with a new revision.

    Whatever the file leaves out takes its default. Raises ``TemplateInvalid`` that names the place:
    ``elements[2].width: …``.
    """
    data = parse_template(data)
    with ImportedImages(user) as images, transaction.atomic():
        template = _template(data, images)
        if issuer is not None:
            template.issuer = issuer
        _publish(template, user)
    template.refresh_from_db()
    return template


def new_template(data: dict | str | bytes, *, user=None) -> CredentialTemplate:
    """A template as the file describes it, not saved yet, with a slug of its own. Raises ``TemplateInvalid``."""
    with ImportedImages(user) as images:
        return _described(CredentialTemplate(), {**parse_template(data), "slug": ""}, images)


def _publish(template, user):
    if template.pk is None:
        template.live = False
        template.save()
    # Whether the user may, the edge has asked: it knows the collection.
    template.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)


def parse_template(data: dict | str | bytes) -> dict:
    """The template file, JSON or ZIP, with its images inside. Raises ``TemplateInvalid``; only its keys are checked."""
    if isinstance(data, bytes) and is_archive(data):
        text, files = unpack(data)
        return with_images_inside(_checked(_loaded(text)), files)
    return _checked(data if isinstance(data, dict) else _loaded(data))


def _loaded(text):
    try:
        loaded = json.loads(text, parse_constant=_no_number)
        # Half of a surrogate pair is JSON, but no text that a database takes.
        json.dumps(loaded, ensure_ascii=False).encode()
        return loaded
    except (ValueError, RecursionError) as error:
        raise TemplateInvalid(_("This is not a template file (JSON): %(reason)s") % {"reason": error}) from error


def _checked(data):
    return _check_object(data, "", {*PLAIN, *GALLERY, "page", "fields", "elements"})


def _no_number(name):
    raise ValueError(f"{name} is not a number")


def _template(data, images):
    return _described(template_called(data.get("slug")) or CredentialTemplate(), data, images)


def _described(template, data, images):
    page = _check_object(data.get("page", {}), "page", {*PAGE, "background"})
    _set(template, {name: (name, data[name]) for name in PLAIN if name in data}, PLAIN)
    _set(template, {PAGE[key]: (f"page.{key}", page[key]) for key in PAGE if key in page}, PAGE.values())
    template.background = images.from_dict(page.get("background"), "page.background")
    template.fields = _fields(data.get("fields", []), template)
    template.elements = _elements(data.get("elements", []), images)
    _check_model(template)
    _check_placeholders(template)
    return template


def template_called(slug) -> CredentialTemplate | None:
    """The template that a file with this slug updates."""
    known = isinstance(slug, str) and slug_re.match(slug)
    return CredentialTemplate.objects.select_related("collection").filter(slug=slug).first() if known else None


def _set(template, given, names):
    """Attributes of the template from {attribute: (place, value)}; those left out get their default."""
    for name in names:
        default = template._meta.get_field(name).get_default()
        place, value = given.get(name, (name, default))
        if isinstance(value, bool | list | dict) or (isinstance(value, str) and "\x00" in value):
            raise TemplateInvalid(f"{place}: {_('This value cannot stand here.')}")
        setattr(template, name, value)


def _fields(given, template):
    kept = {field.name: field for field in template.fields.all()}
    fields = []
    for index, item in enumerate(_check_list(given, "fields")):
        place = f"fields[{index}]"
        values = {**_check_object(item, place, FIELD)}
        choices = values.pop("choices", [])
        if any(not isinstance(choice, str) for choice in _check_list(choices, f"{place}.choices")):
            raise TemplateInvalid(f"{place}.choices: {_('Write each choice as text.')}")
        field = TemplateField(**values, choices="\n".join(choices), sort_order=index)
        field.pk = kept[field.name].pk if isinstance(field.name, str) and field.name in kept else None
        _clean(field, place, exclude=["template"])
        if field.name in {other.name for other in fields}:
            raise TemplateInvalid(f"{place}.name: {_('Another field has this name.')}")
        fields.append(field)
    return fields


def _elements(given, images):
    block = ElementsBlock(required=False)
    raw = []
    for index, item in enumerate(_check_list(given, "elements")):
        place = f"elements[{index}]"
        kind = item.get("type") if isinstance(item, dict) else None
        if not isinstance(kind, str) or kind not in block.child_blocks:
            known = ", ".join(block.child_blocks)
            raise TemplateInvalid(f"{place}.type: {_('Use one of: %(known)s') % {'known': known}}")
        value = {**_check_object(item, place, {"type", *block.child_blocks[kind].child_blocks})}
        del value["type"]
        if "image" in value:
            image = images.from_dict(value["image"], f"{place}.image")
            value["image"] = image.pk if image else None
        raw.append({"type": kind, "value": value})
    return _cleaned(block, raw)


def _cleaned(block, raw):
    try:
        return block.clean(block.to_python(raw))
    except StreamBlockValidationError as errors:
        raise TemplateInvalid("\n".join(_block_errors("elements", errors))) from errors


def _block_errors(place, errors):
    """One line for each fault in a block: ``elements[2].width: …``."""
    inner = getattr(errors, "block_errors", None)
    if not inner:
        yield f"{place}: {' '.join(errors.messages)}"
        return
    for key, error in inner.items():
        yield from _block_errors(f"{place}[{key}]" if isinstance(key, int) else f"{place}.{key}", error)


def _check_model(template):
    places = {name: f"page.{key}" for key, name in PAGE.items()}
    _clean(template, "", exclude=["elements", "background", "issuer", "collection"], places=places)


def _clean(record, place, *, exclude, places=None):
    try:
        record.full_clean(exclude=exclude, validate_constraints=not place, validate_unique=not place)
    except ValidationError as errors:
        prefix = f"{place}." if place else ""
        lines = [
            f"{prefix}{(places or {}).get(name, name)}: {' '.join(messages)}"
            for name, messages in errors.message_dict.items()
        ]
        raise TemplateInvalid("\n".join(lines)) from errors
    except (TypeError, ValueError) as error:
        raise TemplateInvalid(f"{place or 'title'}: {error}") from error


def _check_placeholders(template):
    names = {field.name for field in template.fields.all()}
    for index, key, text in design_texts(template.design):
        if unknown := unknown_placeholders(text, names):
            listed = ", ".join(f"[{name}]" for name in sorted(unknown))
            raise TemplateInvalid(f"elements[{index}].{key}: {_('Unknown placeholder: %(names)s') % {'names': listed}}")


def _check_object(value, place, keys):
    if not isinstance(value, dict):
        raise TemplateInvalid(_at(place, _("Write an object: {…}.")))
    if unknown := sorted(set(value) - set(keys)):
        raise TemplateInvalid(_at(place, _("Unknown: %(names)s") % {"names": ", ".join(unknown)}))
    return value


def _check_list(value, place):
    if not isinstance(value, list):
        raise TemplateInvalid(_at(place, _("Write a list: […].")))
    return value


def _at(place, message):
    return f"{place}: {message}" if place else message
