"""Who may do what with issuers, templates and groups, on every address that Wagtail's snippet screens have."""

import pytest
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from wagtail.models import Collection, GroupCollectionPermission

from tests.editor.forms import values_of
from tests.editor.people import make_collection, make_issuer_user, make_superuser, make_user_in
from tests.editor.test_snippets import template_data
from tests.factories import make_group, make_issuer, make_template
from wagtail_credentials.models import CredentialTemplate

pytestmark = pytest.mark.django_db

EVERY_PERMISSION = [
    f"{action}_{model}"
    for model in ("credentialtemplate", "credentialgroup", "issuer")
    for action in ("add", "change", "delete", "publish", "lock", "unlock", "view")
]
MAKERS = {"credentialtemplate": make_template, "credentialgroup": make_group, "issuer": make_issuer}
WITH_PK = ["edit", "copy", "delete", "inspect", "usage", "history", "history_results", "unpublish", "lock", "unlock"]


def snippet_url(model, name, *args):
    return reverse(f"wagtailsnippets_wagtail_credentials_{model}:{name}", args=args)


@pytest.fixture
def botanist(db):
    """May do everything with snippets in the collection Botany, nothing elsewhere."""
    return make_user_in(make_collection("Botany"), *EVERY_PERMISSION, "issue_credential", name="botanist")


@pytest.mark.parametrize("name", WITH_PK)
@pytest.mark.parametrize("model", MAKERS)
def test_object_of_another_collection_is_not_found(client, botanist, model, name):
    foreign = MAKERS[model]()
    client.force_login(botanist)

    assert client.get(snippet_url(model, name, foreign.pk)).status_code == 404
    assert client.post(snippet_url(model, name, foreign.pk)).status_code == 404


@pytest.mark.parametrize("name", ["edit", "copy", "delete", "inspect", "usage", "history"])
@pytest.mark.parametrize("model", MAKERS)
def test_object_of_the_own_collection_is(client, botanist, model, name):
    own = MAKERS[model](collection=Collection.objects.get(name="Botany"))
    client.force_login(botanist)

    assert client.get(snippet_url(model, name, own.pk)).status_code == 200


def test_previews_and_revisions_of_foreign_templates_are_not_found(client, botanist):
    template = make_template()
    revision = template.save_revision()
    client.force_login(botanist)
    urls = [
        snippet_url("credentialtemplate", "preview_on_edit", template.pk),
        snippet_url("credentialtemplate", "revisions_view", template.pk, revision.pk),
        snippet_url("credentialtemplate", "revisions_revert", template.pk, revision.pk),
        snippet_url("credentialtemplate", "revisions_compare", template.pk, "earliest", "latest"),
        snippet_url("credentialtemplate", "workflow_history", template.pk),
    ]

    assert [client.get(url).status_code for url in urls] == [404] * len(urls)


def test_every_address_with_a_primary_key_asks_for_the_object(client, botanist):
    """Addresses that a later Wagtail adds are found here, too."""
    template = make_template()
    viewset = CredentialTemplate.snippet_viewset
    client.force_login(botanist)
    answers = {}
    for pattern in viewset.get_urlpatterns():
        try:
            url = snippet_url("credentialtemplate", pattern.name, template.pk)
        except NoReverseMatch:
            continue
        answers[pattern.name] = client.get(url).status_code

    assert len(answers) >= 12
    assert set(answers.values()) == {404}


@pytest.mark.parametrize("model", MAKERS)
def test_listing_shows_own_collections_only(client, botanist, model):
    own = MAKERS[model](collection=Collection.objects.get(name="Botany"))
    MAKERS[model](title="Foreign")
    client.force_login(botanist)

    rows = client.get(snippet_url(model, "list")).context["object_list"]

    assert list(rows) == [own]


def test_permission_held_elsewhere_does_not_reach_here(client):
    botany, zoology = make_collection("Botany"), make_collection("Zoology")
    user = make_user_in(botany, "change_credentialtemplate")
    other = Group.objects.create(name="Zoologists")
    delete = make_user_in(zoology, "delete_credentialtemplate", name="zoologist").groups.get()
    user.groups.add(delete, other)
    template = make_template(collection=botany)
    client.force_login(user)

    client.post(snippet_url("credentialtemplate", "delete", template.pk))

    assert CredentialTemplate.objects.filter(pk=template.pk).exists()


