import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone
from odf import teletype
from odf.opendocument import load
from odf.table import TableCell
from odf.text import P
from wagtail.models import ModelLogEntry

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.spreadsheets.writers import csv_bytes
from wagtail_credentials.conf import conf
from wagtail_credentials.domain.names import person_key
from wagtail_credentials.domain.reading import ReadingOptions
from wagtail_credentials.exceptions import NotAllowedInThisState, ReviewOutdated, RowsInvalid
from wagtail_credentials.models import Batch, Credential, Update
from wagtail_credentials.services.batching import cancel_batch, create_batch
from wagtail_credentials.services.exporting import export_credentials
from wagtail_credentials.services.generating import generate_chunk
from wagtail_credentials.services.publishing import publish_chunk
from wagtail_credentials.services.reviewing import approve, drop
from wagtail_credentials.services.updating import apply_update, check_update, discard_update, start_update
from wagtail_credentials.spreadsheets.exports import write_table

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
FIELDS = [
    {"name": "grade", "label": "Grade", "type": "choice", "choices": "A\nB", "required": True},
    {"name": "remark", "type": "long_text"},
]


def make_batch(*statuses, **values):
    """A confirmed batch with a credential in each of the states, on lines 2, 3 …"""
    template = values.pop("template", None) or factories.make_template(fields=FIELDS)
    batch = create_batch("Spring", template, values.pop("group", None))
    batch.facts, batch.issued_on, batch.status = {"group.title": "Botany"}, DAY, "in_review"
    batch.save()
    for line, status in enumerate(statuses, 2):
        person = {"recipient_name": f"Ann {line}", "recipient_email": f"ann{line}@example.org", **values}
        key = person_key(person["recipient_email"], person["recipient_name"])
        own = {"values": {"grade": "A", "remark": ""}, "issued_on": DAY, "person_key": key, **person}
        factories.make_credential(batch=batch, line=line, status=status, **own)
    return batch


def exported(file_format="csv"):
    export = export_credentials(Credential.objects.order_by("batch_id", "line"))
    stream = io.BytesIO()
    write_table(stream, file_format, export.headings, export.rows, "Credentials")
    return stream.getvalue()


def edited_csv(data, old, new):
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return csv_bytes([[new if cell == old else cell for cell in row] for row in rows])


def edited_xlsx(data, old, new):
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for row in workbook.active:
        for cell in row:
            cell.value = new if cell.value == old else cell.value
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def edited_ods(data, old, new):
    document = load(io.BytesIO(data))
    for cell in document.getElementsByType(TableCell):
        if teletype.extractText(cell) == old:
            for paragraph in cell.getElementsByType(P):
                cell.removeChild(paragraph)
            cell.addElement(P(text=new))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


EDITORS = {"csv": edited_csv, "xlsx": edited_xlsx, "ods": edited_ods}


def sheet(*lines, name="people.csv", **values):
    """An update that begins with a sheet of these lines."""
    return start_update("\n".join(lines).encode(), name, **values)


def changed(check):
    return [(change.line, change.effect, [(c.column, c.old, c.new) for c in change.cells]) for change in check.changes]


def codes(check):
    return [(problem.line, problem.column, problem.code) for problem in check.problems]


def apply(update, **options):
    return apply_update(update, seen=check_update(update).fingerprint, **options).batches


@pytest.mark.parametrize("file_format", EDITORS)
def test_a_name_corrected_in_the_exported_sheet_is_corrected_in_what_was_issued(file_format):
    batch = make_batch("in_review", "published", "in_review")
    data = EDITORS[file_format](exported(file_format), "Ann 2", "Zoë Ångström")
    data = EDITORS[file_format](data, "Ann 3", "李小龙")

    update = start_update(data, f"people.{file_format}", batch=batch)
    check = check_update(update)
    applied = apply_update(update, seen=check.fingerprint)

    assert changed(check) == [
        (2, "corrected", [("name", "Ann 2", "Zoë Ångström")]),
        (3, "replaced", [("name", "Ann 3", "李小龙")]),
    ]
    assert (check.unchanged, check.problems, check.notes) == (1, [], [])
    assert (applied.corrected, applied.replaced) == (1, 1)
    for pk in applied.batches:
        generate_chunk(pk)
    first, second, third = batch.credentials.order_by("line")
    assert (first.recipient_name, first.status, first.values) == (
        "Zoë Ångström",
        "in_review",
        {"grade": "A", "remark": ""},
    )
    assert (second.recipient_name, second.status) == ("Ann 3", "published")
    assert (third.recipient_name, third.content_hash) == ("Ann 4", "")
    copy = second.replaced_by
    assert (copy.recipient_name, copy.status, copy.line, copy.issued_on) == ("李小龙", "in_review", 3, DAY)
    assert copy.pdf_hash


