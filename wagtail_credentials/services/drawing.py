"""A credential's document: the values of its row in the design of its batch."""

from functools import lru_cache

from django.utils import timezone
from wagtail.models import Revision

from ..domain.filling import placeholder_values
from ..models import Batch, Credential
from ..rendering.documents import Document, Renderer
from .addresses import permanent_url
from .batching import facts_for, live_revision


class Drawing:
    """A template at one revision, ready to draw rows: fonts and images are loaded once."""

    def __init__(self, revision: Revision):
        template = revision.as_object()
        self.columns = template.columns
        self.language = template.language
        self.renderer = Renderer(template.design)


@lru_cache(maxsize=8)
def drawing_at(revision_id: int) -> Drawing:
    """The drawing of a template revision, kept for the life of the process."""
    return Drawing(Revision.objects.get(pk=revision_id))


def draw(credential: Credential) -> Document:
    """The document of a credential as it stands; of a staged one as it would become if the batch were confirmed today.

    Raises ``RenderingFailed``.
    """
    batch = credential.batch
    drawing = drawing_at(batch.template_revision_id or live_revision(batch.template).pk)
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
    return drawing.renderer.render(values, title=facts["group.title"], url=url)


def _dates(credential: Credential, batch: Batch) -> dict[str, str]:
    """The dates that are printed, as ISO; a staged row without its own takes the batch's."""
    if not batch.editable:
        return {}
    issued_on = credential.issued_on or batch.issued_on or timezone.localdate()
    expires_on = credential.expires_on or batch.expires_on
    if not expires_on and batch.group:
        expires_on = batch.group.expires_on(issued_on)
    return {"issued_on": issued_on.isoformat(), "expires_on": expires_on.isoformat() if expires_on else ""}
