"""Say what is wrong with a sheet of recipients, before it is uploaded or issued."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...models import CredentialGroup
from ...services.checking import ACCEPTED, REJECTED, ROW_ERRORS, check_sheet
from ..reading import add_reading_arguments, reading_options
from .sheet_template import find_template

EXIT_CODES = {ACCEPTED: 0, ROW_ERRORS: 1, REJECTED: 2}


class Command(BaseCommand):
    help = "Check a sheet of recipients against a template. Exit code: 0 accepted, 1 errors in rows, 2 rejected."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--template", required=True, metavar="SLUG")
        parser.add_argument("--group", metavar="SLUG", help="whose rule for duplicates holds")
        add_reading_arguments(parser)
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *, file, template, group, as_json, **options):
        path = Path(file)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=2) from error
        reading = reading_options(options)
        check = check_sheet(data, path.name, find_template(template), find_group(group), reading)
        if as_json:
            self.stdout.write(json.dumps(check_as_dict(check)))
        else:
            self.print_check(check)
        if code := EXIT_CODES[check.outcome]:
            sys.exit(code)

    def print_check(self, check):
        for problem in check.problems:
            place = (
                f"line {problem.line}" + (f", {problem.column}" if problem.column else "") if problem.line else "file"
            )
            value = f" [{problem.value}]" if problem.value else ""
            self.stdout.write(f"{place}: {problem.message}{value}")
        for note in check.notes:
            self.stdout.write(f"note: {note}")
        counts = f"{len(check.rows)} rows, {len(check.problems)} errors, {len(check.duplicates)} duplicates"
        self.stdout.write(f"{check.outcome}: {counts}")


def check_as_dict(check) -> dict:
    """The check as scripts get it."""
    return {
        "outcome": check.outcome,
        "rows": [row.values for row in check.rows],
        "errors": [problem.as_dict() for problem in check.problems],
        "verdicts": [row.verdict for row in check.rows],
        "totals": check.totals,
        "duplicates": check.duplicates,
        "notes": check.notes,
    }


def find_group(slug):
    """The group of that slug, None for none."""
    if not slug:
        return None
    try:
        return CredentialGroup.objects.get(slug=slug)
    except CredentialGroup.DoesNotExist:
        raise CommandError(f"There is no group “{slug}”.", returncode=2) from None
