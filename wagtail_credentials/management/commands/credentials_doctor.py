import json
import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ..findings import LIBRARIES_ADVICE, Finding

SIGNS = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}


class Command(BaseCommand):
    help = "Says what is wrong with this installation and what to do. Exits with 0 when nothing is, else with 1."
    # What they find is ours to report: they must not stop the command first.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Print one JSON object on standard output.")

    def handle(self, *args, **options):
        findings = []
        for finding in findings_of_all():
            findings.append(finding)
            if not options["json"]:
                self.say(finding)
        healthy = all(finding.level != "problem" for finding in findings)
        if options["json"]:
            answer = {"healthy": healthy, "findings": [finding.as_dict() for finding in findings]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(_("Nothing is wrong.") if healthy else _("Something is wrong, see above."))
        if not healthy:
            sys.exit(1)

    def say(self, finding):
        style = {"ok": self.style.SUCCESS, "note": self.style.WARNING, "problem": self.style.ERROR}[finding.level]
        self.stdout.write(f"{style(SIGNS[finding.level])} {finding.subject}: {finding.message}")
        if finding.advice:
            self.stdout.write(f"        -> {finding.advice}")
        self.stdout.flush()


def findings_of_all():
    try:
        from ..diagnosis import examine  # noqa: PLC0415 -- loads WeasyPrint, which raises where Pango is missing
    except OSError as error:
        yield Finding("problem", "documents", _("WeasyPrint lacks a system library: %s") % error, LIBRARIES_ADVICE)
    else:
        yield from examine()