DANGEROUS = [
    '=HYPERLINK("https://evil.example")',
    "+1",
    "-2",
    "@x",
    "\tx",
    "\rx",
    "a\rb",
    "'quoted'",
    "'=1+1",
    "''=1",
    "＝1",
    "_x0041_",
    "007",
    "2026-01-02",
]


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("file_format", EDITORS)
def test_an_exported_sheet_that_nobody_touched_changes_nothing(file_format, text):
    make_batch("in_review", "published", "revoked", "pending", "cancelled", recipient_name=text, recipient_id=text)
    Credential.objects.update(values={"grade": "A", "remark": text})
    before = list(Credential.objects.order_by("pk").values())

    update = start_update(exported(file_format), f"people.{file_format}")
    check = check_update(update)

    assert (check.changes, check.problems, check.notes, check.unchanged) == ([], [], [], 5)
    assert apply(update) == []
    assert list(Credential.objects.order_by("pk").values()) == before


def test_a_row_is_matched_by_id_else_by_the_recipients_id_else_by_the_address():
    batch = make_batch("in_review", "in_review", "in_review")
    first, second, _third = batch.credentials.order_by("line")
    Credential.objects.filter(pk=second.pk).update(recipient_id="S-7")

    update = sheet(
        "credential_id,recipient_id,email,name",
        f"{first.uuid.hex.upper()},,new@example.org,Bo",
        ",S-7,seven@example.org,Cy",
        ",,ann4@EXAMPLE.org,Di",
    )

    assert changed(check_update(update)) == [
        (2, "corrected", [("name", "Ann 2", "Bo"), ("email", "ann2@example.org", "new@example.org")]),
        (3, "corrected", [("name", "Ann 3", "Cy"), ("email", "ann3@example.org", "seven@example.org")]),
        (4, "corrected", [("name", "Ann 4", "Di")]),
    ]


def test_only_what_counts_is_found_by_address():
    make_batch("revoked", "in_review", recipient_email="ann@example.org")

    check = check_update(sheet("email,name", "ann@example.org,Zoë"))

    assert changed(check) == [(2, "corrected", [("name", "Ann 3", "Zoë")])]


def test_columns_that_are_not_there_keep_their_values_and_empty_cells_clear_them():
    batch = make_batch("in_review", recipient_id="S-1", expires_on=date(2028, 1, 1))

    batches = apply(sheet("email,Recipient ID,expires_on", "ann2@example.org,,"))

    credential = batch.credentials.get()
    assert batches == [batch.pk]
    assert (credential.recipient_id, credential.expires_on) == ("", None)
    assert (credential.recipient_name, credential.values["grade"], credential.issued_on) == ("Ann 2", "A", DAY)
    assert (credential.status, Batch.objects.get().status) == ("pending", "generating")


def test_without_a_day_of_its_own_a_credential_has_the_batchs():
    make_batch("in_review", issued_on=date(2025, 1, 1))

    check = check_update(sheet("email,issued_on", "ann2@example.org,"))

    assert changed(check) == [(2, "corrected", [("issued_on", "2025-01-01", "2026-03-01")])]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("00000000-0000-0000-0000-000000000000,,,A,", [(2, "credential_id", "unknown")]),
        ("no id,,,A,", [(2, "credential_id", "unknown")]),
        (",nobody@example.org,,A,", [(2, "email", "unknown")]),
        (",,Bo,A,", [(2, "email", "no_key")]),
        (",ann2@example.org,,A,", [(2, "name", "required")]),
        (",ann2@example.org,Ann 2,C,", [(2, "grade", "choice")]),
        (",ann2@example.org,Ann 2,,", [(2, "grade", "required")]),
        (",ann2@example.org,Ann 2,A,2020-01-01", [(2, "expires_on", "expires_first")]),
    ],
)
def test_what_is_wrong_with_a_row_is_told(line, found):
    make_batch("in_review", "published")
    before = list(Credential.objects.values())

    update = sheet("credential_id,email,name,grade,expires_on", line, ",ann3@example.org,Zoë,B,")

    assert codes(check_update(update)) == found
    with pytest.raises(RowsInvalid):
        apply(update)
    assert list(Credential.objects.values()) == before
    assert len(apply(update, partly=True)) == 1
    assert Credential.objects.get(replaces__isnull=False).recipient_name == "Zoë"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("pending", "in_queue"),
        ("rendering", "in_queue"),
        ("publishing", "in_queue"),
        ("revoked", "final"),
        ("cancelled", "final"),
        ("suspended", "suspended"),
        ("replaced", "replaced"),
    ],
)
def test_what_cannot_change_any_more_says_so(status, code):
    make_batch(status)

    check = check_update(sheet("email,name", "ann2@example.org,Zoë"))

    assert (codes(check), check.changes) == ([(2, "name", code)], [])


