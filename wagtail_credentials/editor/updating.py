"""Update from a sheet: credentials that were issued, corrected in a sheet and handed in again."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from ..conf import conf
from ..exceptions import CredentialsError, NotAllowedInThisState, RowsInvalid
from ..models import Batch, Credential, CredentialGroup, Update
from ..permissions import credential_policy
from ..services.comparing import CORRECTED, REPLACED
from ..services.updating import apply_update, check_update, discard_update, start_update
from ..tasks import enqueue_generate
from .asking import HOME
from .exporting import download_url
from .records import batch_or_404, batch_url
from .uploading import UploadForm

#: Rows on one page of what would change, and batches named in the message afterwards.
SHOWN, BUTTONS = 50, 3
PROBLEMS = "problems"


class UpdateForm(UploadForm):
    def clean_sheet(self):
        sheet = self.cleaned_data["sheet"]
        if sheet.size > conf.max_upload_bytes:
            text = _("The file has %(size)s; at most %(limit)s can be read. Divide the sheet.")
            limits = {"size": filesizeformat(sheet.size), "limit": filesizeformat(conf.max_upload_bytes)}
            raise forms.ValidationError(text % limits)
        return sheet


class UpdateMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What both pages know: the batch or group that the sheet is about, None for all that the user may issue."""

    model = Credential
    permission_policy = credential_policy
    permission_required = "issue"
    page_title = gettext_lazy("Update from a sheet")
    header_icon = "upload"
    _show_breadcrumbs = True  # Wagtail 7.4 asks for it
    batch = group = None

    @property
    def scope(self) -> Batch | CredentialGroup | None:
        return self.batch or self.group

    @property
    def filters(self) -> dict[str, int]:
        """The scope as listings ask for it."""
        scope = {"batch": self.batch, "group": self.group}
        return {name: record.pk for name, record in scope.items() if record}

    @property
    def back_url(self) -> str:
        if self.batch:
            return batch_url(self.batch.pk)
        return reverse("credentials:index") + (f"?group={self.group.pk}" if self.group else "")

    @property
    def upload_url(self) -> str:
        query = "&".join(f"{name}={pk}" for name, pk in self.filters.items())
        return reverse("credentials_admin:update") + (f"?{query}" if query else "")

    def get_breadcrumbs_items(self):
        listing = {"url": self.back_url, "label": str(self.scope) if self.scope else _("All")}
        return [*super().get_breadcrumbs_items(), HOME, listing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        common = {"scope": self.scope, "back_url": self.back_url, "upload_url": self.upload_url}
        return super().get_context_data(**common, **kwargs)


class UpdateView(UpdateMixin, FormView):
    """The sheet goes in; ``?batch=`` or ``?group=`` say what it may change."""

    template_name = "wagtail_credentials/editor/update/upload.html"
    form_class = UpdateForm
    problems = ()

    def dispatch(self, request, *args, **kwargs):
        if self.user_has_permission("issue"):
            self.batch, self.group = self.asked_batch(), self.asked_group()
        return super().dispatch(request, *args, **kwargs)

    def asked(self, name) -> int | None:
        text = self.request.GET.get(name, "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise Http404
        return int(text) if text else None

    def asked_batch(self):
        pk = self.asked("batch")
        return batch_or_404(self.request.user, pk, "issue") if pk is not None else None

    def asked_group(self):
        pk = self.asked("group")
        collections = credential_policy.collections_user_has_permission_for(self.request.user, "issue")
        groups = CredentialGroup.objects.filter(collection__in=list(collections))
        return get_object_or_404(groups, pk=pk) if pk is not None else None

    def form_valid(self, form):
        sheet, user = form.cleaned_data["sheet"], self.request.user
        update = start_update(
            sheet.read(), sheet.name, user=user, batch=self.batch, group=self.group, options=form.reading
        )
        check = check_update(update)
        if not check.rejected:
            return redirect("credentials_admin:difference", update.pk)
        discard_update(update)
        self.problems = check.problems
        return self.render_to_response(self.get_context_data(form=form, source_name=update.source_name))

    def form_invalid(self, form):
        messages.error(self.request, " ".join(error for errors in form.errors.values() for error in errors))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        formats = ("xlsx", "csv", "ods") if self.user_has_permission("export") else ()
        return super().get_context_data(
            form=form,
            problems=self.problems[:SHOWN],
            reading_open=form.reading_open(problem.code for problem in self.problems),
            downloads=[(name.upper(), download_url(name, **self.filters)) for name in formats],
            limit=filesizeformat(conf.max_upload_bytes),
            rows_limit=conf.max_rows,
            **kwargs,
        )


class DifferenceView(UpdateMixin, TemplateView):
    """What the sheet would change, cell for cell; nothing happens before it is confirmed. POST applies or discards."""

    template_name = "wagtail_credentials/editor/update/difference.html"

    def dispatch(self, request, *args, **kwargs):
        mine = Update.objects.filter(created_by=request.user).select_related("batch__template", "batch__group", "group")
        self.update = get_object_or_404(mine, pk=kwargs["pk"])
        self.batch, self.group = self.update.batch, self.update.group
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def check(self):
        return check_update(self.update)

    @property
    def here(self) -> str:
        return reverse("credentials_admin:difference", args=[self.update.pk])

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except NotAllowedInThisState as error:
            messages.error(request, str(error))
            return redirect(self.back_url)

    def post(self, request, *args, **kwargs):
        if "discard" in request.POST:
            discard_update(self.update)
            messages.success(request, _("The sheet was discarded. Nothing was changed."))
            return redirect(self.back_url)
        return self.apply(seen=request.POST.get("seen", ""), partly="partly" in request.POST)

    def apply(self, **options):
        try:
            applied = apply_update(self.update, user=self.request.user, **options)
        except RowsInvalid:
            messages.error(self.request, _("Nothing was changed: say first that lines with problems are to be left."))
            return redirect(self.here)
        except NotAllowedInThisState as error:
            messages.error(self.request, str(error))
            return redirect(self.back_url)
        except CredentialsError as error:
            messages.warning(self.request, str(error))
            return redirect(self.here)
        for batch_id in applied.batches:
            enqueue_generate(batch_id)
        done = self.done(applied.corrected, applied.replaced)
        messages.success(self.request, done, buttons=self.batch_buttons(applied.batches))
        return redirect(self.back_url)

    def done(self, corrected: int, replaced: int) -> str:
        parts = []
        if corrected:
            text = ngettext("%(count)d credential is generated again.", "%(count)d are generated again.", corrected)
            parts.append(text % {"count": corrected})
        if replaced:
            text = ngettext(
                "%(count)d replacement is generated: the published one stays until it is reviewed and published.",
                "%(count)d replacements are generated: the published ones stay until these are reviewed and published.",
                replaced,
            )
            parts.append(text % {"count": replaced})
        return " ".join(parts) or _("Nothing was changed: the sheet says what the credentials say already.")

    def batch_buttons(self, batches):
        named = Batch.objects.filter(pk__in=batches).order_by("-pk")[:BUTTONS]
        return [messages.button(batch_url(batch.pk), batch.name) for batch in named]

    @property
    def shown(self) -> str:
        """Which of the rows: those of an effect, those with problems, "" for all that change."""
        asked = self.request.GET.get("show", "")
        if asked in (CORRECTED, REPLACED, PROBLEMS):
            return asked
        return PROBLEMS if self.check.problems and not self.check.changes else ""

    def totals(self) -> list[dict]:
        """The numbers on top; each but the last leads to its rows."""
        check = self.check
        numbers = (
            (CORRECTED, _("To be generated again"), len(check.of_effect(CORRECTED)), "info"),
            (REPLACED, _("To be replaced"), len(check.of_effect(REPLACED)), "warning"),
            (PROBLEMS, _("With problems"), len({problem.line for problem in check.problems}), "critical"),
            ("", _("Unchanged"), check.unchanged, "plain"),
        )
        return [
            {
                "label": label,
                "count": count,
                "tone": tone if count else "plain",
                "url": f"?show={name}" if name and count else "",
                "current": bool(name) and name == self.shown,
            }
            for name, label, count, tone in numbers
        ]

    def rows(self):
        if self.shown == PROBLEMS:
            return self.check.problems
        return self.check.of_effect(self.shown) if self.shown else self.check.changes

    def get_context_data(self, **kwargs):
        page = Paginator(self.rows(), SHOWN).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            update=self.update,
            check=self.check,
            totals=self.totals(),
            shown=self.shown,
            page=page,
            problem_lines=len({problem.line for problem in self.check.problems}),
            **kwargs,
        )
