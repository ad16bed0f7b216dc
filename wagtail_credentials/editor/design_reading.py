"""What the designer's canvas posts, as a template that is not saved.

A form half filled in is shown as far as it goes: what is wrong keeps its default, and is named.
"""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import FieldBlock

from ..domain.columns import FieldType
from ..domain.design import design_texts
from ..domain.placeholders import unknown_placeholders
from ..exceptions import DesignUnreadable
from ..models import CredentialTemplate, TemplateField
from ..models.elements import ElementsBlock, defaults
from ..models.templates import PageSize
from .snippet_choosers import choosable_by
from .snippet_forms import nothing_fills

#: More than any design has; each costs time to draw.
MOST_ELEMENTS, MOST_FIELDS, MOST_MILLIMETRES, MOST_CHARACTERS = 300, 200, 5000, 2000
MOST_BYTES = 1_000_000


class PageForm(forms.ModelForm):
    """The settings that change how the page looks."""

    class Meta:
        model = CredentialTemplate
        fields = [
            "kind", "issuer", "page_size", "orientation", "page_width", "page_height", "background",
            "background_colour", "language",
        ]  # fmt: skip

    def clean(self):
        cleaned_data = super().clean()
        for name in ("page_width", "page_height"):
            if (cleaned_data.get(name) or 0) > MOST_MILLIMETRES:
                self.add_error(name, _("A page has at most %(limit)s mm.") % {"limit": MOST_MILLIMETRES})
        return cleaned_data


def posted_template(body: bytes, user) -> tuple[CredentialTemplate, list[dict]]:
    """The template that ``{"page": {…}, "fields": [{…}], "elements": [{"type", "value": {…}}]}`` describes, not saved,
    and what is wrong in it: ``{"element": place or None, "field", "message"}``.

    Raises ``DesignUnreadable``.
    """
    data = _loaded(body)
    template, problems = _page(_part(data, "page", dict), user)
    template.fields = _fields(_part(data, "fields", list)[:MOST_FIELDS])
    elements, wrong = _elements(_part(data, "elements", list))
    template.elements = json.dumps(elements)
    return template, problems + wrong + list(_unfilled(template))


def _unfilled(template):
    names = {field.name for field in template.fields.all()}
    for index, key, text in design_texts(template.design):
        if found := sorted(unknown_placeholders(text, names)):
            yield _problem(index, key, [nothing_fills(found)])


def _loaded(body):
    if len(body) > MOST_BYTES:
        raise DesignUnreadable(_("The design is too large to be shown here."))
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DesignUnreadable(_("The design could not be read.")) from error
    if not isinstance(data, dict):
        raise DesignUnreadable(_("The design could not be read."))
    return data


def _part(data, name, kind):
    part = data.get(name, kind())
    if not isinstance(part, kind):
        raise DesignUnreadable(_("The design could not be read."))
    return part


def _page(given, user):
    template = CredentialTemplate()
    form = PageForm({name: _plain(value) for name, value in given.items()}, instance=template)
    form.fields["issuer"].queryset = choosable_by(user, form.fields["issuer"].queryset.model)
    form.is_valid()
    if template.page_size == PageSize.CUSTOM and not (template.page_width and template.page_height):
        template.page_size = PageSize.A4
    return template, [_problem(None, name, errors) for name, errors in form.errors.items()]


def _fields(given):
    return [TemplateField(**_field(item)) for item in given if isinstance(item, dict)]


def _field(item):
    text = {
        name: str(_plain(item.get(name)) or "")[:MOST_CHARACTERS] for name in ("name", "label", "example", "choices")
    }
    kind = _plain(item.get("type"))
    return {**text, "type": kind if kind in FieldType.values else FieldType.TEXT, "max_length": _length(item)}


def _length(item):
    length = str(_plain(item.get("max_length")) or "")
    return min(int(length), MOST_CHARACTERS) if length.isdecimal() and len(length) < 10 else None


def _elements(given):
    if len(given) > MOST_ELEMENTS:
        raise DesignUnreadable(_("A design has at most %(limit)s elements.") % {"limit": MOST_ELEMENTS})
    blocks = ElementsBlock().child_blocks
    elements, problems = [], []
    for index, item in enumerate(given):
        kind = item.get("type") if isinstance(item, dict) else None
        value = item.get("value") if isinstance(item, dict) else None
        if not isinstance(kind, str) or kind not in blocks or not isinstance(value, dict):
            raise DesignUnreadable(_("Element %(number)s could not be read.") % {"number": index + 1})
        cleaned, wrong = _element(blocks[kind], value)
        elements.append({"type": kind, "value": cleaned})
        problems += [_problem(index, name, errors) for name, errors in wrong.items()]
    return elements, problems


def _element(block, value):
    """(cleaned, {name of a field: messages})"""
    cleaned, wrong = {}, {}
    for name, default in defaults(block).items():
        child = block.child_blocks[name]
        cleaned[name] = _without(child, default)
        if name not in value:
            continue
        given = _plain(value[name]) if isinstance(child, FieldBlock) else child.to_python(value[name])
        try:
            cleaned[name] = child.get_prep_value(child.clean(given))
        except ValidationError as error:
            wrong[name] = error.messages
        # An emptied field is not wrong yet: somebody is about to fill it.
        if given in (None, ""):
            wrong.pop(name, None)
    return cleaned, wrong


def _without(child, default):
    return "" if default is None and isinstance(getattr(child, "field", None), forms.CharField) else default


def _plain(value):
    return value if isinstance(value, str | int | float | bool) else None


def _problem(element, field, messages):
    return {"element": element, "field": field, "message": " ".join(str(message) for message in messages)}
