from datetime import date
from pathlib import PurePath

import pytest

from tests import factories
from tests.services.test_checking import ANN, BOB, HEADINGS, OPTIONAL, SAME_PERSON, found, hold, template
from tests.spreadsheets.writers import csv_bytes
from wagtail_credentials.conf import conf
from wagtail_credentials.domain.names import person_key
from wagtail_credentials.domain.reading import ReadingOptions
from wagtail_credentials.exceptions import NotAllowedInThisState, RowsInvalid
from wagtail_credentials.models import Batch, Credential, CredentialTemplate
from wagtail_credentials.services.staging import (
    check_again,
    correct_row,
    drop_rows,
    stage_recipients,
    stage_sheet,
)

pytestmark = pytest.mark.django_db


def stage(batch, *rows, headings=HEADINGS, name="people.csv"):
    return stage_sheet(batch, csv_bytes([headings, *rows]), name, user=None)


def test_an_accepted_sheet_is_staged_and_kept():
    batch = factories.make_batch(template=template())

    stage(batch, [*ANN, "7", "2026-05-01", "2028-05-01"], headings=[*HEADINGS, *OPTIONAL], name="../My people.csv")

    credential = batch.credentials.get()
    assert (batch.status, batch.source_name, batch.report["problems"]) == ("checked", "My people.csv", [])
    assert (credential.verdict, credential.report) == ("new", {})
    assert PurePath(batch.source.name).parent == PurePath(f"sheets/{batch.pk}")
    assert "people" not in batch.source.name
    assert batch.template_revision == batch.template.latest_revision
    assert (credential.line, credential.status, credential.recipient_name) == (2, "staged", "Ann Lee")
    assert (credential.recipient_email, credential.recipient_id) == ("ann@example.org", "7")
    assert credential.values == {"course": "Botany", "passed_on": "2026-03-04"}
    assert (credential.issued_on, credential.expires_on) == (date(2026, 5, 1), date(2028, 5, 1))
    assert credential.person_key == person_key("ann@example.org", "Ann Lee")
    assert credential.holder_key is None


def test_a_sheet_with_wrong_rows_is_kept_row_by_row(django_capture_on_commit_callbacks):
    batch = factories.make_batch(template=template())
    stage(batch, ANN)
    first = batch.source.name

    with django_capture_on_commit_callbacks(execute=True):
        stage(batch, BOB, ["", "", "", ""], ["Eve", "eve", "Botany", ""])

    bob, eve = batch.credentials.order_by("line")
    assert (batch.status, batch.report["problems"]) == ("rejected", [])
    assert (bob.line, bob.verdict, bob.report) == (2, "new", {})
    assert (eve.line, eve.verdict, eve.person_key, eve.recipient_email) == (4, "invalid", "", "eve")
    assert [(p["line"], p["column"], p["code"]) for p in eve.report["problems"]] == [(4, "email", "email")]
    assert (conf.storage.exists(first), conf.storage.exists(batch.source.name)) == (False, True)


def test_a_refused_file_leaves_no_rows():
    batch = factories.make_batch(template=template())
    stage(batch, ANN)

    stage(batch, ANN, headings=["who", *HEADINGS[1:]])

    assert (batch.status, batch.credentials.count()) == ("rejected", 0)
    assert [problem["code"] for problem in batch.report["problems"]] == ["missing_column"]


def test_a_wrong_cell_is_kept_as_it_was_written_whatever_its_record_can_hold():
    batch = factories.make_batch(template=template())

    stage(batch, ["n" * 300, "ann@example.org", "Botany", "", "03/04/2026"], headings=[*HEADINGS, "issued on"])

    row = batch.credentials.get()
    assert (len(row.recipient_name), row.issued_on) == (255, None)
    assert (row.row["name"], row.row["issued_on"]) == ("n" * 300, "03/04/2026")


def wrong_batch(rule="refuse", *rows):
    batch = factories.make_batch(template=template(), group=factories.make_group(duplicate_rule=rule))
    stage(batch, *(rows or (ANN, ["Eve", "eve", "", ""])))
    return batch


