"""Columns of our listings, beyond Wagtail's own."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ..domain.statuses import BatchStatus, CredentialStatus

TONES = {
    CredentialStatus.FAILED: "critical",
    CredentialStatus.REVOKED: "critical",
    CredentialStatus.RETURNED: "warning",
    CredentialStatus.SUSPENDED: "warning",
    CredentialStatus.REPLACED: "warning",
    CredentialStatus.PUBLISHED: "positive",
    CredentialStatus.IN_REVIEW: "info",
    BatchStatus.REJECTED: "critical",
}


def tone(status: str) -> str:
    """The colour a state is shown in: critical, warning, positive, info or plain. Its name always stands beside."""
    return TONES.get(status, "plain")


def issue_button() -> HeaderButton:
    """The button at the top right of listings that starts a batch."""
    return HeaderButton(
        _("Batch issue credentials"),
        reverse("credentials_admin:start"),
        icon_name="plus",
        classname="button button-small credentials-issue",
    )


class StatusColumn(Column):
    """The state of a batch or credential as a status tag."""

    cell_template_name = "wagtail_credentials/editor/credentials/status_cell.html"

    def __init__(self, name="status", **kwargs):
        super().__init__(name, label=_("Status"), accessor="get_status_display", sort_key="status", **kwargs)

    def get_cell_context_data(self, instance, parent_context):
        return {**super().get_cell_context_data(instance, parent_context), "tone": tone(instance.status)}


class LinkColumn(TitleColumn):
    """A value that leads somewhere, without being the row's title."""

    cell_template_name = "wagtail_credentials/editor/credentials/link_cell.html"
    empty_value_display = ""


class DayColumn(Column):
    """A date as it is printed, where "2 days ago" would say less."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class ProgressColumn(Column):
    """How far the queue is with a batch; the view sets ``progress`` on each row."""

    cell_template_name = "wagtail_credentials/editor/batch/progress_cell.html"
