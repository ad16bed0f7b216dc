"""What a collection holds of ours: Wagtail refuses to delete one that is not empty."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import CredentialGroup, CredentialTemplate, Issuer


def describe(collection, model) -> dict | None:
    """How many of the model are in the collection, and where they are listed; None where there are none."""
    count = model.objects.filter(collection=collection).count()
    if not count:
        return None
    text = _("%(count)d × %(name)s") % {"count": count, "name": capfirst(model._meta.verbose_name)}
    return {"count": count, "count_text": text, "url": reverse(model.snippet_viewset.get_url_name("list"))}


def describe_templates(collection):
    return describe(collection, CredentialTemplate)


def describe_groups(collection):
    return describe(collection, CredentialGroup)


def describe_issuers(collection):
    return describe(collection, Issuer)
