"""One credential to look at inside the admin: its picture, its document, its public page."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views import View
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.utils.decorators import xframe_options_sameorigin_override

from ..domain.statuses import CredentialStatus
from ..exceptions import RenderingFailed
from ..models import Credential
from ..models.templates import Kind
from ..permissions import credential_policy
from ..services.addresses import credentials_page
from ..services.drawing import draw, draw_svg
from .batch_dates import dates_from


class PreviewView(PermissionCheckedMixin, View):
    """A credential the user may see; anything else answers as if it did not exist."""

    model = Credential
    permission_policy = credential_policy

    @cached_property
    def credential(self) -> Credential:
        visible = credential_policy.visible_to(self.request.user)
        related = visible.select_related("batch__template", "batch__group__issuer", "batch__template__issuer")
        return get_object_or_404(related, pk=self.kwargs["pk"])


class FileView(PreviewView):
    """The stored file, else what would be stored: drawn from the row as it stands."""

    content_type = ""
    ending = ""
    #: To be saved, instead of shown.
    attached = False

    def get(self, request, pk):
        try:
            data = self.stored() or self.drawn()
        except RenderingFailed as error:
            return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
        response = HttpResponse(data, content_type=self.content_type)
        response["Content-Disposition"] = content_disposition_header(self.attached, self.filename)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response

    @property
    def filename(self) -> str:
        name = slugify(self.credential.recipient_name, allow_unicode=True)[:80] or str(self.credential.uuid)
        return f"{name}.{self.ending or self.content_type.rpartition('/')[2]}"

    def read(self, field) -> bytes | None:
        if not self.credential.is_drawn:
            return None
        try:
            with field.open("rb") as stored:
                return stored.read()
        except FileNotFoundError:
            raise Http404 from None

    def document(self):
        """Drawn with the dates that the confirmation asks for, where the row is not confirmed yet."""
        credential = self.credential
        if credential.status == CredentialStatus.STAGED:
            self.try_dates(credential.batch)
        return draw(credential)

    def try_dates(self, batch):
        """Set the dates of the address on the batch in memory; nothing is saved."""
        form = dates_from(self.request.GET, batch)
        if not (form.is_bound and form.is_valid()):
            return
        dates = form.as_dates
        batch.issued_on, batch.expires_on = dates["issued_on"], dates["expires_on"]
        if dates["never_expires"] and batch.group:
            batch.group.validity_amount = None


class PictureView(FileView):
    content_type = "image/png"

    def stored(self):
        return self.read(self.credential.picture)

    def drawn(self):
        return self.document().picture


class SvgView(FileView):
    """A badge as SVG, to be saved."""

    content_type = "image/svg+xml"
    ending, attached = "svg", True

    def stored(self):
        if self.credential.batch.template.kind != Kind.BADGE:
            raise Http404

    def drawn(self):
        return draw_svg(self.credential)


@method_decorator(xframe_options_sameorigin_override, name="dispatch")
class DocumentView(FileView):
    content_type = "application/pdf"

    def stored(self):
        return self.read(self.credential.pdf)

    def drawn(self):
        return self.document().pdf


@method_decorator(xframe_options_sameorigin_override, name="dispatch")
class PublicPageView(PreviewView):
    """The page as its recipient will see it, published or not, for a frame inside the admin."""

    def get(self, request, pk):
        credential = self.credential
        # The public view shows this one credential without asking whether it is published.
        request.credential_preview = credential
        view = resolve(reverse("wagtail_credentials:credential", kwargs={"uuid": credential.uuid})).func
        response = view(request, uuid=credential.uuid, page=credentials_page(credential))
        response["Cache-Control"] = "private, no-store"
        return response
