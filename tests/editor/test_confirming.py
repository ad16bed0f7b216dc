from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.editor.somebody import make_user
from tests.editor.steps import batch_page, make_batch, person, said, step
from wagtail_credentials import tasks
from wagtail_credentials.models import Credential
from wagtail_credentials.services.batching import confirm_batch
from wagtail_credentials.services.staging import stage_recipients

pytestmark = pytest.mark.django_db

DATES = {"issued_on": "2026-03-01", "expiry": "never", "expires_on": ""}


@pytest.fixture
def user(client):
    user = make_user("issue")
    client.force_login(user)
    return user


def dates_of(batch):
    return set(batch.credentials.values_list("issued_on", "expires_on"))


def test_confirming_fixes_the_dates_and_asks_the_queue(client, user, django_capture_on_commit_callbacks):
    batch = make_batch(people=2)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(step("confirm", batch), DATES)

    batch.refresh_from_db()
    assert response.url == batch_page(batch)
    assert said(response) == ["2 credentials are being generated, and not published: they will wait under review."]
    assert (batch.status, batch.confirmed_by) == ("generating", user)
    assert set(batch.credentials.values_list("status", flat=True)) == {"pending"}
    assert dates_of(batch) == {(date(2026, 3, 1), None)}
    assert tasks.queue_length() >= 1


def test_a_second_press_changes_nothing(client, user):
    batch = make_batch(people=1)
    client.post(step("confirm", batch), DATES)

    response = client.post(step("confirm", batch), {**DATES, "issued_on": "2020-01-01"})

    assert response.url == batch_page(batch)
    assert said(response)[-1] == "“Spring 2026” was confirmed already: nothing was changed."
    assert dates_of(batch) == {(date(2026, 3, 1), None)}


def test_a_second_tab_that_is_a_moment_late_changes_nothing(client, user, monkeypatch):
    batch = make_batch(people=1)
    monkeypatch.setattr(type(batch), "editable", True)
    type(batch).objects.update(status="generating")

    response = client.post(step("confirm", batch), DATES)

    assert response.status_code == 302
    assert dates_of(batch) == {(None, None)}


def test_the_validity_of_the_group_is_the_usual_expiry(client, user):
    batch = make_batch(people=1, group=factories.make_group(validity_amount=2))

    form = client.get(step("confirm", batch)).context["dates"]
    client.post(step("confirm", batch), {**DATES, "expiry": "validity"})

    assert (form.initial["expiry"], form.initial["issued_on"]) == ("validity", timezone.localdate())
    assert form.validity_ends != ""
    assert dates_of(batch) == {(date(2026, 3, 1), date(2028, 3, 1))}


def test_a_custom_expiry_or_none_wins_over_the_group(client, user):
    group = factories.make_group(validity_amount=2, duplicate_rule="allow")
    never, custom = make_batch(people=1, group=group), make_batch(people=1, group=group)

    client.post(step("confirm", never), DATES)
    client.post(step("confirm", custom), {**DATES, "expiry": "custom", "expires_on": "2027-01-31"})

    assert dates_of(never) == {(date(2026, 3, 1), None)}
    assert dates_of(custom) == {(date(2026, 3, 1), date(2027, 1, 31))}


def test_a_rows_own_dates_win(client, user):
    batch = make_batch(people=1)
    batch.credentials.update(issued_on=date(2025, 1, 1), expires_on=date(2025, 12, 31))

    client.post(step("confirm", batch), {**DATES, "expiry": "custom", "expires_on": "2027-01-31"})

    assert dates_of(batch) == {(date(2025, 1, 1), date(2025, 12, 31))}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"issued_on": ""}, "issued_on"),
        ({"issued_on": "soon"}, "issued_on"),
        ({"expiry": "custom"}, "expires_on"),
        ({"expiry": "custom", "expires_on": "2026-02-28"}, "expires_on"),
        ({"expiry": "validity"}, "expiry"),
    ],
)
def test_dates_that_do_not_fit_confirm_nothing(values, field, client, user):
    batch = make_batch(people=1)

    response = client.post(step("confirm", batch), {**DATES, **values})

    batch.refresh_from_db()
    assert list(response.context["dates"].errors) == [field]
    assert batch.status == "checked"


