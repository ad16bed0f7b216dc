"""What the designer's scripts say: they have no catalogue of their own. Words in braces are filled in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.placeholders import DAYS, LABELS

#: How a date may be written; the first is the template's own way.
DATE_FORMATS = ["", "j F Y", "F j, Y", "F Y", "Y", "d.m.Y", "d/m/Y", "Y-m-d"]

GROUPS = [
    ("recipient", gettext_lazy("Recipient")),
    ("group", gettext_lazy("Group")),
    ("issuer", gettext_lazy("Issuer")),
    ("credential", gettext_lazy("Credential")),
]


def words() -> dict[str, str]:
    return {
        "added": _("{name} added"),
        "back": _("{name} moved back"),
        "bottom": _("{name} is at the back already"),
        "choose": _("Choose an image"),
        "copied": _("{name} duplicated"),
        "decoration": _("decoration"),
        "edit": _("Show in the form"),
        "element": _("{name}, {x} mm from the left, {y} mm from the top, {width} by {height} mm"),
        "empty": _("The page is empty. Add an element, or begin with a design of the gallery."),
        "failed": _("The page cannot be drawn just now. Elements can be edited by numbers below."),
        "forward": _("{name} moved forward"),
        "inserted": _("{name} inserted"),
        "later": _("Read later: {name}"),
        "sooner": _("Read sooner: {name}"),
        "meaning": _("Does this picture say something? Then say it in words, for those who cannot see it."),
        "moved": _("{x} mm from the left, {y} mm from the top"),
        "nothing": _("Nothing is selected. Pick an element on the page or in the reading order."),
        "page": _("Page, {width} by {height} mm"),
        "placeholder": _("Insert placeholder"),
        "placeholder_for": _("Insert placeholder into {name}"),
        "position": _("{number} of {total}"),
        "redone": _("Redone"),
        "removed": _("{name} deleted. Ctrl+Z brings it back."),
        "selected": _("{number} elements selected"),
        "sized": _("{width} mm wide, {height} mm high"),
        "top": _("{name} is in front already"),
        "undone": _("Undone"),
        "zoom": _("{percent} %"),
    }


def placeholders() -> list[dict]:
    """The fixed placeholders, by group: those of the template itself are read from its form."""
    return [
        {
            "label": str(label),
            "items": [
                {"name": name, "label": str(text), "day": name in DAYS}
                for name, text in LABELS.items()
                if name.startswith(f"{group}.")
            ],
        }
        for group, label in GROUPS
    ]