def test_a_corrected_row_is_checked_and_the_batch_too():
    batch = wrong_batch()
    row = batch.credentials.get(line=3)

    still_wrong = correct_row(row, {"email": "eve@example.org"})
    assert (still_wrong.verdict, still_wrong.batch.status) == ("invalid", "rejected")
    assert [p["column"] for p in still_wrong.report["problems"]] == ["course"]
    right = correct_row(still_wrong, {"course": " Botany "})

    assert (right.verdict, right.report, right.values["course"]) == ("new", {}, "Botany")
    assert right.person_key == person_key("eve@example.org", "Eve")
    assert Batch.objects.get(pk=batch.pk).status == "checked"


def test_a_correction_is_read_as_the_sheet_was():
    batch = factories.make_batch(template=template())
    data = csv_bytes([HEADINGS, ["Ann", "ann", "Botany", ""]])
    stage_sheet(batch, data, "people.csv", options=ReadingOptions(date_format="dmy"))

    row = correct_row(batch.credentials.get(), {"email": "ann@example.org", "passed_on": "03/04/2026"})

    assert row.values["passed_on"] == "2026-04-03"


def test_a_row_that_is_right_is_not_made_wrong():
    batch = wrong_batch("refuse", ANN)

    with pytest.raises(RowsInvalid) as caught:
        correct_row(batch.credentials.get(), {"email": "nobody"})

    assert [(p.line, p.column) for p in caught.value.problems] == [(2, "email")]
    assert batch.credentials.get().recipient_email == "ann@example.org"


def test_correcting_one_of_two_frees_the_other():
    batch = wrong_batch("refuse", ANN, BOB, SAME_PERSON)
    assert [row.verdict for row in batch.credentials.order_by("line")] == ["new", "new", "invalid"]

    correct_row(batch.credentials.get(line=2), {"name": "Anna Lee"})

    assert [row.verdict for row in batch.credentials.order_by("line")] == ["new", "new", "new"]
    assert Batch.objects.get(pk=batch.pk).status == "checked"


def test_correcting_into_another_person_is_seen():
    batch = wrong_batch("refuse", ANN, BOB)

    row = correct_row(batch.credentials.get(line=3), {"name": "ANN Lee", "email": "Ann@example.org"})

    assert (row.verdict, [p["code"] for p in row.report["problems"]]) == ("invalid", ["duplicate"])
    assert (row.report["written"], Batch.objects.get(pk=batch.pk).status) == ({}, "rejected")


def test_dropping_what_is_wrong_leaves_the_rest_and_says_so():
    batch = wrong_batch("refuse", ANN, ["Eve", "eve", "", ""], SAME_PERSON)

    dropped = drop_rows(batch, batch.credentials.filter(verdict="invalid"))

    batch = Batch.objects.get(pk=batch.pk)
    assert (dropped, batch.status, batch.report["dropped"]) == (2, "checked", [3, 4])
    assert [row.line for row in batch.credentials.all()] == [2]


def test_dropping_the_first_of_two_frees_the_second():
    batch = wrong_batch("skip", ANN, SAME_PERSON)

    drop_rows(batch, batch.credentials.filter(line=2))

    assert [(row.line, row.verdict) for row in batch.credentials.all()] == [(3, "new")]


def test_with_the_last_row_dropped_nothing_is_left_to_confirm():
    batch = wrong_batch("refuse", ANN)

    drop_rows(batch, batch.credentials.all())

    assert Batch.objects.get(pk=batch.pk).status == "rejected"


def test_nothing_is_corrected_or_dropped_once_it_is_confirmed():
    batch = wrong_batch("refuse", ANN)
    row = batch.credentials.get()
    Batch.objects.filter(pk=batch.pk).update(status="generating")

    with pytest.raises(NotAllowedInThisState):
        correct_row(row, {"name": "Anna"})
    with pytest.raises(NotAllowedInThisState):
        drop_rows(batch, batch.credentials.all())

    assert batch.credentials.get().recipient_name == "Ann Lee"


def test_people_who_came_to_hold_one_meanwhile_are_found_when_asked_again():
    batch = wrong_batch("skip", ANN, BOB)
    held = hold(batch.group, "published")

    check_again(batch)

    ann, bob = batch.credentials.order_by("line")
    assert (ann.verdict, ann.report, bob.verdict) == ("held", {"credential": str(held.uuid)}, "new")


