"""Templates as files: one in, one out; and artwork in, as the beginning of a template."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..compat import image_policy
from ..exceptions import ArtworkRejected, TemplateInvalid
from ..models import CredentialTemplate
from ..permissions import template_policy
from ..rendering.artwork import is_artwork
from ..services.artwork import template_from_artwork
from ..services.templating import import_template, parse_template, template_called, template_file
from .scoped_views import visible_or_404

#: Bytes of a template file; images travel inside.
MAX_BYTES = 50 * 1024 * 1024
LIST = "wagtailsnippets_wagtail_credentials_credentialtemplate:list"
EDIT = "wagtailsnippets_wagtail_credentials_credentialtemplate:edit"


TYPES = {"json": "application/json; charset=utf-8", "zip": "application/zip"}
#: What the browser's dialogue offers.
ACCEPT = ".json,.zip,.png,.jpg,.jpeg,.webp,.pdf,.svg"


def collections_to_add_to(user):
    """Where the user may put a template."""
    return template_policy.collections_user_has_permission_for(user, "add")


def may_add_images(user, collection) -> bool:
    return image_policy().collections_user_has_permission_for(user, "add").filter(pk=collection.pk).exists()


def may_publish(user, collection) -> bool:
    return template_policy.collections_user_has_permission_for(user, "publish").filter(pk=collection.pk).exists()


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Template file or artwork"),
        help_text=gettext_lazy(
            "A template file (JSON or ZIP), as Export writes it: a template with the same slug is updated. Or artwork "
            "(PNG, JPEG, WebP, SVG, or the first page of a PDF): it becomes the background of a new draft."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    collection = CollectionChoiceField(
        label=gettext_lazy("Collection"),
        queryset=None,
        empty_label=None,
        help_text=gettext_lazy("Where a new template and its artwork go; one that is updated stays where it is."),
    )

    def __init__(self, *args, user, collections, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.only_collection = collections[0] if len(collections) == 1 else None
        if self.only_collection:
            del self.fields["collection"]
        else:
            self.fields["collection"].queryset = collections

    def clean_file(self):
        """Artwork as its bytes, a template file as its dictionary."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than %(mb)s MB.") % {"mb": MAX_BYTES >> 20})
        data = file.read()
        self.name, self.artwork = file.name, is_artwork(data, file.name)
        self.existing = None
        return data if self.artwork else self._template(data)

    def _template(self, data):
        try:
            template = parse_template(data)
        except TemplateInvalid as error:
            raise ValidationError(str(error)) from error
        self.existing = self._existing(template.get("slug"))
        return template

    def _existing(self, slug):
        """The template that the file would change, if any. Raises ``ValidationError`` where the user may not."""
        existing = template_called(slug)
        for action in ("change", "publish") if existing else ():
            if not template_policy.user_has_permission_for_instance(self.user, action, existing):
                raise ValidationError(_("A template with this slug exists that you may not change. Use another slug."))
        return existing

    def clean(self):
        cleaned_data = super().clean()
        self.collection = self.only_collection or cleaned_data.get("collection")
        if "file" in cleaned_data and self.collection:
            self._check_collection()
        return cleaned_data

    def _check_collection(self):
        names = {"collection": self.collection.name}
        if self.artwork and not may_add_images(self.user, self.collection):
            message = _(
                "You may not add images to the collection “%(collection)s”. Choose another or ask for the right."
            )
            self.add_error("file", message % names)
        if not self.artwork and not self.existing and not may_publish(self.user, self.collection):
            message = _("A template file is published at once, which you may not do in “%(collection)s”.")
            self.add_error("file", message % names)

    def save(self) -> CredentialTemplate:
        """The imported template, live, or a draft with the artwork. Raises ``TemplateInvalid``, ``ArtworkRejected``."""
        data = self.cleaned_data["file"]
        if self.artwork:
            return template_from_artwork(data, self.name, collection=self.collection, user=self.user)
        with transaction.atomic():
            template = import_template(data, user=self.user)
            if not self.existing and template.collection_id != self.collection.pk:
                template.collection = self.collection
                # Asked above; Wagtail 7.4 would ask for the permission on the whole model.
                template.save_revision(user=self.user).publish(user=self.user, skip_permission_checks=True)
        return template


class ImportView(WagtailAdminTemplateMixin, FormView):
    form_class = ImportForm
    template_name = "wagtail_credentials/editor/import_template.html"
    page_title = gettext_lazy("Import a template")
    header_icon = "credential-template"
    _show_breadcrumbs = True

    @cached_property
    def collections(self):
        return collections_to_add_to(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if not self.collections:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        own = [{"url": reverse(LIST), "label": _("Templates")}, {"url": "", "label": self.get_page_title()}]
        return [*super().get_breadcrumbs_items(), *own]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user, "collections": self.collections}

    def form_valid(self, form):
        try:
            template = form.save()
        except (TemplateInvalid, ArtworkRejected) as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        done = _("Draft “%(title)s” made of the artwork.") if form.artwork else _("Template “%(title)s” imported.")
        messages.success(self.request, done % {"title": template.title})
        return redirect(EDIT, template.pk)

    def get_context_data(self, **kwargs):
        labels = {"submit_button_label": _("Import"), "submit_button_active_label": _("Importing…")}
        return super().get_context_data(form_is_multipart=True, **labels, **kwargs)


class ExportView(View):
    """The template as a file to keep or to import elsewhere."""

    def get(self, request, pk):
        template = visible_or_404(template_policy, request.user, pk)
        body, ending = template_file(template)
        disposition = f'attachment; filename="{template.slug}.{ending}"'
        return HttpResponse(body, content_type=TYPES[ending], headers={"Content-Disposition": disposition})