def test_what_has_expired_cannot_change_any_more():
    make_batch("published", expires_on=timezone.localdate() - timedelta(days=1))

    assert codes(check_update(sheet("email,name", "ann2@example.org,Zoë"))) == [(2, "name", "expired")]


def test_two_lines_on_one_credential_are_both_left():
    credential = make_batch("in_review").credentials.get()

    check = check_update(sheet("credential_id,email,name", f"{credential.uuid},,Bo", ",ann2@example.org,Cy"))

    assert (codes(check), check.changes) == ([(2, "", "repeated"), (3, "", "repeated")], [])


def test_an_address_that_several_share_is_ambiguous():
    make_batch("in_review", "published", recipient_email="ann@example.org")

    assert codes(check_update(sheet("email,name", "ann@example.org,Zoë"))) == [(2, "email", "ambiguous")]


def test_a_second_correction_waits_for_the_first():
    credential = make_batch("published").credentials.get()
    apply(sheet("email,name", "ann2@example.org,Zoë"))
    copy = Credential.objects.get(replaces=credential)

    by_id = sheet("credential_id,name", f"{credential.uuid},Bo")
    by_address = sheet("email,name", "ann2@example.org,Bo")

    assert codes(check_update(by_id)) == [(2, "name", "under_way")]
    assert codes(check_update(by_address)) == [(2, "name", "in_queue")]
    generate_chunk(copy.batch_id)
    assert changed(check_update(by_address)) == [(2, "corrected", [("name", "Zoë", "Bo")])]


@pytest.mark.parametrize("stop", ["cancel", "drop"])
def test_a_correction_that_is_stopped_makes_room_for_another(stop):
    credential = make_batch("published").credentials.get()
    apply(sheet("email,name", "ann2@example.org,Zoë"))
    copy = Credential.objects.get(replaces=credential)
    generate_chunk(copy.batch_id)

    cancel_batch(copy.batch) if stop == "cancel" else drop(Credential.objects.get(pk=copy.pk))

    assert changed(check_update(sheet("email,name", "ann2@example.org,Bo"))) == [
        (2, "replaced", [("name", "Ann 2", "Bo")])
    ]


def test_replacements_are_confirmed_batches_of_their_own():
    user, group = make_user("issue"), factories.make_group()
    spring, autumn = (make_batch("published", "published", group=group) for _ in range(2))
    Batch.objects.filter(pk=autumn.pk).update(name="x" * 255)
    Credential.objects.filter(batch=spring).update(expires_on=date(2099, 1, 1), holder_key=None)
    data = exported().decode("utf-8-sig").replace(",A,", ",B,")

    update = start_update(data.encode(), "people.csv", group=group, user=user)
    batches = apply(update, user=user)

    first, second = Batch.objects.filter(pk__in=batches).order_by("pk")
    day = timezone.localdate().isoformat()
    assert first.name == f"Spring (corrections of {day})"
    assert (len(second.name), second.name[-27:]) == (255, f" (corrections of {day})"[-27:])
    assert (first.template_revision_id, first.group, first.facts) == (spring.template_revision_id, group, spring.facts)
    assert (first.status, first.issued_on, first.confirmed_by, first.created_by) == ("generating", DAY, user, user)
    assert first.confirmed_at
    assert [
        (copy.line, copy.status, copy.values["grade"], copy.expires_on, copy.replaces.batch_id, copy.holder_key)
        for copy in first.credentials.order_by("line")
    ] == [(line, "pending", "B", date(2099, 1, 1), spring.pk, None) for line in (2, 3)]
    assert spring.counts() == {"published": 2}