def test_a_validity_beyond_the_calendar_ends_with_it(client, user):
    batch = make_batch(people=1, group=factories.make_group(validity_amount=2))

    client.post(step("confirm", batch), {**DATES, "issued_on": "9999-01-01", "expiry": "validity"})

    assert batch.credentials.get().expires_on == date(9999, 12, 31)


def test_a_row_in_the_way_is_named_and_nothing_is_confirmed(client, user):
    batch = make_batch(people=2)
    batch.credentials.filter(line=2).update(expires_on=date(2020, 1, 1))

    response = client.post(step("confirm", batch), DATES)

    batch.refresh_from_db()
    assert batch.status == "checked"
    assert response.status_code == 200
    assert said(response) == ["Line 2, expires_on: It would expire before it is issued. Change one of the two dates."]


def test_each_row_is_shown_with_its_neighbours(client, user):
    batch = make_batch(people=3)

    context = client.get(step("confirm", batch, "?row=2")).context

    assert context["current"]["credential"].recipient_name == "Person 2"
    assert context["previous_url"] == step("confirm", batch, "?row=1")
    assert context["next_url"] == step("confirm", batch, "?row=3")
    assert context["values"] == [("Name", "Person 2"), ("E-mail", "person2@example.org"), ("Grade", "A")]


@pytest.mark.parametrize(("row", "position"), [("", 1), ("0", 1), ("-1", 1), ("x", 1), ("99", 3), ("9" * 30, 1)])
def test_any_row_of_the_address_shows_one_that_exists(row, position, client, user):
    batch = make_batch(people=3)

    response = client.get(step("confirm", batch, f"?row={row}"))

    assert response.context["current"]["position"] == position


def test_the_list_shows_fifty_addresses_around_the_row(client, user):
    batch = make_batch(people=120)

    context = client.get(step("confirm", batch, "?row=51")).context

    assert [entry["position"] for entry in context["entries"]] == list(range(51, 101))
    assert context["entries"][0]["credential"].recipient_email == "person51@example.org"
    assert context["previous_page_url"] == step("confirm", batch, "?row=50")
    assert context["next_page_url"] == step("confirm", batch, "?row=101")


def test_the_search_finds_names_and_addresses(client, user):
    batch = make_batch(people=12)

    context = client.get(step("confirm", batch, "?q=PERSON1")).context

    found = [entry["credential"].recipient_name for entry in context["entries"]]
    assert found == ["Person 1", "Person 10", "Person 11", "Person 12"]
    assert context["next_url"] == step("confirm", batch, "?q=PERSON1&row=2")


def test_a_search_without_a_hit_says_so(client, user):
    batch = make_batch(people=1)

    response = client.get(step("confirm", batch, "?q=nobody"))

    assert response.context["current"] is None
    assert "No recipient matches “nobody”." in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_the_confirmation_asks_the_same_number_of_queries_for_any_batch(rows, client, user, django_assert_num_queries):
    batch = make_batch(people=rows)
    client.get(step("confirm", batch))

    with django_assert_num_queries(22):
        client.get(step("confirm", batch))


@pytest.mark.parametrize(("query", "label"), [("", "Batch issue credentials"), ("?door=group", "Generate credentials")])
def test_the_last_button_is_named_after_the_door(query, label, client, user):
    batch = make_batch(people=1)

    response = client.get(step("confirm", batch, query))

    assert f'<em data-w-progress-target="label">{label}</em>' in response.content.decode()


def test_dates_are_previewed_without_javascript(client, user):
    batch = make_batch(people=2)

    response = client.post(step("confirm", batch, "?row=2"), {**DATES, "show_dates": "1"}, follow=True)

    batch.refresh_from_db()
    current = response.context["current"]["credential"]
    query = "issued_on=2026-03-01&amp;expiry=never&amp;expires_on="
    assert f'src="/admin/credentials/credential/{current.pk}/picture.png?{query}"' in response.content.decode()
    assert (current.recipient_name, batch.status) == ("Person 2", "checked")


