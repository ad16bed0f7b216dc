import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...exceptions import RenderingFailed
from ...models import CredentialTemplate
from ...services.templating import export_template


class Command(BaseCommand):
    help = "Write a credential template, with its images, as one file."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The slug of the template.")
        parser.add_argument("--output", metavar="FILE", help="Where to write it; standard output where left out.")

    def handle(self, *args, slug, output, **options):
        template = CredentialTemplate.objects.filter(slug=slug).first()
        if template is None:
            raise CommandError(f"There is no template {slug}.")
        try:
            text = json.dumps(export_template(template), ensure_ascii=False, indent=2)
        except RenderingFailed as error:
            raise CommandError(str(error)) from error
        self.write(text, output)

    def write(self, text, output):
        if not output:
            self.stdout.write(text)
            return
        try:
            Path(output).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        self.stderr.write(output)
