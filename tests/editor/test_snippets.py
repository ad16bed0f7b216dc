import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.editor.forms import values_of
from tests.editor.people import make_collection, make_issuer_user, make_reviewer, make_superuser, make_user_in
from tests.factories import make_batch, make_group, make_issuer, make_template
from wagtail_credentials.editor.live_states import live_state
from wagtail_credentials.models import CredentialGroup, CredentialTemplate

pytestmark = pytest.mark.django_db

TEMPLATES = "/admin/snippets/wagtail_credentials/credentialtemplate/"
GROUPS = "/admin/snippets/wagtail_credentials/credentialgroup/"
DESIGN = ["add_credentialtemplate", "change_credentialtemplate", "publish_credentialtemplate"]


def template_data(text="[recipient.name]", fields=(), **values):
    box = {"x": "20", "y": "20", "width": "100", "height": "20"}
    style = {
        "font": "Noto Serif",
        "size": "14",
        "fit": "both",
        "minimum_size": "",
        "letter_spacing": "0",
        "line_height": "1.2",
    }
    place = {"colour": "#112233", "align": "center", "vertical_align": "middle"}
    element = {"text": text, **box, **style, **place}
    return nested_form_data(
        {
            "title": "New certificate",
            "kind": "certificate",
            "description": "",
            "criteria": "",
            "issuer": "",
            "page_size": "a4",
            "orientation": "landscape",
            "page_width": "",
            "page_height": "",
            "background": "",
            "background_colour": "#ffffff",
            "language": "",
            "slug": "",
            "elements": streamfield([("text", element)]),
            "fields": inline_formset([{"type": "text", "choices": "", **field} for field in fields]),
            **values,
        }
    )


def listing(client, user, url=TEMPLATES):
    client.force_login(user)
    return client.get(url).content.decode()


def test_live_template_row_leads_to_batch_issue(client):
    template = make_template()

    content = listing(client, make_issuer_user())

    assert f'href="{reverse("credentials_admin:start")}?template={template.pk}"' in content
    assert "Batch issue…" in content


def test_draft_template_row_does_not(client):
    make_template(live=False).unpublish()

    assert "Batch issue…" not in listing(client, make_issuer_user())


def test_row_where_the_user_may_not_issue_does_not(client):
    botany = make_collection("Botany")
    make_template(collection=botany)

    assert "Batch issue…" not in listing(client, make_user_in(botany, "change_credentialtemplate"))


def test_edit_page_leads_to_batch_issue_too(client):
    template = make_template()

    content = listing(client, make_issuer_user(), f"{TEMPLATES}edit/{template.pk}/")

    assert f"{reverse('credentials_admin:start')}?template={template.pk}" in content


def test_group_row_leads_to_issuing_for_the_group(client):
    group = make_group()

    content = listing(client, make_issuer_user(), GROUPS)

    assert f'href="{reverse("credentials_admin:start")}?group={group.pk}"' in content


def test_template_listing_offers_import_to_those_who_add(client):
    reader = make_user_in(make_collection("Botany"), "view_credentialtemplate")

    assert reverse("credentials_admin:import_template") in listing(client, make_issuer_user())
    assert reverse("credentials_admin:import_template") not in listing(client, reader)


def test_listing_counts_fields_and_batches(client):
    template = make_template(fields=[{"name": "grade"}, {"name": "subject"}])
    for _ in range(3):
        make_batch(template=template)
    client.force_login(make_superuser())

    row = client.get(TEMPLATES).context["object_list"][0]

    assert (row.field_count, row.batch_count) == (2, 3)


def test_listing_is_searched_by_parts_of_words(client):
    make_template(title="Certificate of botany")
    make_template(title="Badge")
    client.force_login(make_superuser())

    found = client.get(TEMPLATES, {"q": "otan"}).context["object_list"]

    assert [template.title for template in found] == ["Certificate of botany"]


@pytest.mark.parametrize(("url", "make"), [(TEMPLATES, make_template), (GROUPS, make_group)])
def test_listing_costs_the_same_with_one_row_and_with_three(client, url, make):
    client.force_login(make_issuer_user())
    make(issuer=make_issuer())
    client.get(url)
    with CaptureQueriesContext(connection) as with_one:
        client.get(url)
    for _ in range(2):
        make(issuer=make_issuer())

    with CaptureQueriesContext(connection) as with_three:
        client.get(url)

    assert len(with_three) == len(with_one)


def test_issuer_makes_a_template_that_is_live(client):
    client.force_login(make_issuer_user())
    data = template_data("[recipient.name]: [field.grade]", [{"name": "grade"}])

    client.post(f"{TEMPLATES}add/", {**data, "collection": "1", "action-publish": "1"})

    template = CredentialTemplate.objects.get()
    assert (template.live, template.slug, template.field_dicts[0]["name"]) == (True, "new-certificate", "grade")


