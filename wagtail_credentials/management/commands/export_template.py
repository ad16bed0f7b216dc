from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...exceptions import RenderingFailed
from ...models import CredentialTemplate
from ...services.template_archives import pack
from ...services.templating import as_json, export_template


class Command(BaseCommand):
    help = "Write a credential template, with its images, as one file."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The slug of the template.")
        parser.add_argument("--output", metavar="FILE", help="Where to write it, .json or .zip; else it is printed.")

    def handle(self, *args, slug, output, **options):
        template = CredentialTemplate.objects.filter(slug=slug).first()
        if template is None:
            raise CommandError(f"There is no template {slug}.")
        try:
            exported = export_template(template)
        except RenderingFailed as error:
            raise CommandError(str(error)) from error
        self.write(exported, output)

    def write(self, exported, output):
        if not output:
            self.stdout.write(as_json(exported).decode().rstrip())
            return
        try:
            Path(output).write_bytes(pack(exported) if output.lower().endswith(".zip") else as_json(exported))
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        self.stderr.write(output)
