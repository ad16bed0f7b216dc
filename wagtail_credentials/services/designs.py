"""The designs of the gallery: those that come with the package, and those that the site's own code registers.

``hooks.register("register_credential_designs")`` takes a function that returns template files, as dictionaries or
paths.
"""

import hashlib
import json
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import TextChoices
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import log
from wagtail.models import Collection

from ..domain.palettes import DEFAULT, as_palette, recoloured
from ..models import CredentialTemplate
from .starters import starter_designs
from .templating import new_template

HOOK = "register_credential_designs"


class Mood(TextChoices):
    """How a design feels; a site's own designs may have moods of their own."""

    CLASSIC = "classic", gettext_lazy("Classic")
    MODERN = "modern", gettext_lazy("Modern")
    BOLD = "bold", gettext_lazy("Bold")
    WARM = "warm", gettext_lazy("Warm")


class Design(NamedTuple):
    """A template file to start from. ``name`` is unique in the gallery."""

    name: str
    file: dict

    @property
    def title(self) -> str:
        return self.file["title"]

    @property
    def kind(self) -> str:
        return self.file.get("kind") or "certificate"

    @property
    def mood(self) -> str:
        return str(self.file.get("mood") or "")

    @property
    def palette(self) -> dict[str, str]:
        """The colours it was drawn in."""
        return {**DEFAULT, **as_palette(self.file.get("palette") or {})}

    @property
    def fingerprint(self) -> str:
        """Another one whenever the design looks different."""
        return hashlib.sha256(json.dumps(self.file, sort_keys=True, default=str).encode()).hexdigest()[:20]

    def in_colours(self, chosen: dict[str, str]) -> "Design":
        """The design in the colours chosen for some roles; see ``domain.palettes``."""
        return self._replace(file=recoloured(self.file, chosen))


def all_designs() -> dict[str, Design]:
    """{name: design}, the site's own first. Raises ``ImproperlyConfigured`` where a registered file is none."""
    own = [_read(item) for register in hooks.get_hooks(HOOK) for item in register()]
    named = {str(file.get("slug") or slugify(file["title"])): file for file in own}
    return {name: Design(name, file) for name, file in {**named, **_without(named)}.items()}


def _without(names):
    return {name: file for name, file in starter_designs().items() if name not in names}


def _read(item) -> dict:
    if isinstance(item, dict):
        file = item
    else:
        try:
            file = json.loads(Path(item).read_text(encoding="utf-8"))
        except (OSError, TypeError, ValueError) as error:
            raise ImproperlyConfigured(f"{HOOK}: {item!r} cannot be read as a template file: {error}") from error
    if not isinstance(file, dict) or not isinstance(file.get("title"), str):
        raise ImproperlyConfigured(f"{HOOK}: {str(item)[:80]} is not a template file: it has no title.")
    return file


def start_from_design(design: Design, *, collection: Collection, user=None) -> CredentialTemplate:
    """A draft with the look, fields and texts of the design: a copy of its own, to be edited.

    Raises ``TemplateInvalid``.
    """
    with transaction.atomic():
        template = new_template({**design.file, "title": _free_title(design.title)}, user=user)
        template.collection, template.live = collection, False
        template.save()
        revision = template.save_revision(user=user)
        log(instance=template, action="wagtail.create", user=user, revision=revision, content_changed=True)
    return template


def _free_title(title):
    """A title that no other template has, so that two copies can be told apart."""
    first = _("%(title)s (copy)") % {"title": title[:200]}
    others = (_("%(title)s (copy %(number)d)") % {"title": title[:200], "number": number} for number in count(2))
    taken = set(CredentialTemplate.objects.filter(title__startswith=title[:200]).values_list("title", flat=True))
    return next(candidate for candidate in chain([first], others) if candidate not in taken)
