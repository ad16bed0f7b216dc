"""The preview of a template in its editor: the very picture that a recipient's document would give."""

import base64

from django import template
from django.utils.translation import gettext as _

from ..exceptions import RenderingFailed
from ..services.drawing import preview_document

register = template.Library()


@register.inclusion_tag("wagtail_credentials/preview_picture.html")
def template_preview(credential_template, mode):
    """The picture of a template, saved or not, filled with made-up values, or why it cannot be drawn."""
    if not credential_template.elements and not credential_template.background_id:
        return {"error": _("Nothing to show yet: add an element, such as a text with [recipient.name].")}
    try:
        picture = preview_document(credential_template, mode).picture
    except RenderingFailed as error:
        return {"error": str(error)}
    address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    return {"address": address, "credential_template": credential_template}
