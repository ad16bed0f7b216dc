"""For templates of a site: ``{% load credentials_tags %} {% credential_url credential %}``."""

from django import template

from ..services.addresses import page_url, permanent_url

register = template.Library()


@register.simple_tag(takes_context=True)
def credential_url(context, credential, permanent=False):
    """The address of a credential's page in the site; with ``permanent=True`` the one that survives moved pages."""
    return permanent_url(credential.uuid) if permanent else page_url(credential, context.get("request"))
