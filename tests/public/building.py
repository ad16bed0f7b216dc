"""Published credentials as the queue leaves them: files in the private storage, their hash on the row."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, Site

from tests import factories
from wagtail_credentials.conf import conf
from wagtail_credentials.models import CredentialsPage

PDF = b"%PDF-1.7 the document as issued"
PICTURE = b"\x89PNG\r\n\x1a\n the picture as issued"
FACTS = {
    "group.title": "Introduction to botany",
    "group.description": "Twelve weeks among plants.",
    "group.criteria": "A herbarium of thirty plants.",
    "issuer.name": "Linden Open School",
    "issuer.url": "https://school.example.org/",
}


def make_page(**values):
    """A live credentials page under the site's root page."""
    parent = values.pop("parent", None) or Site.objects.get(is_default_site=True).root_page
    return parent.add_child(instance=CredentialsPage(**{"title": "Credentials", "slug": "credentials", **values}))


def make_published(page=None, **values):
    """A published credential under ``page``, its files stored."""
    batch = values.pop("batch", None) or factories.make_batch(group=factories.make_group(page=page), facts=FACTS)
    credential = factories.make_credential(
        **{
            "batch": batch,
            "status": "published",
            "recipient_name": "Zoë Ångström",
            "recipient_email": "zoe@example.org",
            "issued_on": date(2026, 3, 1),
            "published_at": timezone.now(),
            "pdf_hash": hashlib.sha256(PDF).hexdigest(),
            **values,
        }
    )
    credential.pdf.name = conf.storage.save(f"documents/{credential.uuid}.pdf", ContentFile(PDF))
    credential.picture.name = conf.storage.save(f"documents/{credential.uuid}.png", ContentFile(PICTURE))
    credential.save()
    return credential


def page_under(slug):
    """The path of a page directly under the root page of the default site."""
    return Page.objects.get(slug=slug).get_url()
