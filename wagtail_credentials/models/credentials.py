import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..conf import private_storage
from ..domain.statuses import PUBLIC, CredentialStatus
from ..domain.verdicts import Verdict
from .batches import Batch
from .moves import MovesQuerySet


class CredentialQuerySet(MovesQuerySet):
    def in_collections(self, collections):
        """Those whose batch's group, else template, is a member of one of the collections."""
        return self.filter(
            Q(batch__group__collection__in=collections)
            | Q(batch__group__isnull=True, batch__template__collection__in=collections)
        )

    def public(self):
        """Those anyone may see: published, and revoked or suspended since."""
        return self.filter(status__in=PUBLIC)

    def published(self):
        return self.filter(status=CredentialStatus.PUBLISHED)

    def in_review(self):
        return self.filter(status=CredentialStatus.IN_REVIEW)

    def claimable(self, now):
        """Those that a worker may claim now: waiting, or claimed by one whose lease is over."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(
            Q(status=CredentialStatus.PENDING)
            | Q(status__in=(CredentialStatus.RENDERING, CredentialStatus.PUBLISHING)) & free
        )


class Credential(models.Model):
    """One recipient's document.

    Personal data: name, address, own ID and field values of the recipient, also inside the files. Kept until erased.
    """

    uuid = models.UUIDField(_("credential ID"), default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="credentials", verbose_name=_("batch"))
    #: The row of the sheet as the spreadsheet program numbers it; typed recipients count from 1.
    line = models.PositiveIntegerField(_("line"))
    status = models.CharField(
        _("status"), max_length=20, choices=CredentialStatus.choices, default=CredentialStatus.STAGED
    )
    recipient_name = models.CharField(_("name"), max_length=255)
    recipient_email = models.CharField(_("e-mail"), max_length=254, db_index=True)
    recipient_id = models.CharField(_("recipient ID"), max_length=100, blank=True)
    #: Equal for two spellings of the same person, see ``domain.names``.
    person_key = models.CharField(max_length=64, db_index=True, editable=False)
    #: "<group>:<person_key>" while the group's rule allows a person only one; the database keeps it unique.
    holder_key = models.CharField(  # noqa: DJ001 -- only NULLs may repeat in a unique column
        max_length=100, null=True, unique=True, editable=False
    )
    #: Values of the template's own fields, {name: string}; dates as ISO.
    values = models.JSONField(_("values"), default=dict, blank=True)
    #: Before confirm: the row's own dates or None. From confirm on: what is printed.
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    #: What the check said of the row. ``report``: "problems" [Problem.as_dict()] of an invalid one, and "written"
    #: {column: text}, what fields cannot hold; the "line" that another repeats, or the id (UUID) of the "credential"
    #: that its recipient holds.
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True, editable=False)
    report = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    #: The credential whose place this one takes when it is published.
    replaces = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="replaced_by"
    )

    template_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.FileField(_("document"), storage=private_storage, blank=True, max_length=255, editable=False)
    picture = models.FileField(_("picture"), storage=private_storage, blank=True, max_length=255, editable=False)
    pdf_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    #: SHA-256 over template revision, values, dates and files; approved_hash is the one somebody said yes to.
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)

    token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.TextField(_("what went wrong"), blank=True, editable=False)

    comment = models.TextField(_("reviewer's comment"), blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revocation_reason = models.TextField(_("reason"), blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ["-batch_id", "line"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="credential_one_per_row"),
        ]
        indexes = [
            models.Index(fields=["batch", "status"], name="credential_batch_status"),
            models.Index(fields=["status", "lease_until"], name="credential_claims"),
        ]
        permissions = [
            ("issue_credential", _("Can issue credentials")),
            ("publish_credential", _("Can review and publish credentials")),
            ("revoke_credential", _("Can revoke credentials")),
            ("export_credential", _("Can export credentials")),
        ]

    def __str__(self):
        return self.recipient_name

    @property
    def collection(self):
        """The collection whose permissions hold for the credential."""
        return self.batch.collection

    @property
    def title(self) -> str:
        """What is awarded, as fixed at confirm."""
        return self.batch.facts.get("group.title") or self.batch.template.title

    @property
    def expired(self) -> bool:
        """Past its last day; computed, never stored."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def is_drawn(self) -> bool:
        """Its files show its values as they stand. A corrected one keeps its former files until it is drawn again."""
        outdated = (
            CredentialStatus.STAGED,
            CredentialStatus.PENDING,
            CredentialStatus.RENDERING,
            CredentialStatus.FAILED,
        )
        return bool(self.pdf) and self.status not in outdated

    @property
    def row(self) -> dict[str, str]:
        """The values under the names of their columns, as ``domain.columns.Row.values`` has them."""
        return {
            "name": self.recipient_name,
            "email": self.recipient_email,
            "recipient_id": self.recipient_id,
            "issued_on": self.issued_on.isoformat() if self.issued_on else "",
            "expires_on": self.expires_on.isoformat() if self.expires_on else "",
            **self.values,
            **self.report.get("written", {}),
        }
