"""One dull factory per model."""

import json
from itertools import count

from wagtail_credentials import models

numbers = count(1)


def make_issuer(**values):
    return models.Issuer.objects.create(**{"title": "Open School", "slug": f"issuer-{next(numbers)}", **values})


ELEMENTS = [
    ("text", {"text": "[recipient.name]", "x": 20, "y": 60, "width": 257, "height": 30, "size": 36}),
    ("text", {"text": "[group.title]", "x": 20, "y": 100, "width": 257, "height": 20, "size": 20}),
    ("qr_code", {"x": 250, "y": 165, "width": 30, "height": 30}),
]


def stream(elements):
    """Elements as the database keeps them; what is left out takes its block's default."""
    return json.dumps([{"type": name, "value": value} for name, value in elements])


def make_template(fields=(), elements=None, **values):
    """A live template with a revision. ``fields``: dictionaries of TemplateField; ``elements``: [(type, value)]."""
    template = models.CredentialTemplate(
        **{
            "title": "Certificate of completion",
            "slug": f"template-{next(numbers)}",
            "elements": stream(ELEMENTS if elements is None else elements),
            **values,
        }
    )
    template.fields = [models.TemplateField(**field) for field in fields]
    template.save()
    template.save_revision().publish()
    template.refresh_from_db()
    return template


def make_group(**values):
    return models.CredentialGroup.objects.create(
        **{"title": "Introduction to botany", "slug": f"group-{next(numbers)}", **values}
    )


def make_batch(**values):
    template = values.pop("template", None) or make_template()
    return models.Batch.objects.create(**{"name": "Spring 2026", "template": template, **values})


def make_credential(**values):
    batch = values.pop("batch", None) or make_batch()
    number = next(numbers)
    return models.Credential.objects.create(
        **{
            "batch": batch,
            "line": number,
            "recipient_name": f"Ann Example {number}",
            "recipient_email": f"ann{number}@example.org",
            "person_key": f"{number:064d}",
            **values,
        }
    )
