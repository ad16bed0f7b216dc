from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..conf import private_storage


def update_path(update, filename):
    return f"updates/{filename}"


class Update(models.Model):
    """A sheet of corrections to credentials that exist, kept until it is applied or discarded.

    ``source`` holds personal data. ``batch`` or ``group`` is all that it may change; neither: whatever its user may.
    """

    source = models.FileField(_("sheet"), storage=private_storage, upload_to=update_path, max_length=255)
    source_name = models.CharField(_("name of the sheet"), max_length=255)
    #: ``domain.reading.ReadingOptions`` as a dictionary.
    reading = models.JSONField(default=dict, editable=False)
    batch = models.ForeignKey("Batch", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("CredentialGroup", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    def __str__(self):
        return self.source_name
