"""Run with the settings of a site without ``wagtail.contrib.forms``: prints what an editor gets there, as JSON."""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 -- Django must be set up first
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.editor.steps import make_batch, step  # noqa: E402

setup_test_environment()
call_command("migrate", verbosity=0)
batch = make_batch()
batch.report = {"submissions": {"page": 1, "mapping": {}, "from": "", "to": ""}}
batch.save()
client = Client()
client.force_login(get_user_model().objects.create_superuser("admin"))

json.dump(
    {
        "upload": [str(item["way"].label) for item in client.get(step("upload", batch)).context["ways"]],
        "redirects": client.get(step("submissions", batch), follow=True).redirect_chain,
        "named": client.get(step("submissions", batch, "?form=1")).status_code,
        "posted": client.post(step("submissions", batch), {"column-name": "name"}).url,
        "page": client.get(f"/admin/credentials/batches/inspect/{batch.pk}/").status_code,
    },
    sys.stdout,
)
