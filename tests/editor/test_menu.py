import json
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.editor.people import make_collection, make_issuer_user, make_reviewer, make_superuser, make_user_in

pytestmark = pytest.mark.django_db

EVERYTHING = [
    "Credentials home",
    "Templates",
    "Groups",
    "Issuers",
    "Batches",
    "Credentials",
    "Under review",
]


class SidebarParser(HTMLParser):
    """The sidebar's props, a JSON script of the page."""

    props = None
    inside = False

    def handle_starttag(self, tag, attrs):
        self.inside = dict(attrs).get("id") == "wagtail-sidebar-props"

    def handle_data(self, data):
        if self.inside:
            self.props, self.inside = json.loads(data), False


def menu_of(client, user) -> list[str]:
    """Labels under "Credentials", as the user finds them."""
    client.force_login(user)
    parser = SidebarParser()
    parser.feed(client.get(reverse("wagtailadmin_home")).content.decode())
    return labels(parser.props, "Credentials")


def labels(node, menu):
    """Labels of the entries under the menu, wherever in the packed props it stands."""
    if isinstance(node, dict) and node.get("_type") == "wagtail.sidebar.SubMenuItem":
        item, entries = node["_args"][0], node["_args"][1]
        return [entry["_args"][0]["label"] for entry in entries] if item["label"] == menu else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [label for child in children for label in labels(child, menu)]


def test_superuser_finds_everything_in_one_group(client):
    assert menu_of(client, make_superuser()) == EVERYTHING


def test_issuers_find_everything(client):
    assert menu_of(client, make_issuer_user()) == EVERYTHING


def test_reviewers_find_credentials_only(client):
    found = menu_of(client, make_reviewer())

    assert found == ["Credentials home", "Batches", "Credentials", "Under review"]


def test_designer_of_one_collection_finds_templates_only(client):
    designer = make_user_in(make_collection("Botany"), "change_credentialtemplate")

    assert menu_of(client, designer) == ["Templates"]


def test_user_without_permission_finds_no_group(client):
    assert menu_of(client, make_user_in(make_collection("Botany"))) == []


def test_our_snippets_do_not_stand_under_snippets_as_well(client):
    client.force_login(make_superuser())

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert '"/admin/snippets/"' not in page
