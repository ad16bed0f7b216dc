"""Checked rows become staged credentials: the one file that knows django-import-export."""

from datetime import date
from operator import attrgetter, itemgetter
from uuid import uuid4

import tablib
from import_export import fields, resources

from ..domain.columns import EMAIL, EXPIRES_ON, ISSUED_ON, NAME, RECIPIENT_ID, STANDARD, Column, Row
from ..domain.names import shown
from ..models import Credential
from ..models.inserting import insert_rows

#: Headings of the dataset that no sheet can have: template fields begin with a letter.
LINE, PERSON, VERDICT, REPORT = "_line", "_person", "_verdict", "_report"
#: Rows in one statement; import-export keeps a result of each row as long.
AT_ONCE = 1000
#: Characters that the record's own fields hold.
FITS = {NAME: 255, EMAIL: 254, RECIPIENT_ID: 100}


def day(text: str) -> date | None:
    """A day that ``domain.values`` wrote as ISO."""
    return date.fromisoformat(text) if text else None


class CheckedField(fields.Field):
    """A field that takes a checked value as it stands, without the defaults and lookups of import-export's own."""

    def save(self, instance, row, is_m2m=False, **kwargs):
        setattr(instance, self.attribute, row[self.column_name])


class DayField(fields.Field):
    def save(self, instance, row, is_m2m=False, **kwargs):
        setattr(instance, self.attribute, day(row[self.column_name]))


class ValueField(fields.Field):
    """A template's own field: a key of ``Credential.values``."""

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.values[self.column_name] = row[self.column_name]


class Staged:
    """A credential to be: what its row says, and no more. Instances of a model cost more than all the rest."""

    __slots__ = (
        *("uuid", "line", "person_key", "verdict", "report"),
        *("recipient_name", "recipient_email", "recipient_id", "issued_on", "expires_on", "values"),
    )

    def __init__(self):
        self.uuid, self.values = uuid4(), {}


class CredentialResource(resources.ModelResource):
    """Only ever makes new staged credentials of one batch: nothing in a sheet reaches an id, a status or a token.

    import-export drives the rows. Of its steps those are cut short that would look at each value once more.
    """

    line = CheckedField("line", LINE)
    person_key = CheckedField("person_key", PERSON)
    verdict = CheckedField("verdict", VERDICT)
    report = CheckedField("report", REPORT)
    recipient_name = CheckedField("recipient_name", NAME)
    recipient_email = CheckedField("recipient_email", EMAIL)
    recipient_id = CheckedField("recipient_id", RECIPIENT_ID)
    issued_on = DayField("issued_on", ISSUED_ON)
    expires_on = DayField("expires_on", EXPIRES_ON)

    class Meta:
        model = Credential
        fields = (
            *("line", "person_key", "verdict", "report"),
            *("recipient_name", "recipient_email", "recipient_id", "issued_on", "expires_on"),
        )
        import_id_fields = ()
        force_init_instance = True
        use_bulk = True
        batch_size = AT_ONCE
        skip_diff = True
        skip_html_diff = True
        clean_model_instances = False
        use_transactions = False

    def __init__(self, batch):
        super().__init__()
        self.common = Credential(batch=batch)
        self.in_order = self.get_import_fields()

    def init_instance(self, row=None):
        return Staged()

    def import_instance(self, instance, row, **kwargs):
        for field in self.in_order:
            field.save(instance, row)

    def bulk_create(self, *args, **kwargs):
        """Whatever fails here is a fault, and raises."""
        insert_rows(self.common, Staged.__slots__, [*map(attrgetter(*Staged.__slots__), self.create_instances)])
        self.create_instances.clear()

    def after_import(self, dataset, result, **kwargs):
        """No sequence is reset: no id was given, and others insert at the same time."""


def resource_for(columns: list[Column]) -> type[CredentialResource]:
    """The resource of one template: the fields every credential has, and the template's own."""
    own = [column.name for column in columns if column.name not in STANDARD]
    attributes = {f"value_{name}": ValueField(attribute="values", column_name=name) for name in own}
    meta = type("Meta", (CredentialResource.Meta,), {"fields": (*CredentialResource.Meta.fields, *attributes)})
    return type("TemplateResource", (CredentialResource,), {**attributes, "Meta": meta})


def dataset_of(rows: list[Row], columns: list[Column]) -> tablib.Dataset:
    """The rows as import-export takes them."""
    names = [column.name for column in columns]
    values = itemgetter(*names)
    lines = ((row.line, row.person, str(row.verdict), row.report, *values(fitting(row))) for row in rows)
    return tablib.Dataset(*lines, headers=[LINE, PERSON, VERDICT, REPORT, *names])


def fitting(row: Row) -> dict[str, str]:
    """The row's values, but of wrong cells no more than a record can hold: the whole stands in the row's report."""
    wrong = row.report.get("written")
    if not wrong:
        return row.values
    return row.values | {name: shown(wrong[name], FITS[name]) if name in FITS else "" for name in wrong}


def record_values(row: Row, own: list[str]) -> dict:
    """The row as fields of ``Credential``; ``own`` are the names of the template's fields."""
    values = fitting(row)
    return {
        "person_key": row.person,
        "verdict": row.verdict,
        "report": row.report,
        "recipient_name": values[NAME],
        "recipient_email": values[EMAIL],
        "recipient_id": values[RECIPIENT_ID],
        "issued_on": day(values[ISSUED_ON]),
        "expires_on": day(values[EXPIRES_ON]),
        "values": {name: values[name] for name in own},
    }


def stage_rows(batch, rows: list[Row], columns: list[Column]) -> None:
    """Make one staged credential a row, in bulk and inside the caller's transaction.

    ``rows`` are checked; whatever fails here is a fault, and raises.
    """
    resource = resource_for(columns)(batch)
    for start in range(0, len(rows), AT_ONCE):
        resource.import_data(dataset_of(rows[start : start + AT_ONCE], columns), raise_errors=True)
