import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import batch_page, said
from tests.services.test_updating import make_batch
from wagtail_credentials.conf import conf
from wagtail_credentials.models import Batch, Credential, Update

pytestmark = pytest.mark.django_db

UPLOAD = reverse("credentials_admin:update")
LISTING = reverse("credentials:index")


def upload(*lines, name="people.csv"):
    return SimpleUploadedFile(name, "\n".join(lines).encode(), content_type="text/csv")


def hand_in(client, *lines, query="", **data):
    """The page on which an update is shown that these lines begin."""
    response = client.post(UPLOAD + query, {"sheet": upload(*lines), **data})
    assert response.url == difference()
    return client.get(response.url)


def difference():
    return reverse("credentials_admin:difference", args=[Update.objects.get().pk])


def plain(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text.partition("<main")[2]))


def totals(response):
    return [total["count"] for total in response.context["totals"]]


@pytest.fixture
def issuer(client):
    user = make_user("issue")
    client.force_login(user)
    return user


@pytest.mark.usefixtures("issuer")
def test_the_difference_is_shown_before_anything_happens(client):
    make_batch("in_review", "published", "in_review")
    before = list(Credential.objects.values())

    page = hand_in(
        client,
        "email,name,remark",
        "ann2@example.org,Zoë,",
        "ann3@example.org,Bo,new",
        "ann4@example.org,Ann 4,",
        "x@example.org,X,",
    )

    assert totals(page) == [1, 1, 1, 1]
    assert "name Before: Ann 2 → After: Zoë" in plain(page)
    assert "remark Before: empty → After: new" in plain(page)
    assert list(Credential.objects.values()) == before


@pytest.mark.usefixtures("issuer")
def test_each_total_leads_to_its_rows(client):
    make_batch("in_review", "published")
    hand_in(client, "email,name", "ann2@example.org,Zoë", "ann3@example.org,Bo", "x@example.org,X")

    def lines(show):
        return [row.line for row in client.get(f"{difference()}?show={show}").context["page"]]

    assert (lines(""), lines("corrected"), lines("replaced"), lines("problems")) == ([2, 3], [2], [3], [4])
    assert lines("nonsense") == [2, 3]


@pytest.mark.usefixtures("issuer")
def test_many_rows_are_paged(client):
    make_batch(*["in_review"] * 60)
    hand_in(client, "email,name", *(f"ann{line}@example.org,Zoë {line}" for line in range(2, 62)))

    response = client.get(f"{difference()}?p=2")

    assert len(response.context["page"]) == 10
    assert "51 to 60 of 60" in plain(response)


def test_applying_corrects_and_replaces_and_hands_both_to_the_queue(client, issuer):
    batch = make_batch("in_review", "published")
    page = hand_in(client, "email,name", "ann2@example.org,Zoë", "ann3@example.org,Bo", query=f"?batch={batch.pk}")

    response = client.post(difference(), {"seen": page.context["check"].fingerprint})

    copies = Batch.objects.exclude(pk=batch.pk).get()
    assert response.url == batch_page(batch)
    assert said(response)[0].startswith(
        "1 credential is generated again. 1 replacement is generated: the published one"
    )
    assert batch.counts() == {"pending": 1, "published": 1}
    assert (copies.counts(), copies.confirmed_by) == ({"pending": 1}, issuer)
    assert not Update.objects.exists()


@pytest.mark.usefixtures("issuer")
def test_with_problems_nothing_is_applied_unless_the_others_are_wanted(client):
    batch = make_batch("in_review")
    page = hand_in(client, "email,name", "ann2@example.org,Zoë", "x@example.org,X")
    seen = {"seen": page.context["check"].fingerprint}

    refused = client.post(difference(), seen)

    assert refused.url == difference()
    assert said(refused) == ["Nothing was changed: say first that lines with problems are to be left."]
    assert batch.counts() == {"in_review": 1}
    assert 'name="partly"' in page.text
    client.post(difference(), {**seen, "partly": "on"})
    assert batch.credentials.get().recipient_name == "Zoë"


@pytest.mark.usefixtures("issuer")
def test_what_changed_meanwhile_is_shown_again_and_not_applied(client):
    batch = make_batch("in_review")
    page = hand_in(client, "email,name", "ann2@example.org,Zoë")
    Credential.objects.update(recipient_name="Bo")

    response = client.post(difference(), {"seen": page.context["check"].fingerprint})

    assert response.url == difference()
    assert said(response) == ["Something changed while you were looking. This is what would happen now."]
    assert batch.credentials.get().recipient_name == "Bo"


@pytest.mark.usefixtures("issuer")
def test_a_sheet_that_says_nothing_new_has_nothing_to_apply(client):
    make_batch("in_review")

    page = hand_in(client, "email,name", "ann2@example.org,Ann 2")

    assert "nothing would change" in plain(page)
    assert ">Apply" not in page.text
    response = client.post(difference(), {"seen": page.context["check"].fingerprint})
    assert said(response) == ["Nothing was changed: the sheet says what the credentials say already."]