def test_publishing_needs_the_permission_in_the_objects_collection(client):
    botany, zoology = make_collection("Botany"), make_collection("Zoology")
    user = make_user_in(botany, "add_credentialtemplate", "change_credentialtemplate")
    user.groups.add(make_user_in(zoology, "publish_credentialtemplate", name="zoologist").groups.get())
    client.force_login(user)

    response = client.post(snippet_url("credentialtemplate", "add"), {**template_data(), "action-publish": "1"})

    assert not CredentialTemplate.objects.exists()
    assert "You may not publish in this collection" in str(response.context["form"].errors)


def test_issuers_find_publish_in_the_footer(client):
    template = make_template()
    client.force_login(make_issuer_user())

    content = client.get(snippet_url("credentialtemplate", "edit", template.pk)).content.decode()

    assert 'name="action-publish"' in content
    assert snippet_url("credentialtemplate", "unpublish", template.pk) in content


def test_publish_stands_in_the_footer_once(client):
    template = make_template()
    client.force_login(make_superuser())

    content = client.get(snippet_url("credentialtemplate", "edit", template.pk)).content.decode()

    assert content.count('name="action-publish"') == 1


def test_editors_without_the_permission_save_drafts_only(client):
    botany = make_collection("Botany")
    template = make_template(collection=botany)
    client.force_login(make_user_in(botany, "change_credentialtemplate"))

    content = client.get(snippet_url("credentialtemplate", "edit", template.pk)).content.decode()

    assert 'name="action-publish"' not in content


def test_choosers_offer_and_accept_own_collections_only(client, botanist):
    own = make_issuer(title="Own", collection=Collection.objects.get(name="Botany"))
    foreign = make_issuer(title="Foreign")
    client.force_login(botanist)
    chooser = "wagtailsnippetchoosers_wagtail_credentials_issuer"

    offered = client.get(reverse(f"{chooser}:choose_results")).content.decode()

    assert ("Own" in offered, "Foreign" in offered) == (True, False)
    assert client.get(reverse(f"{chooser}:chosen", args=[own.pk])).status_code == 200
    assert client.get(reverse(f"{chooser}:chosen", args=[foreign.pk])).status_code == 404


def test_foreign_issuer_cannot_be_posted(client, botanist):
    foreign = make_issuer()
    client.force_login(botanist)

    response = client.post(snippet_url("credentialgroup", "add"), {"title": "Mosses", "issuer": foreign.pk})

    assert "issuer" in response.context["form"].errors


def test_group_form_ties_permissions_to_collections(client):
    client.force_login(make_superuser())
    group = Group.objects.get(name="Credential reviewers")
    botany = make_collection("Botany")
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    data = values_of(client.get(url), form_id="") or {}
    issue = {
        "name": group.name,
        "credential_permissions-TOTAL_FORMS": "1",
        "credential_permissions-INITIAL_FORMS": "0",
        "credential_permissions-0-collection": str(botany.pk),
        "credential_permissions-0-permissions": str(
            GroupCollectionPermission.objects.filter(permission__codename="publish_credential")
            .values_list("permission", flat=True)
            .first()
        ),
    }
    prefixes = ["credentialtemplate", "credentialgroup", "issuer", "document", "image", "collection", "page", "site"]
    empty = {f"{prefix}_permissions-{name}_FORMS": "0" for prefix in prefixes for name in ("TOTAL", "INITIAL")}

    client.post(url, {**data, **empty, **issue})

    own = GroupCollectionPermission.objects.filter(group=group, permission__content_type__model="credential")
    assert list(own.values_list("collection__name", "permission__codename")) == [("Botany", "publish_credential")]


def test_group_form_heads_each_tick_box_with_its_own_permission(client):
    client.force_login(make_superuser())
    group = Group.objects.get(name="Credential issuers")

    panels = client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).context["permission_panels"]

    ours = [panel for panel in panels if panel.prefix.startswith(("credential", "issuer"))]
    assert len(ours) == 4
    for panel in ours:
        boxes = [str(option.choice_label) for option in panel.empty_form["permissions"]]
        assert boxes == [str(label) for _codename, _short, label in panel.permission_types]


def test_our_permissions_do_not_stand_in_the_plain_list_as_well(client):
    client.force_login(make_superuser())

    form = client.get(reverse("wagtailusers_groups:add")).context["form"]

    plain = form.fields["permissions"].queryset.filter(content_type__app_label="wagtail_credentials")
    assert set(plain.values_list("content_type__model", flat=True)) <= {"credentialssettings"}


def test_collection_with_a_template_is_not_deleted(client):
    botany = make_collection("Botany")
    template = make_template(collection=botany)
    client.force_login(make_superuser())

    client.post(reverse("wagtailadmin_collections:delete", args=[botany.pk]))

    assert CredentialTemplate.objects.filter(pk=template.pk).exists()
    assert Collection.objects.filter(pk=botany.pk).exists()