def test_dates_of_the_address_stay_with_the_neighbours(client, user):
    batch = make_batch(people=2)
    query = "issued_on=2026-03-01&expiry=never&expires_on="

    context = client.get(step("confirm", batch, f"?row=1&{query}")).context

    assert context["next_url"] == step("confirm", batch, f"?row=2&{query}")


def test_dropping_asks_first_and_takes_one_row_out(client, user):
    batch = make_batch(people=2)
    first = batch.credentials.get(line=1)

    asked = client.get(step("confirm", batch, "?row=1&dropping=1"))
    response = client.post(step("confirm", batch, "?row=1"), {"drop": first.pk})

    assert "Drop Person 1 from this batch?" in asked.content.decode()
    assert response.url == step("confirm", batch, "?row=1")
    assert said(response) == ["Person 1 was dropped from the batch."]
    assert [row.recipient_name for row in batch.credentials.all()] == ["Person 2"]


def test_a_row_of_another_batch_is_not_dropped(client, user):
    batch, other = make_batch(people=1), make_batch(people=1)

    response = client.post(step("confirm", batch), {"drop": other.credentials.get().pk})

    assert (response.status_code, Credential.objects.count()) == (404, 2)


def test_when_the_last_row_is_dropped_recipients_are_asked_for_again(client, user):
    batch = make_batch(people=1)
    client.post(step("confirm", batch), {"drop": batch.credentials.get().pk})

    response = client.get(step("confirm", batch))

    assert response.url == step("upload", batch)


def test_nothing_is_confirmed_before_a_sheet_is_checked(client, user):
    batch = make_batch()

    shown, pressed = client.get(step("confirm", batch)), client.post(step("confirm", batch), DATES)

    assert (shown.url, pressed.url) == (step("upload", batch), step("upload", batch))


def test_duplicates_are_marked_and_notes_are_told(client, user):
    batch = make_batch()
    twice = [person(1), person(1), person(2, email="person1@example.org")]
    stage_recipients(batch, twice)

    html = (response := client.get(step("confirm", batch))).content.decode()

    assert [entry["duplicate"] for entry in response.context["entries"]] == [False, True, False]
    assert "Duplicate in the sheet: 1 (issued all the same)." in html
    assert "Different people share an address on lines 1, 2, 3." in html


def test_rows_that_are_skipped_are_not_among_those_to_be_issued(client, user):
    batch = make_batch(group=factories.make_group(duplicate_rule="skip"))
    stage_recipients(batch, [person(1), person(1), person(2)])

    response = client.get(step("confirm", batch))

    assert [entry["credential"].line for entry in response.context["entries"]] == [1, 3]
    assert "Duplicate in the sheet: 1 (skipped)." in response.content.decode()
    client.post(step("confirm", batch), DATES)
    assert batch.counts() == {"pending": 2, "cancelled": 1}


def test_a_person_who_came_to_hold_one_meanwhile_is_shown_among_the_rows(client, user):
    group = factories.make_group()
    first, second = make_batch(people=1, group=group), make_batch(people=1, group=group)
    confirm_batch(first)

    response = client.post(step("confirm", second), DATES)

    assert response.url == step("rows", second)
    assert said(response)[0].startswith("Line 1, email: This person holds a credential")
    assert [row.verdict for row in second.credentials.all()] == ["invalid"]


def test_the_confirmation_escapes_what_recipients_are_called(client, user):
    batch = make_batch(people=1)
    batch.credentials.update(recipient_name="<script>alert(1)</script>")

    response = client.get(step("confirm", batch))

    assert "<script>alert(1)" not in response.content.decode()


def test_a_look_has_no_effect(client, user):
    batch = make_batch(people=1)

    client.get(step("confirm", batch), {**DATES, "drop": batch.credentials.get().pk, "dropping": "1"})

    batch.refresh_from_db()
    assert (batch.status, batch.credentials.count()) == ("checked", 1)
    assert batch.created_at > timezone.now() - timedelta(minutes=5)
