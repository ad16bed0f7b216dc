import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...exceptions import TemplateInvalid
from ...models import Issuer
from ...services.templating import import_template


class Command(BaseCommand):
    help = "Make a credential template from a file, or update the one with its slug."

    def add_arguments(self, parser):
        parser.add_argument("file", help="A template file, JSON or ZIP, of export_template; - is standard input.")
        parser.add_argument("--issuer", metavar="SLUG", help="Who stands behind it.")
        parser.add_argument("--json", action="store_true", help="Print the outcome as one JSON object.")

    def handle(self, *args, file, issuer, **options):
        try:
            template = import_template(self.read(file), issuer=self.issuer(issuer))
        except TemplateInvalid as error:
            raise CommandError(str(error)) from error
        outcome = {"slug": template.slug, "title": template.title, "kind": template.kind}
        if options["json"]:
            self.stdout.write(json.dumps(outcome))
        else:
            self.stdout.write(f"{template.title} ({template.slug})")

    def read(self, file):
        try:
            return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error

    def issuer(self, slug):
        if not slug:
            return None
        issuer = Issuer.objects.filter(slug=slug).first()
        if issuer is None:
            raise CommandError(f"There is no issuer {slug}.")
        return issuer
