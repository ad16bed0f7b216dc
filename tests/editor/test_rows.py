import pytest

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import make_batch, make_template, person, said, step
from wagtail_credentials.models import Credential
from wagtail_credentials.services.staging import stage_recipients

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def issuer(client):
    client.force_login(make_user("issue"))


def wrong_batch(*rows, rule=None, **values):
    """A batch with two rows that are right, and these."""
    group = factories.make_group(duplicate_rule=rule) if rule else None
    batch = make_batch(group=group, **values)
    stage_recipients(batch, [person(1), person(2), *rows])
    batch.refresh_from_db()
    return batch


BAD = person(3, email="nope", grade="C")


def shown(response):
    return [(entry["row"].line, entry["row"].verdict, str(entry["fate"])) for entry in response.context["entries"]]


def totals(response):
    return [(str(item["label"]), item["count"]) for item in response.context["filters"]]


def test_wrong_rows_are_shown_first_with_the_totals_above(client):
    batch = wrong_batch(BAD)

    response = client.get(step("rows", batch))

    assert shown(response) == [(3, "invalid", "")]
    assert totals(response) == [("All rows", 3), ("New", 2), ("Invalid", 1)]
    html = response.content.decode()
    assert "1 row cannot be issued as it is: nothing was made" in html
    assert "Choose one of: A, B" in html
    assert response.context["confirm_url"] == ""


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("?verdict=all", [1, 2, 3]),
        ("?verdict=new", [1, 2]),
        ("?verdict=all&q=person2", [2]),
        ("?verdict=all&q=3", [3]),
        ("?verdict=held", []),
        ("?verdict=nonsense", [3]),
    ],
)
def test_rows_are_found_by_verdict_name_address_or_line(query, lines, client):
    response = client.get(step("rows", wrong_batch(BAD), query))

    assert [line for line, _verdict, _fate in shown(response)] == lines


def test_a_duplicate_names_its_line_and_a_holder_their_credential(client):
    group = factories.make_group(duplicate_rule="skip")
    first = make_batch(people=1, group=group)
    first.credentials.update(status="published")
    held = first.credentials.get()
    batch = make_batch(group=group)
    stage_recipients(batch, [person(1), person(2), person(2)])

    response = client.get(step("rows", batch, "?verdict=all"))

    assert shown(response) == [(1, "held", "skipped"), (2, "new", ""), (3, "duplicate", "skipped")]
    html = response.content.decode()
    assert (f"/review/{held.pk}/" in html, "see line 2" in html) == (True, True)
    assert response.context["confirm_url"] == step("confirm", batch)


def test_a_cell_is_corrected_where_it_stands(client):
    batch = wrong_batch(BAD)
    row = batch.credentials.get(line=3)

    response = client.post(
        step("rows", batch), {"correct": row.pk, f"row-{row.pk}-email": "p@example.org", f"row-{row.pk}-grade": "B"}
    )

    row.refresh_from_db()
    batch.refresh_from_db()
    assert (row.verdict, row.recipient_email, row.values) == ("new", "p@example.org", {"grade": "B"})
    assert (response.url, batch.status) == (step("confirm", batch), "checked")
    assert said(response) == ["Line 3 was corrected."]


def test_a_half_mended_row_keeps_what_was_typed(client):
    batch = wrong_batch(BAD)
    row = batch.credentials.get(line=3)

    response = client.post(
        step("rows", batch), {"correct": row.pk, f"row-{row.pk}-email": "p@example.org", f"row-{row.pk}-grade": "Z"}
    )

    row.refresh_from_db()
    assert response.url == step("rows", batch, f"#row-{row.pk}")
    assert (row.recipient_email, [p["column"] for p in row.report["problems"]]) == ("p@example.org", ["grade"])


def test_only_the_wrong_cells_can_be_changed_there(client):
    batch = wrong_batch(BAD)
    row = batch.credentials.get(line=3)
    data = {f"row-{row.pk}-name": "Somebody Else", f"row-{row.pk}-email": "p@example.org", f"row-{row.pk}-grade": "B"}

    client.post(step("rows", batch), {"correct": row.pk, **data})

    row.refresh_from_db()
    assert (row.recipient_name, row.recipient_email) == ("Person 3", "p@example.org")


def test_one_row_is_dropped(client):
    batch = wrong_batch(BAD, person(4, grade=""))

    response = client.post(step("rows", batch), {"drop": batch.credentials.get(line=3).pk})

    assert (response.url, said(response)) == (step("rows", batch), ["Line 3 was dropped."])
    assert [row.line for row in batch.credentials.order_by("line")] == [1, 2, 4]


def test_all_that_cannot_be_issued_is_dropped_when_expressly_said(client):
    batch = wrong_batch(BAD, person(4, grade=""))

    asked = client.get(step("rows", batch, "?dropping=1"))
    response = client.post(step("rows", batch), {"drop_invalid": "1"})

    assert 'name="drop_invalid"' in asked.content.decode()
    assert (response.url, said(response)) == (step("confirm", batch), ["2 rows were dropped: lines 3, 4."])
    assert [row.line for row in batch.credentials.order_by("line")] == [1, 2]
    assert "Dropped lines: 3, 4." in client.get(step("rows", batch)).content.decode()


def test_a_look_drops_nothing(client):
    batch = wrong_batch(BAD)

    client.get(step("rows", batch, "?drop_invalid=1&dropping=1"))

    assert batch.credentials.count() == 3


def test_while_a_wrong_row_remains_nothing_is_confirmed(client):
    batch = wrong_batch(BAD)

    response = client.post(step("confirm", batch), {"issued_on": "2026-03-01", "expiry": "never"})

    batch.refresh_from_db()
    assert (response.url, batch.status) == (step("rows", batch), "rejected")


def test_a_row_of_another_batch_is_not_touched(client):
    batch, other = wrong_batch(BAD), wrong_batch(BAD)
    row = other.credentials.get(line=3)

    assert client.post(step("rows", batch), {"drop": row.pk}).status_code == 404
    assert client.post(step("rows", batch), {"correct": row.pk}).status_code == 404
    assert Credential.objects.filter(pk=row.pk).exists()


def test_a_batch_of_another_collection_answers_as_an_unknown_one(client):
    client.force_login(make_user("issue", collection=make_collection()))
    batch = wrong_batch(BAD, template=make_template(collection=make_collection()))

    assert client.get(step("rows", batch)).status_code == 404


def test_a_batch_without_rows_leads_to_the_upload(client):
    batch = make_batch()

    assert client.get(step("rows", batch)).url == step("upload", batch)


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_rows_ask_the_same_number_of_queries_for_any_batch(count, client, django_assert_num_queries):
    batch = wrong_batch(*(person(n, email="nope") for n in range(3, 3 + count)), rule="skip")
    client.get(step("rows", batch))

    with django_assert_num_queries(24):
        client.get(step("rows", batch))
