"""Checked rows become staged credentials: the one file that knows django-import-export."""

import tablib
from import_export import fields, resources, widgets

from ..domain.columns import EMAIL, EXPIRES_ON, ISSUED_ON, NAME, RECIPIENT_ID, RESERVED, Column, Row
from ..domain.names import shown
from ..models import Credential

#: Headings of the dataset that no sheet can have: template fields begin with a letter.
LINE, PERSON, VERDICT, REPORT = "_line", "_person", "_verdict", "_report"
#: Characters that the record's own fields hold.
FITS = {NAME: 255, EMAIL: 254, RECIPIENT_ID: 100}


class DayWidget(widgets.Widget):
    """A day that ``domain.values`` wrote as ISO."""

    parse = staticmethod(widgets.DateWidget(format="%Y-%m-%d", coerce_to_string=True).clean)

    def clean(self, value, row=None, **kwargs):
        return self.parse(value, row) if value else None


class ValueField(fields.Field):
    """A template's own field: a key of ``Credential.values``."""

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.values[self.column_name] = row[self.column_name]


def plain(attribute, heading):
    """A field that takes a checked text as it stands."""
    return fields.Field(attribute=attribute, column_name=heading, widget=widgets.Widget())


class CredentialResource(resources.ModelResource):
    """Only ever makes new staged credentials of one batch: nothing in a sheet reaches an id, a status or a token."""

    line = plain("line", LINE)
    person_key = plain("person_key", PERSON)
    verdict = plain("verdict", VERDICT)
    report = plain("report", REPORT)
    recipient_name = plain("recipient_name", NAME)
    recipient_email = plain("recipient_email", EMAIL)
    recipient_id = plain("recipient_id", RECIPIENT_ID)
    issued_on = fields.Field(attribute="issued_on", column_name=ISSUED_ON, widget=DayWidget())
    expires_on = fields.Field(attribute="expires_on", column_name=EXPIRES_ON, widget=DayWidget())

    class Meta:
        model = Credential
        fields = (
            *("line", "person_key", "verdict", "report"),
            *("recipient_name", "recipient_email", "recipient_id", "issued_on", "expires_on"),
        )
        import_id_fields = ()
        force_init_instance = True
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        clean_model_instances = False
        use_transactions = True

    def __init__(self, batch):
        super().__init__()
        self.batch = batch

    def init_instance(self, row=None):
        return Credential(batch=self.batch, values={})


def resource_for(columns: list[Column]) -> type[CredentialResource]:
    """The resource of one template: the fields every credential has, and the template's own."""
    own = [column.name for column in columns if column.name not in RESERVED]
    attributes = {f"value_{name}": ValueField(attribute="values", column_name=name) for name in own}
    meta = type("Meta", (CredentialResource.Meta,), {"fields": (*CredentialResource.Meta.fields, *attributes)})
    return type("TemplateResource", (CredentialResource,), {**attributes, "Meta": meta})


def dataset_of(rows: list[Row], columns: list[Column]) -> tablib.Dataset:
    """The rows as import-export takes them."""
    names = [column.name for column in columns]
    dataset = tablib.Dataset(headers=[LINE, PERSON, VERDICT, REPORT, *names])
    for row in rows:
        values = fitting(row)
        dataset.append([row.line, row.person, row.verdict, row.report, *(values[name] for name in names)])
    return dataset


def fitting(row: Row) -> dict[str, str]:
    """The row's values, but of wrong cells no more than a record can hold: the whole stands in the row's report."""
    wrong = row.report.get("written")
    if not wrong:
        return row.values
    return row.values | {name: shown(wrong[name], FITS[name]) if name in FITS else "" for name in wrong}


def record_values(row: Row, own: list[str]) -> dict:
    """The row as fields of ``Credential``; ``own`` are the names of the template's fields."""
    values, day = fitting(row), DayWidget().clean
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


def stage_rows(batch, rows: list[Row], columns: list[Column]) -> int:
    """Make one staged credential a row, in bulk. ``rows`` are checked; whatever fails here is a fault, and raises."""
    resource = resource_for(columns)(batch)
    resource.import_data(dataset_of(rows, columns), dry_run=False, raise_errors=True)
    return len(rows)
