"""A credential's document: the values of its row in the design of its batch."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Revision

from ..domain.design import LOGO
from ..domain.filling import SAMPLE_FACTS, SAMPLE_URL, SAMPLE_UUID, placeholder_values, sample_row
from ..models import Batch, Credential, CredentialTemplate
from .addresses import permanent_url
from .batching import facts_for, live_revision

if TYPE_CHECKING:
    from ..rendering.documents import Document, Renderer


#: It shows a name: no longer than a visit needs.
SVG_SECONDS = 60 * 60


class Drawing:
    """A template at one revision, ready to draw rows: fonts and images are loaded once."""

    def __init__(self, revision: Revision):
        template = revision.as_object()
        self.columns = template.columns
        self.language = template.language
        self.renderer = renderer(template.design)


def renderer(design: dict, media: dict[str, bytes] | None = None) -> Renderer:
    """The renderer of ``CredentialTemplate.design``; ``media``: bytes of images that the site does not have."""
    from ..rendering.documents import Renderer  # noqa: PLC0415 -- WeasyPrint: slow, and needs system libraries

    return Renderer(design, media)


@lru_cache(maxsize=8)
def drawing_at(revision_id: int) -> Drawing:
    """The drawing of a template revision, kept for the life of the process."""
    return Drawing(Revision.objects.get(pk=revision_id))


def draw(credential: Credential) -> Document:
    """The document of a credential as it stands; of a staged one as it would become if the batch were confirmed today.

    Raises ``RenderingFailed``.
    """
    return _renderer_of(credential).render(**_content(credential))


def draw_svg(credential: Credential) -> str:
    """The same page as SVG, letters as outlines. Raises ``RenderingFailed``."""
    return _renderer_of(credential).svg(**_content(credential))


def kept_svg(credential: Credential) -> str:
    """The SVG of a credential whose content is fixed, for an hour from the site's cache. Raises ``RenderingFailed``."""
    key = f"credential-svg:{credential.uuid}:{credential.content_hash}"
    svg = cache.get(key)
    if svg is None:
        svg = draw_svg(credential)
        cache.set(key, svg, SVG_SECONDS)
    return svg


def _drawing(batch):
    return drawing_at(batch.template_revision_id or live_revision(batch.template).pk)


def _renderer_of(credential):
    return _drawing(credential.batch).renderer


def _content(credential):
    batch, drawing = credential.batch, _drawing(credential.batch)
    facts = batch.facts or facts_for(batch.template, batch.group)
    url = permanent_url(credential.uuid)
    values = placeholder_values(
        {**credential.row, **_dates(credential, batch)},
        facts,
        uuid=str(credential.uuid),
        url=url,
        language=drawing.language,
        columns=drawing.columns,
    )
    return {"values": values, "title": facts["group.title"], "url": url}


def preview_document(template: CredentialTemplate, mode: str = "sample") -> Document:
    """The template, saved or not, drawn for a made-up recipient. ``mode``: see ``domain.filling.sample_row``."""
    return renderer(template.design).render(sample_values(template, mode), title=template.title, url=SAMPLE_URL)


def sample_values(template: CredentialTemplate, mode: str = "sample") -> dict[str, str]:
    """What each placeholder of a template, saved or not, says for a made-up recipient."""
    columns = template.columns
    facts = dict(SAMPLE_FACTS)
    if template.issuer is not None:
        issuer = template.issuer
        facts |= {"issuer.name": issuer.title, "issuer.url": issuer.url, LOGO: str(issuer.logo_id or "")}
    return placeholder_values(
        sample_row(columns, mode),
        facts,
        uuid=SAMPLE_UUID,
        url=SAMPLE_URL,
        language=template.language,
        columns=columns,
    )


def _dates(credential: Credential, batch: Batch) -> dict[str, str]:
    """The dates that are printed, as ISO; a staged row without its own takes the batch's."""
    if not batch.editable:
        return {}
    issued_on = credential.issued_on or batch.issued_on or timezone.localdate()
    expires_on = credential.expires_on or batch.expires_on
    if not expires_on and batch.group:
        expires_on = batch.group.expires_on(issued_on)
    return {"issued_on": issued_on.isoformat(), "expires_on": expires_on.isoformat() if expires_on else ""}
