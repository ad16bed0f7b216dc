"""Run with the example site's settings, in a process of its own: prints what a visitor and an editor get, as JSON."""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 -- Django must be set up first
from django.test import Client  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from wagtail_credentials.models import CredentialGroup, CredentialTemplate, Issuer  # noqa: E402

site = Site.objects.get(is_default_site=True)
pages = site.root_page.get_descendants(inclusive=True).live().specific()
visitor, editor = Client(), Client()
editor.force_login(get_user_model().objects.get(username="admin"))
groups = {user.username: [group.name for group in user.groups.all()] for user in get_user_model().objects.all()}
home = visitor.get("/").content.decode()

json.dump(
    {
        "site": site.root_url,
        "counts": [model.objects.count() for model in (Issuer, CredentialTemplate, CredentialGroup, Page)],
        "people": groups,
        "pages": {page.url: visitor.get(page.url).status_code for page in pages},
        "editing": {page.url: editor.get(f"/admin/pages/{page.pk}/edit/").status_code for page in pages},
        "form": 'action="/credentials/"' in home,
        "theme": "Linden Open School" in visitor.get("/c/").content.decode(),
        "missing": visitor.get("/nowhere/").status_code,
        "sitemap": visitor.get("/sitemap.xml").content.decode().count("<loc>"),
    },
    sys.stdout,
)
