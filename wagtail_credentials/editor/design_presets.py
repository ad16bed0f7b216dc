"""What the designer's "Add" menu offers: elements with values that are worth looking at. Sizes are millimetres."""

from django.utils.translation import gettext_lazy as _

#: (name, label, icon, block, values). A block without a line here is offered by its own label and defaults.
PRESETS = [
    ("text", _("Text"), "title", "text", {"text": _("Text"), "width": 100, "height": 10, "size": 14}),
    (
        "recipient",
        _("Recipient's name"),
        "user",
        "text",
        {"text": "[recipient.name]", "width": 200, "height": 20, "size": 36, "minimum_size": 16},
    ),
    ("award", _("Title of the group"), "credential-group", "text", {"text": "[group.title]", "width": 200, "size": 20}),
    ("date", _("Date of issue"), "calendar", "text", {"text": "[credential.issued_on]", "width": 60, "size": 11}),
    ("id", _("Credential ID"), "tag", "text", {"text": "[credential.id]", "width": 90, "height": 6, "size": 8}),
    ("image", _("Image"), "image", "image", {"width": 50, "height": 30}),
    ("logo", _("Issuer's logo"), "credential-issuer", "logo", {"width": 40, "height": 25}),
    ("signature", _("Signature"), "credential-signature", "signature", {"name": _("Name"), "width": 60, "height": 28}),
    ("qr_code", _("QR code"), "credential-qr", "qr_code", {"width": 30, "height": 30}),
    ("line", _("Line"), "minus", "line", {"width": 80, "height": 1}),
    (
        "frame",
        _("Frame"),
        "credential-frame",
        "line",
        {"frame": True, "thickness": 0.6, "width": 120, "height": 80},
    ),
    ("shape", _("Shape"), "credential-shape", "shape", {"shape": "seal", "width": 30, "height": 30, "fill": "#c9a227"}),
]


def presets_for(blocks) -> list[dict]:
    """The presets of these blocks ({type: block}), and one for each block that has none."""
    listed = [preset for preset in PRESETS if preset[3] in blocks]
    named = {preset[3] for preset in listed}
    other = [(kind, block.label, block.meta.icon, kind, {}) for kind, block in blocks.items() if kind not in named]
    return [_as_dict(*preset) for preset in [*listed, *other]]


def _as_dict(name, label, icon, kind, values):
    plain = {key: value if isinstance(value, int | float | bool) else str(value) for key, value in values.items()}
    return {"name": name, "label": str(label), "icon": icon, "type": kind, "value": plain}
