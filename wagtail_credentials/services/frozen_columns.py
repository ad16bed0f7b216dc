"""The columns of many batches at once, each as its template was when the batch was pinned to it."""

from collections.abc import Iterable

from modelcluster.models import model_from_serializable_data
from wagtail.models import Revision

from ..domain.columns import Column, columns_for
from ..models import Batch, TemplateField


def columns_of(batches: Iterable[Batch]) -> dict[int, list[Column]]:
    """{primary key of a batch: its columns}, in two queries at most. Batches with the same template share the list."""
    batches = list(batches)
    pinned = _of_revisions({batch.template_revision_id for batch in batches if batch.template_revision_id})
    live = _of_templates({batch.template_id for batch in batches if not batch.template_revision_id})
    return {
        batch.pk: pinned[batch.template_revision_id] if batch.template_revision_id else live[batch.template_id]
        for batch in batches
    }


def _of_revisions(pks):
    """Read from what the revisions keep: whole templates would be made, and images looked for, for nothing."""
    revisions = Revision.objects.filter(pk__in=pks).values_list("pk", "content") if pks else ()
    return {pk: columns_for([_kept(field) for field in content.get("fields", ())]) for pk, content in revisions}


def _kept(data):
    return model_from_serializable_data(TemplateField, data, check_fks=False).as_dict()


def _of_templates(pks):
    columns = {pk: [] for pk in pks}
    fields = TemplateField.objects.filter(template__in=pks).order_by("sort_order") if pks else ()
    for field in fields:
        columns[field.template_id].append(field.as_dict())
    return {pk: columns_for(fields) for pk, fields in columns.items()}