@pytest.mark.usefixtures("issuer")
def test_a_discarded_sheet_changes_nothing(client):
    batch = make_batch("in_review")
    hand_in(client, "email,name", "ann2@example.org,Zoë", query=f"?group={factories.make_group().pk}")

    response = client.post(difference(), {"discard": "1"})

    assert response.url.startswith(f"{LISTING}?group=")
    assert (Update.objects.count(), batch.credentials.get().recipient_name) == (0, "Ann 2")


@pytest.mark.usefixtures("issuer")
def test_a_file_that_cannot_be_used_is_refused_and_not_kept(client):
    response = client.post(UPLOAD, {"sheet": upload("name", "Zoë")})

    assert [problem.code for problem in response.context["problems"]] == ["missing_column"]
    assert "“people.csv” cannot be used: nothing was changed" in response.text
    assert not Update.objects.exists()


@pytest.mark.usefixtures("issuer")
def test_a_file_with_another_kind_in_its_name_is_named(client):
    response = client.post(UPLOAD, {"sheet": upload("email,name", "a@example.org,Zoë", name="people.xlsx")})

    [problem] = response.context["problems"]
    assert problem.message.startswith("The file is called “people.xlsx”, but it is a CSV file.")


@pytest.mark.usefixtures("issuer")
def test_a_sheet_is_read_as_the_editor_says(client):
    make_batch("in_review")
    sheet = SimpleUploadedFile("a.csv", "email;name;issued_on\nann2@example.org;Zoë;03.04.2026".encode("cp1252"))

    refused = client.post(UPLOAD, {"sheet": sheet})
    sheet.seek(0)
    client.post(UPLOAD, {"sheet": sheet, "encoding": "cp1252", "date_format": "dmy"})

    assert refused.context["reading_open"] is True
    [change] = client.get(difference()).context["check"].changes
    assert [(cell.column, cell.new) for cell in change.cells] == [("name", "Zoë"), ("issued_on", "2026-04-03")]


@pytest.mark.usefixtures("issuer")
def test_no_file_and_a_file_too_big_are_told(client, settings):
    assert client.post(UPLOAD).context["form"].errors == {"sheet": ["Choose a file first."]}
    settings.WAGTAIL_CREDENTIALS = {"MAX_UPLOAD_BYTES": 10}

    [message] = client.post(UPLOAD, {"sheet": upload("email,name", "a,b")}).context["form"].errors["sheet"]

    assert message.endswith("Divide the sheet.")
    assert not Update.objects.exists()


def test_the_page_offers_the_sheet_of_its_scope_to_those_who_may_export(client):
    batch = make_batch("in_review")
    client.force_login(make_user("issue", "export"))
    with_export = client.get(f"{UPLOAD}?batch={batch.pk}")
    client.force_login(make_user("issue"))
    without = client.get(f"{UPLOAD}?batch={batch.pk}")

    assert f"{LISTING}?batch={batch.pk}&amp;export=xlsx" in with_export.text
    assert with_export.context["scope"] == batch
    assert "export=" not in without.text


@pytest.mark.usefixtures("issuer")
@pytest.mark.parametrize("query", ["?batch=x", "?batch=-1", "?batch=²", "?group=99999", "?batch=99999999999999999999"])
def test_a_scope_that_is_none_answers_as_unknown(query, client):
    assert client.get(UPLOAD + query).status_code == 404


def test_what_is_foreign_cannot_be_a_scope(client):
    elsewhere = make_collection()
    batch = make_batch("in_review", template=factories.make_template(collection=elsewhere))
    group = factories.make_group(collection=elsewhere)
    client.force_login(make_user("issue", collection=make_collection("Home")))

    assert client.get(f"{UPLOAD}?batch={batch.pk}").status_code == 404
    assert client.get(f"{UPLOAD}?group={group.pk}").status_code == 404


def test_a_sheet_is_seen_by_nobody_but_its_author(client, admin_client):
    make_batch("in_review")
    client.force_login(make_user("issue"))
    hand_in(client, "email,name", "ann2@example.org,Zoë")

    client.force_login(make_user("issue"))

    assert client.get(difference()).status_code == 404
    assert client.post(difference(), {"discard": "1"}).status_code == 404
    assert admin_client.get(difference()).status_code == 404


def test_a_sheet_whose_file_is_gone_says_so(client, issuer):
    make_batch("in_review")
    hand_in(client, "email,name", "ann2@example.org,Zoë")
    conf.storage.delete(Update.objects.get().source.name)

    response = client.get(difference())

    assert (response.url, said(response)) == (LISTING, ["This sheet was applied or discarded already."])


def test_whoever_may_no_longer_issue_applies_nothing(client, issuer):
    make_batch("in_review")
    page = hand_in(client, "email,name", "ann2@example.org,Zoë")
    seen = page.context["check"].fingerprint
    issuer.groups.clear()
    issuer.groups.set(make_user("view").groups.all())

    response = client.post(difference(), {"seen": seen})

    assert response.url == reverse("wagtailadmin_home")
    assert Credential.objects.get().recipient_name == "Ann 2"
