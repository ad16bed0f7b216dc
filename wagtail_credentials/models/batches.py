from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from ..conf import private_storage
from ..domain.statuses import EDITABLE, BatchStatus
from .moves import MovesQuerySet


def sheet_path(batch, filename):
    return f"sheets/{batch.pk}/{filename}"


class BatchQuerySet(MovesQuerySet):
    def in_collections(self, collections):
        """Those whose group, else whose template, is a member of one of the collections."""
        return self.filter(
            Q(group__collection__in=collections) | Q(group__isnull=True, template__collection__in=collections)
        )


class Batch(models.Model):
    """One issuance. ``source`` is the uploaded sheet and holds personal data until it is erased or discarded."""

    name = models.CharField(_("batch name"), max_length=255, help_text=_("Only seen here, never by recipients."))
    template = models.ForeignKey(
        "CredentialTemplate", on_delete=models.PROTECT, related_name="batches", verbose_name=_("template")
    )
    template_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        "CredentialGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="batches",
        verbose_name=_("group"),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=BatchStatus.choices, default=BatchStatus.DRAFT, db_index=True
    )
    source = models.FileField(_("sheet"), storage=private_storage, upload_to=sheet_path, blank=True, max_length=255)
    source_name = models.CharField(_("name of the sheet"), max_length=255, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    #: Fixed at confirm: what placeholders and pages say of group and issuer, {"group.title": "…", …}.
    facts = models.JSONField(default=dict, editable=False)
    #: What the last check found: {"problems": [Problem.as_dict()] of the file as a whole, "notes": [str], "rule": the
    #: DuplicateRule that was asked, "reading": ReadingOptions, "dropped": [line]}. What it found of rows they have.
    #: "submissions" is there, too, where they came from a form: see ``services.submissions``.
    #: While the queue checks a sheet: {"checking": see ``services.queued_checking``, "reading": ReadingOptions}.
    report = models.JSONField(default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def collection(self):
        """The collection whose permissions hold for the batch."""
        return (self.group or self.template).collection

    @property
    def editable(self) -> bool:
        """Nothing was confirmed yet: sheet, values and dates may change."""
        return self.status in EDITABLE

    def counts(self) -> dict[str, int]:
        """How many of its credentials are in each state: the only truth about progress."""
        return dict(self.credentials.values_list("status").annotate(Count("pk")).order_by())