def test_every_changed_credential_and_batch_has_its_entry_in_the_log():
    batch, user = make_batch("in_review", "published"), make_user("issue")
    update = sheet("email,name,grade", "ann2@example.org,Zoë,B", "ann3@example.org,Ann 3,B", user=user)

    _batch, copies = apply(update, user=user)

    logged = {
        (entry.action.partition(".")[2], entry.content_type.model, entry.object_id): (entry.user, entry.data)
        for entry in ModelLogEntry.objects.filter(user=user)
    }
    first, second = batch.credentials.order_by("line")
    assert logged == {
        ("correct", "credential", str(first.pk)): (user, {"columns": ["grade", "name"]}),
        ("prepare_replacement", "credential", str(second.pk)): (user, {"columns": ["grade"]}),
        ("prepare_replacement", "batch", str(copies)): (user, {"rows": 1}),
    }


def test_what_would_happen_otherwise_than_it_was_shown_does_not_happen():
    batch = make_batch("in_review")
    update = sheet("email,name", "ann2@example.org,Zoë")
    seen = check_update(update).fingerprint
    Credential.objects.update(status="published")

    with pytest.raises(ReviewOutdated):
        apply_update(update, seen=seen)

    assert batch.credentials.get().recipient_name == "Ann 2"
    assert Update.objects.filter(pk=update.pk).exists()


def test_a_sheet_is_applied_once():
    make_batch("published")
    update = sheet("email,name", "ann2@example.org,Zoë")
    other = Update.objects.get()
    seen = check_update(update).fingerprint
    apply_update(update, seen=seen)

    with pytest.raises(NotAllowedInThisState):
        apply_update(other, seen=seen)

    assert Credential.objects.count() == 2


@pytest.mark.parametrize("end", [apply, discard_update])
def test_the_sheet_is_gone_when_it_is_applied_or_discarded(end, django_capture_on_commit_callbacks):
    make_batch("in_review")
    update = sheet("email,name", "ann2@example.org,Zoë")
    name = update.source.name

    with django_capture_on_commit_callbacks(execute=True):
        end(update)

    assert not Update.objects.exists()
    assert not conf.storage.exists(name)


def test_sheets_left_lying_for_a_day_are_deleted_when_another_comes(django_capture_on_commit_callbacks):
    old, young = sheet("email"), sheet("email")
    Update.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=25))

    with django_capture_on_commit_callbacks(execute=True):
        new = sheet("email")

    assert set(Update.objects.all()) == {young, new}
    assert not conf.storage.exists(old.source.name)


def test_an_update_reaches_no_further_than_its_batch_its_group_and_its_user():
    mine = make_collection("Mine")
    user = make_user("issue", collection=mine)
    group = factories.make_group(collection=mine)
    inside = make_batch("in_review", group=group)
    make_batch("in_review", recipient_email="other@example.org", recipient_name="Other")
    beside = make_batch("in_review", recipient_email="beside@example.org", group=group)
    lines = ("email,name", "ann2@example.org,Zoë", "other@example.org,Bo", "beside@example.org,Cy")

    def lines_of(**scope):
        return [change.line for change in check_update(sheet(*lines, **scope)).changes]

    assert lines_of() == [2, 3, 4]
    assert lines_of(user=user) == [2, 4]
    assert lines_of(group=group) == [2, 4]
    assert lines_of(batch=inside) == [2]
    assert lines_of(batch=beside, user=user) == [4]
    assert lines_of(user=make_user("view", "publish", "export")) == []


