"""A sheet is checked and staged once, alone in its process: seconds and memory as JSON. Called by run.py."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import django
from batch import FIELDS
from reading import timed

SCRATCH = "credentials_benchmark"


def on_server(address: str, *commands: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
        for command in commands:
            connection.execute(command)


def prepare(address: str = "") -> dict:
    """A migrated database with nothing in it: {"address"}, "" for SQLite."""
    if address:
        on_server(address, f"DROP DATABASE IF EXISTS {SCRATCH}", f"CREATE DATABASE {SCRATCH}")
        address = urlsplit(address)._replace(path=f"/{SCRATCH}").geturl()
    os.environ["DATABASE_URL"] = address
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {"address": address}


def drop(address: str) -> dict:
    on_server(address, f"DROP DATABASE IF EXISTS {SCRATCH}")
    return {}


def ours(data, batch):
    from wagtail_credentials.services import staging

    return lambda: staging.stage_sheet(batch, data, "people.csv", user=None)


def import_export(data, batch):
    """The library as its manual begins: a ModelResource with no option set, on the same model and rows."""
    from import_export import fields, resources
    from tablib import Dataset

    from wagtail_credentials.models import Credential

    class PeerResource(resources.ModelResource):
        recipient_name = fields.Field(attribute="recipient_name", column_name="name")
        recipient_email = fields.Field(attribute="recipient_email", column_name="email")

        class Meta:
            model = Credential
            fields = ("id", "recipient_name", "recipient_email")

        def before_save_instance(self, instance, row, **kwargs):
            """What the model cannot do without."""
            instance.batch, instance.line = batch, kwargs["row_number"]
            instance.person_key, instance.values = row["email"], {"grade": row["grade"], "hours": row["hours"]}

    def work():
        dataset = Dataset().load(data.decode(), format="csv")
        dataset.append_col([""] * len(dataset), header="id")
        PeerResource().import_data(dataset, raise_errors=True)

    return work


def measure(name: str, path: str) -> dict:
    django.setup()
    from tests.factories import make_group, make_template
    from wagtail_credentials.models import Credential
    from wagtail_credentials.services import batching

    rows, data = int(Path(path).stem), Path(path).read_bytes()
    Credential.objects.all().delete()
    # A slug of its own, for the process before has left a template too.
    template = make_template(fields=FIELDS, slug=f"template-{os.getpid()}")
    batch = batching.create_batch("Benchmark", template, make_group(template=template, slug=f"group-{os.getpid()}"))
    result = timed({"wagtail_credentials": ours, "import-export": import_export}[name](data, batch), rows)
    if batch.credentials.count() != rows:
        sys.exit(f"{name} staged {batch.credentials.count()} of {rows} rows")
    return result


if __name__ == "__main__":
    subject, argument = sys.argv[1:]
    print(json.dumps({"prepare": prepare, "drop": drop}.get(subject, lambda path: measure(subject, path))(argument)))
