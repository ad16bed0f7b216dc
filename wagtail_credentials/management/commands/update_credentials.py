"""Say what a corrected sheet of credentials would change, and change it where asked to."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ... import tasks
from ...domain.statuses import CredentialStatus
from ...exceptions import CredentialsError
from ...models import Batch, Credential, Update
from ...services.updating import UpdateCheck, apply_update, check_update, discard_update, start_update
from ..batches import EXIT_CODES, RefusalError, find_user, problem
from ..progress import follow
from ..reading import add_reading_arguments, reading_options
from .export_credentials import add_scope_arguments, scope_filters
from .issue_batch import read


class Command(BaseCommand):
    help = "Say what a corrected sheet of credentials would change; with --apply, change it. Exit code: 0, 1 or 2."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="XLSX, CSV or ODS.")
        add_scope_arguments(parser)
        parser.add_argument("--apply", action="store_true", help="Do it. Without, nothing is changed.")
        parser.add_argument("--partly", action="store_true", help="Apply the others where lines have problems.")
        add_reading_arguments(parser)
        parser.add_argument("--user", metavar="USERNAME", help="Who does it, and within whose permissions.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object.")

    def handle(self, *, as_json, **options):
        try:
            result = self.work(**options)
        except RefusalError as refusal:
            result = {"outcome": "rejected", **described(UpdateCheck()), "errors": [refusal.problem], "batches": []}
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.print(result)
        if code := EXIT_CODES[result["outcome"]]:
            sys.exit(code)

    def work(self, *, file, batch, group, apply, partly, user, **options) -> dict:
        user, filters = user and find_user(user), scope_filters(batch, group)
        update = start_update(
            read(file),
            file.name,
            user=user,
            batch=filters.get("batch"),
            group=filters.get("batch__group"),
            options=reading_options(options),
        )
        try:
            check = check_update(update)
            applied = apply and not check.rejected and (partly or not check.problems)
            batches = self.apply(update, check, user) if applied else []
        finally:
            if Update.objects.filter(pk=update.pk).exists():
                discard_update(update)
        result = {**described(check), "applied": applied, "batches": batches}
        result["errors"] += failures(check, batches)
        result["outcome"] = "rejected" if check.rejected else "row_errors" if result["errors"] else "accepted"
        return result

    def apply(self, update, check, user) -> list[int]:
        """The batches that have something to do, once the queue has done it."""
        try:
            batches = apply_update(update, user=user, seen=check.fingerprint, partly=True).batches
        except CredentialsError as error:
            raise RefusalError("not_applied", str(error)) from None
        for pk in batches:
            tasks.enqueue_generate(pk)
        for batch in Batch.objects.filter(pk__in=batches):
            follow(batch, self.stderr, _("Generating"))
        return batches

    def print(self, result):
        for change in result["changes"]:
            cells = "; ".join(f"{cell['column']}: {cell['old']!r} -> {cell['new']!r}" for cell in change["cells"])
            self.stdout.write(f"line {change['line']}, {change['effect']}: {cells}")
        for error in result["errors"]:
            place = ", ".join(filter(None, [error["line"] and f"line {error['line']}", error["column"]])) or "file"
            value = f" [{error['value']}]" if error["value"] else ""
            self.stdout.write(f"{place}: {error['message']}{value}")
        for note in result["notes"]:
            self.stdout.write(f"note: {note}")
        done = "applied" if result["applied"] else "nothing applied"
        counts = f"{len(result['changes'])} changes, {result['unchanged']} unchanged, {len(result['errors'])} errors"
        self.stdout.write(f"{result['outcome']}: {counts}; {done}")


def described(check: UpdateCheck) -> dict:
    """The check as scripts get it."""
    return {
        "applied": False,
        "changes": [
            {
                "line": change.line,
                "credential": str(change.credential.uuid),
                "effect": change.effect,
                "cells": [{"column": cell.column, "old": cell.old, "new": cell.new} for cell in change.cells],
            }
            for change in check.changes
        ],
        "unchanged": check.unchanged,
        "errors": [problem.as_dict() for problem in check.problems],
        "notes": [str(note) for note in check.notes],
    }


def failures(check: UpdateCheck, batches: list[int]) -> list[dict]:
    """Those changed that could not be generated, by the line of the sheet."""
    lines = {change.credential.pk: change.line for change in check.changes}
    failed = Credential.objects.filter(batch__in=batches, status=CredentialStatus.FAILED).order_by("pk")
    return [
        problem("failed", credential.failure, lines.get(credential.pk) or lines[credential.replaces_id])
        for credential in failed
        if credential.pk in lines or credential.replaces_id in lines
    ]
