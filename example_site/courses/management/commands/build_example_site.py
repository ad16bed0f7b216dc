from django.core.management.base import BaseCommand
from django.db import transaction

from example_site.courses.building import build
from example_site.people import PEOPLE
from wagtail_credentials.models import CredentialGroup


class Command(BaseCommand):
    help = "Fills the example site: pages, people, an issuer, templates and groups. Running it again changes nothing."

    def handle(self, *args, **options):
        with transaction.atomic():
            build()
        self.stdout.write(
            f"A school with {CredentialGroup.objects.count()} groups. Log in at /admin/ (demonstration only):"
        )
        for person in PEOPLE:
            self.stdout.write(f"  {person.username} / {person.password}  {person.role}")