@pytest.mark.parametrize(
    ("text", "named"),
    [("[recipient.nmae]", "recipient.nmae"), ("Grade [field.grade], [field.mark]", "[field.grade], [field.mark]")],
)
def test_template_with_a_placeholder_that_nothing_fills_is_refused(client, text, named):
    client.force_login(make_superuser())

    response = client.post(f"{TEMPLATES}add/", {**template_data(text), "collection": "1"})

    assert not CredentialTemplate.objects.exists()
    assert named in str(response.context["form"].errors.as_data()["elements"][0].as_json_data())


def test_placeholder_of_a_field_that_is_taken_away_is_refused(client):
    template = make_template(fields=[{"name": "grade"}])
    client.force_login(make_superuser())
    row = {"id": str(template.fields.get().pk), "name": "grade", "type": "text", "choices": "", "DELETE": "1"}
    data = template_data("[field.grade]", slug=template.slug)
    formset = nested_form_data({"fields": inline_formset([row], initial=1)})

    response = client.post(f"{TEMPLATES}edit/{template.pk}/", {**data, **formset, "collection": "1"})

    assert "elements" in response.context["form"].errors


def test_text_in_brackets_that_is_no_placeholder_passes(client):
    client.force_login(make_superuser())

    client.post(f"{TEMPLATES}add/", {**template_data("Passed [with distinction]"), "collection": "1"})

    assert CredentialTemplate.objects.count() == 1


def test_copy_has_the_same_fields_and_no_slug(client):
    template = make_template(title="Original", fields=[{"name": "grade", "label": "Grade"}])
    client.force_login(make_superuser())

    shown = values_of(client.get(f"{TEMPLATES}copy/{template.pk}/"))

    assert (shown["title"], shown["slug"]) == ("Original", "")
    assert (shown["fields-0-name"], shown["fields-0-label"], shown["fields-0-id"]) == ("grade", "Grade", "")


def test_copy_is_saved_beside_the_original(client):
    template = make_template(title="Original", fields=[{"name": "grade"}])
    client.force_login(make_superuser())
    shown = values_of(client.get(f"{TEMPLATES}copy/{template.pk}/"))
    elements = {name: value for name, value in template_data().items() if name.startswith("elements")}

    client.post(f"{TEMPLATES}add/", {**shown, **elements})

    copy = CredentialTemplate.objects.exclude(pk=template.pk).get()
    assert (copy.title, copy.slug) == ("Original", "original")
    assert [field["name"] for field in copy.get_latest_revision_as_object().field_dicts] == ["grade"]
    assert [field.name for field in template.fields.all()] == ["grade"]


def test_copy_of_a_group_keeps_what_it_awards(client):
    group = make_group(title="Botany", validity_amount=2)
    client.force_login(make_superuser())
    shown = values_of(client.get(f"{GROUPS}copy/{group.pk}/"))

    client.post(f"{GROUPS}add/", shown)

    copy = CredentialGroup.objects.exclude(pk=group.pk).get()
    assert (copy.title, copy.slug, copy.validity_amount) == ("Botany", "botany", 2)


def test_holder_of_one_collection_is_not_asked_for_it(client):
    botany = make_collection("Botany")
    client.force_login(make_user_in(botany, *DESIGN))

    form = client.get(f"{TEMPLATES}add/").context["form"]
    client.post(f"{TEMPLATES}add/", template_data())

    assert "collection" not in form.fields
    assert CredentialTemplate.objects.get().collection == botany


def test_form_offers_only_collections_where_the_user_may_add(client):
    botany, _zoology = make_collection("Botany"), make_collection("Zoology")
    inner = botany.add_child(name="Mosses")
    client.force_login(make_user_in(botany, *DESIGN))

    form = client.get(f"{TEMPLATES}add/").context["form"]

    assert list(form.fields["collection"].queryset) == [botany, inner]


def test_reviewers_have_no_templates(client):
    client.force_login(make_reviewer())

    assert client.get(TEMPLATES).status_code == 302


@pytest.mark.parametrize(("live", "changes", "state"), [(True, False, "live"), (True, True, "live + draft")])
def test_listing_says_whether_a_template_is_live(client, live, changes, state):
    template = make_template()
    if changes:
        template.save_revision()
    client.force_login(make_superuser())

    row = client.get(TEMPLATES).context["object_list"][0]

    assert live_state(row) == row.status_string == state


def test_listing_says_that_a_template_is_scheduled(client):
    template = make_template(live=False)
    template.unpublish()
    template.go_live_at = timezone.now() + timezone.timedelta(days=1)
    template.save_revision().publish()
    client.force_login(make_superuser())

    row = client.get(TEMPLATES).context["object_list"][0]

    assert live_state(row) == row.status_string == "scheduled"