def test_a_mended_sheet_takes_the_place_of_the_first():
    batch = factories.make_batch(template=template())
    stage(batch, ["Eve", "eve", "Botany", ""])

    stage(batch, BOB, ANN)

    assert batch.status == "checked"
    assert [c.recipient_name for c in batch.credentials.order_by("line")] == ["Bob Ray", "Ann Lee"]


def test_typed_rows_take_the_place_of_a_sheet(django_capture_on_commit_callbacks):
    batch = factories.make_batch(template=template())
    stage(batch, ANN)
    first = batch.source.name

    with django_capture_on_commit_callbacks(execute=True):
        stage_recipients(batch, [{"name": "Bob", "email": "bob@example.org", "course": "Botany"}], user=None)

    assert [(c.line, c.recipient_name) for c in batch.credentials.all()] == [(1, "Bob")]
    assert (batch.source.name, batch.source_name, conf.storage.exists(first)) == ("", "", False)


def test_a_confirmed_batch_takes_no_sheet_and_keeps_no_file():
    batch = factories.make_batch(template=template())
    stage(batch, ANN)
    Batch.objects.filter(pk=batch.pk).update(status="generating")
    folder = f"sheets/{batch.pk}"
    before = conf.storage.listdir(folder)

    with pytest.raises(NotAllowedInThisState):
        stage(batch, BOB)

    assert conf.storage.listdir(folder) == before
    assert [c.recipient_name for c in batch.credentials.all()] == ["Ann Lee"]


def test_a_new_upload_is_checked_against_the_template_as_it_is_now():
    batch = factories.make_batch(template=template())
    live = CredentialTemplate.objects.get(pk=batch.template_id)
    live.fields.add(type(live.fields.first())(name="grade", required=True))
    live.save_revision().publish()

    stage(batch, ANN)

    assert [(p["column"], p["code"]) for p in batch.report["problems"]] == [("grade", "missing_column")]


def test_no_heading_reaches_a_field_that_is_not_a_recipients():
    published = factories.make_credential(status="published", recipient_name="Ann")
    batch = factories.make_batch(template=template())

    stage(batch, [*ANN, str(published.pk), "published", "2"], headings=[*HEADINGS, "id", "status", "line"])

    published.refresh_from_db()
    assert (published.recipient_name, published.status) == ("Ann", "published")
    assert [(c.line, c.status) for c in batch.credentials.all()] == [(2, "staged")]


@pytest.mark.parametrize(("rows", "queries"), [(1, 24), (3, 24), (1000, 24), (1200, 24)])
def test_staging_asks_the_database_in_bulk(rows, queries, django_assert_max_num_queries):
    batch = factories.make_batch(template=template(), group=factories.make_group())

    with django_assert_max_num_queries(queries):
        stage(batch, *([f"Ann {n}", f"ann{n}@example.org", "Botany", ""] for n in range(rows)))

    assert Credential.objects.filter(batch=batch, status="staged").count() == rows


def test_a_sheet_is_staged_as_it_was_said_to_be_read_and_the_batch_keeps_how():
    batch = factories.make_batch(template=template())
    data = csv_bytes([HEADINGS, ["Zoë", "zoe@example.org", "Botany", "03/04/2026"]], encoding="cp1252")

    stage_sheet(batch, data, "people.csv", options=ReadingOptions("cp1252", "dmy"))

    credential = batch.credentials.get()
    assert (credential.recipient_name, credential.values["passed_on"]) == ("Zoë", "2026-04-03")
    assert batch.report["reading"] == {"encoding": "cp1252", "date_format": "dmy", "sheet": ""}


def test_a_sheet_with_a_known_encoding_is_refused_where_it_was_not_named():
    batch = factories.make_batch(template=template())
    data = csv_bytes([HEADINGS, ["Zoë", "zoe@example.org", "Botany", ""]], encoding="cp1252")

    result = stage_sheet(batch, data, "people.csv")

    assert (result.outcome, found(result)) == ("rejected", [(2, "", "encoding")])
    assert batch.report["reading"] == {"encoding": "", "date_format": "iso", "sheet": ""}
