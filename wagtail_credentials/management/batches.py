"""What the commands about batches share: the user they act for, publishing, and the answer they give."""

import json
import sys
import uuid

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from .. import tasks
from ..domain.statuses import CredentialStatus
from ..exceptions import CredentialsError
from ..services.addresses import permanent_url
from ..services.reviewing import approve
from .progress import follow

#: Exit codes, as those of check_sheet: all is well, some rows are not, nothing was done.
EXIT_CODES = {"accepted": 0, "published": 0, "row_errors": 1, "incomplete": 1, "rejected": 2}
NO_UUID = uuid.UUID(int=0)


class RefusalError(CredentialsError):
    """The command cannot do what it was asked: ``problem`` is the dictionary of one error."""

    def __init__(self, code: str, message: str):
        self.problem = problem(code, message)
        super().__init__(message)


def problem(code: str, message: str, line: int = 0) -> dict:
    return {"line": line, "column": "", "code": code, "message": str(message), "value": ""}


class BatchCommand(BaseCommand):
    """Answers with text, or with one JSON object on standard output; exits with the code of its outcome."""

    def add_arguments(self, parser):
        parser.add_argument("--user", metavar="USERNAME", help="Who the log names as having done it.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object on standard output.")

    def handle(self, *args, **options):
        try:
            options["user"] = options["user"] and find_user(options["user"])
            outcome, batch, errors, more = self.work(**options)
        except RefusalError as refusal:
            outcome, batch, errors, more = "rejected", None, [refusal.problem], {}
        self.answer({"outcome": outcome, **describe(batch), **more, "errors": errors}, options["json"])
        if EXIT_CODES[outcome]:
            sys.exit(EXIT_CODES[outcome])

    def work(self, **options):
        """(outcome, batch or None, errors, further keys of the answer)"""
        raise NotImplementedError

    def publish(self, batch, user) -> list[dict]:
        """Approve and publish all of the batch that is under review. Returns what hindered it."""
        try:
            for batch_id in approve(batch.credentials.all(), user=user):
                tasks.enqueue_publish(batch_id)
        except CredentialsError as error:
            return [problem("not_published", error)]
        follow(batch, self.stderr, _("Publishing"))
        returned = batch.credentials.filter(status__in=(CredentialStatus.IN_REVIEW, CredentialStatus.RETURNED))
        return [
            problem("not_published", comment, line)
            for line, comment in returned.order_by("line").values_list("line", "comment")
        ]

    def answer(self, result, as_json):
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for error in result["errors"]:
            where = ", ".join(filter(None, [error["line"] and _("line %d") % error["line"], error["column"]]))
            self.stderr.write(f"{where}: {error['message']}" if where else error["message"])
        if result["batch"]:
            counts = ", ".join(f"{count} {status}" for status, count in sorted(result["counts"].items()))
            self.stdout.write(f"{result['name']} ({result['batch']}): {result['status']}; {counts}")


def find_user(name: str):
    model = get_user_model()
    try:
        return model._default_manager.get_by_natural_key(name)
    except model.DoesNotExist:
        raise RefusalError("unknown_user", _('There is no user "%s".') % name) from None


def describe(batch) -> dict:
    """The batch as the JSON answer has it."""
    if batch is None:
        return {"batch": None, "name": "", "status": "", "counts": {}, "credentials": []}
    # One address is worked out, the others follow from it: each would ask the database for the site.
    address = permanent_url(NO_UUID)
    rows = batch.credentials.order_by("line").values_list("line", "uuid", "status")
    return {
        "batch": batch.pk,
        "name": batch.name,
        "status": batch.status,
        "counts": batch.counts(),
        "credentials": [
            {"line": line, "uuid": str(uuid), "url": address.replace(str(NO_UUID), str(uuid)), "status": status}
            for line, uuid, status in rows
        ],
    }


def failures(batch) -> list[dict]:
    """The rows that could not be generated, with the reason."""
    failed = batch.credentials.filter(status=CredentialStatus.FAILED).order_by("line")
    return [problem("failed", failure, line) for line, failure in failed.values_list("line", "failure")]