def test_rows_of_a_sheet_that_nobody_confirmed_are_none_yet():
    make_batch("staged")

    assert codes(check_update(sheet("email,name", "ann2@example.org,Zoë"))) == [(2, "email", "unknown")]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["name,grade", "Ann,B"], "missing_column"),
        (["email,e-mail,name", "a,b,c"], "repeated_column"),
        (["email,name,Name", "ann2@example.org,b,c"], "repeated_column"),
        (["email,name"], "no_rows"),
        ([""], "empty"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_whole(lines, code):
    make_batch("in_review")

    check = check_update(sheet(*lines))

    assert (check.rejected, [problem.code for problem in check.problems], check.changes) == (True, [code], [])


def test_what_cannot_be_read_changes_nothing_of_its_line():
    make_batch("in_review", "in_review")
    lines = ("email,name,grade,colour,(status)", "ann2@example.org,#REF!,B,red,Draft", "ann3@example.org,Zoë,A,,,,")

    check = check_update(sheet(*lines))

    assert codes(check)[0] == (2, "name", "error_cell")
    assert check.notes == ["Columns that none of these credentials has were ignored: colour."]


def test_each_credential_has_the_columns_of_its_own_template():
    make_batch("in_review", recipient_email="a@example.org", recipient_name="A")
    other = factories.make_template(fields=[{"name": "points", "label": "Grade", "type": "number"}])
    make_batch("in_review", template=other, recipient_email="b@example.org", recipient_name="B", values={"points": "1"})

    check = check_update(sheet("email,grade,points", "a@example.org,B,", "b@example.org,,2"))
    wrong = check_update(sheet("email,grade,points", "a@example.org,B,7", "b@example.org,,2"))

    assert changed(check) == [
        (2, "corrected", [("grade", "A", "B")]),
        (3, "corrected", [("points", "1", "2")]),
    ]
    assert codes(wrong) == [(2, "points", "no_such_field")]


def test_a_sheet_is_read_as_it_is_said_to_be():
    make_batch("in_review")
    data = "email;name;issued_on\nann2@example.org;Zoë;03.04.2026\n".encode("cp1252")

    update = start_update(data, "people.csv", options=ReadingOptions("cp1252", "dmy"))

    assert changed(check_update(update)) == [
        (2, "corrected", [("name", "Ann 2", "Zoë"), ("issued_on", "2026-03-01", "2026-04-03")])
    ]


def holders(group, *statuses):
    batch = make_batch(*statuses, group=group)
    for credential in batch.credentials.all():
        credential.holder_key = f"{group.pk}:{credential.person_key}"
        credential.save()
    return batch


def test_nobody_is_made_a_second_holder():
    holders(factories.make_group(), "in_review", "published", "published")

    check = check_update(sheet("recipient_id,email,name", ",ann2@example.org,Ann 3"))
    by_id = {row.line: row for row in Credential.objects.all()}
    check = check_update(
        sheet(
            "credential_id,email,name",
            f"{by_id[2].uuid},ann3@example.org,Ann 3",
            f"{by_id[3].uuid},zoe@example.org,Zoë",
            f"{by_id[4].uuid},zoe@example.org,Zoë",
        )
    )

    assert codes(check) == [(2, "name", "already_holds"), (4, "name", "already_holds")]
    assert [change.line for change in check.changes] == [3]


def test_two_holders_may_change_places():
    group = factories.make_group()
    holders(group, "in_review", "in_review")
    by_id = {row.line: row for row in Credential.objects.all()}

    apply(
        sheet(
            "credential_id,email,name",
            f"{by_id[2].uuid},ann3@example.org,Ann 3",
            f"{by_id[3].uuid},ann2@example.org,Ann 2",
        )
    )

    keys = dict(Credential.objects.values_list("line", "holder_key"))
    assert keys == {2: by_id[3].holder_key, 3: by_id[2].holder_key}


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_rows_is_checked_with_the_same_number_of_queries(rows, django_assert_num_queries):
    batch = make_batch(*["published"] * rows, *["in_review"] * rows, group=factories.make_group())
    lines = [f"{row.uuid},{row.recipient_email},Zoë {row.line}" for row in batch.credentials.all()]
    lines += [f",ann{line}@example.org,x" for line in range(100, 100 + rows)]
    update = Update.objects.get(pk=sheet("credential_id,email,name", *lines).pk)

    with django_assert_num_queries(3):
        check = check_update(update)

    assert len(check.changes) == 2 * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_rows_is_applied_with_the_same_number_of_queries(rows, django_assert_num_queries):
    batch = make_batch(*["published"] * rows, *["in_review"] * rows)
    lines = [f"{row.uuid},Zoë {row.line}" for row in batch.credentials.all()]
    update = Update.objects.get(pk=sheet("credential_id,name", *lines).pk)
    seen = check_update(update).fingerprint

    with django_assert_num_queries(19):
        apply_update(update, seen=seen)


@pytest.mark.parametrize(("name", "same_person"), [("ANN 2", True), ("Zoë", False)])
def test_a_copy_takes_the_place_of_its_original_once_it_is_published(name, same_person):
    group = factories.make_group()
    original = holders(group, "published").credentials.get()

    [pk] = apply(sheet("email,name", f"ann2@example.org,{name}"))
    copy = Credential.objects.get(replaces=original)
    assert (copy.holder_key is None) == same_person
    generate_chunk(pk)
    approve(Credential.objects.filter(pk=copy.pk))
    publish_chunk(pk)

    original.refresh_from_db()
    copy.refresh_from_db()
    assert (original.status, original.holder_key) == ("replaced", None)
    assert (copy.status, copy.holder_key) == ("published", f"{group.pk}:{person_key('ann2@example.org', name)}")
    again = check_update(sheet("email,name", "ann2@example.org,Bo"))
    assert changed(again) == [(2, "replaced", [("name", name, "Bo")])]
