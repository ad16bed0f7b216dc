"""Credentials as a sheet to download: what a listing shows for its filters, on every page of it."""

from tempfile import TemporaryFile
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from ..permissions import credential_policy
from ..services.exporting import export_credentials
from ..spreadsheets.exports import write_table
from ..spreadsheets.sheets import CONTENT_TYPES


def download_url(file_format: str, **filters) -> str:
    """Where the credentials that the filters leave are downloaded."""
    return f"{reverse('credentials:index')}?{urlencode({**filters, 'export': file_format})}"


def download_buttons(url_of, priority=90) -> list[Button]:
    """An entry of a menu for each format; ``url_of`` gives its address."""
    labels = {"xlsx": _("Download XLSX"), "csv": _("Download CSV"), "ods": _("Download ODS")}
    return [
        Button(label, url=url_of(file_format), icon_name="download", priority=priority + place)
        for place, (file_format, label) in enumerate(labels.items())
    ]


def update_button(priority=95, **scope) -> Button:
    """The entry of a menu that leads to a sheet of corrections to a batch or group, or to all."""
    url = reverse("credentials_admin:update")
    url = f"{url}?{urlencode(scope)}" if scope else url
    return Button(_("Update from a sheet"), url=url, icon_name="upload", priority=priority)


class ExportMixin:
    """A listing of credentials with sheets to download, and corrections to hand in, in the menu of its header."""

    FORMATS = tuple(CONTENT_TYPES)

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("export"):
            buttons += download_buttons(self.get_export_url)
        if self.user_has_permission("issue"):
            buttons.append(update_button())
        return buttons

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.download(request.GET["export"])
        return super().get(request, *args, **kwargs)

    def exportable(self):
        """What the listing shows, as far as the user may take it away in a file."""
        if not self.user_has_permission("export"):
            raise PermissionDenied
        allowed = credential_policy.instances_user_has_any_permission_for(self.request.user, ["export"])
        return self.get_queryset().filter(pk__in=allowed.values("pk"))

    def download(self, file_format: str) -> FileResponse:
        """The sheet, kept by no cache: it holds personal data. Made whole before any of it is sent."""
        export = export_credentials(self.exportable())
        file = TemporaryFile()  # noqa: SIM115 -- the response closes it
        write_table(file, file_format, export.headings, export.rows, _("Credentials"))
        file.seek(0)
        name = f"{self.sheet_name()}.{file_format}"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[file_format])
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response

    def sheet_name(self) -> str:
        """After the batch or group that was asked for."""
        chosen = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        named = chosen.get("batch") or chosen.get("group")
        return "-".join(filter(None, ["credentials", slugify(named or "", allow_unicode=True)[:80]]))
