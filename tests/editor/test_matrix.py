"""Every admin address of the package, as it answers those who may not: a new address is in here by itself."""

import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from wagtail_credentials.editor.urls import urlpatterns
from wagtail_credentials.models import Batch, Credential, Update
from wagtail_credentials.services.updating import start_update

pytestmark = pytest.mark.django_db

ALL = ("issue", "publish", "revoke", "export", "view")
#: Addresses whose number is a batch's, a template's or an update's; all others with a number are a credential's.
BATCHES = {
    *("upload", "checking", "recipients", "choose_form", "submissions", "rows", "confirm", "problem_sheet"),
    *("progress", "cancel", "retry", "render_again"),
}
TEMPLATES = {"template_sheet", "export_template"}
UPDATES = {"difference"}
#: What a refusal may look like. 405: there is nothing to post to, whoever asks.
UNKNOWN, SENT_HOME, NO_SUCH_METHOD = (404, ""), (302, "/admin/"), (405, "")
NAMES = sorted(pattern.name for pattern in urlpatterns)


@pytest.fixture
def school():
    """A batch with a credential in a collection of its own."""
    template = factories.make_template(collection=make_collection("School"))
    batch = factories.make_batch(template=template, status="in_review", template_revision=template.live_revision)
    batch.facts = {"group.title": "Botany"}
    batch.save()
    start_update(b"email,name", "people.csv", batch=batch, user=make_user("issue", collection=template.collection))
    return factories.make_credential(batch=batch, status="in_review", issued_on="2026-01-01")


def address(name, credential):
    number = {
        **dict.fromkeys(BATCHES, credential.batch_id),
        **dict.fromkeys(TEMPLATES, credential.batch.template_id),
        **dict.fromkeys(UPDATES, Update.objects.get().pk),
    }.get(name, credential.pk)
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    arguments = {key: number if key == "pk" else "xlsx" for key in pattern.pattern.converters}
    return reverse(f"credentials_admin:{name}", kwargs=arguments)


def takes_object(name):
    return "pk" in next(pattern for pattern in urlpatterns if pattern.name == name).pattern.converters


def answer(response):
    return response.status_code, getattr(response, "url", "")


def records():
    return [list(model.objects.values()) for model in (Batch, Credential, Update)]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_not_logged_in_is_asked_to(name, method, school, client):
    before = records()

    response = getattr(client, method)(address(name, school))

    assert (response.status_code, response.url.split("?")[0]) == (302, "/admin/login/")
    assert records() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_an_editor_without_rights_gets_nowhere(name, method, school, client):
    client.force_login(make_user())
    before = records()

    response = getattr(client, method)(address(name, school))

    assert answer(response) in (UNKNOWN, SENT_HOME, NO_SUCH_METHOD)
    assert records() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [name for name in NAMES if takes_object(name)])
def test_objects_of_another_collection_answer_as_unknown_ones(name, method, school, client):
    client.force_login(make_user(*ALL, collection=make_collection("Other school")))
    before = records()

    response = getattr(client, method)(address(name, school))

    # Templates ask for rights of their own before they look for the template.
    assert answer(response) in (UNKNOWN, NO_SUCH_METHOD, *([SENT_HOME] if name in TEMPLATES else []))
    assert records() == before


@pytest.mark.parametrize("name", NAMES)
def test_looking_changes_nothing(name, school, admin_client):
    before = records()

    admin_client.get(address(name, school))

    assert records() == before
