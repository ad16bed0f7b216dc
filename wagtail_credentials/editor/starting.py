"""Step 1 of a batch issue: its name, its template, perhaps its group; and the group as a way in."""

from django import forms
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from ..domain.statuses import AWAITING_PEOPLE, EDITABLE, BatchStatus, CredentialStatus
from ..models import Batch
from ..permissions import batch_policy, group_policy, template_policy
from ..services.batching import create_batch
from .ways import BY_SHEET, ways_for
from .wizard import DOOR, GROUP_DOOR, StepMixin

#: Cards shown at once; a search finds the others.
CARDS = 60


class CardInput(forms.Widget):
    """Records to choose from as cards: the template draws them, ``widget.records`` are the instances."""

    template_name = "wagtail_credentials/editor/issue/cards.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["records"] = list(self.choices.queryset)
        context["widget"]["chosen"] = str(value or "")
        return context


class StartForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Batch name"),
        max_length=255,
        help_text=gettext_lazy("Only seen here, never by recipients. You find the batch by it later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    template = forms.ModelChoiceField(
        label=gettext_lazy("Template"),
        queryset=None,
        widget=CardInput,
        error_messages={"required": gettext_lazy("Choose a template.")},
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Group"),
        queryset=None,
        required=False,
        widget=CardInput,
        help_text=gettext_lazy("What is awarded: a course or programme. Without one, the template speaks for itself."),
    )

    def __init__(self, *args, user, fixed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = template_policy.issuable_by(user).order_by("title")
        self.fields["group"].queryset = (
            group_policy.issuable_by(user).select_related("issuer", "template").order_by("title")
        )
        self.fields["template"].disabled = self.fields["group"].disabled = fixed


class StartView(StepMixin, FormView):
    """Name and template. ``?template=`` and ``?group=`` preselect; ``?batch=`` comes back to a batch that was begun."""

    template_name = "wagtail_credentials/editor/issue/start.html"
    form_class = StartForm

    def dispatch(self, request, *args, **kwargs):
        self.batch = self.get_begun()
        if self.batch and not self.batch.editable:
            return self.lead_on()
        return super().dispatch(request, *args, **kwargs)

    def get_begun(self):
        """The batch that the address names, or None."""
        pk = self.request.GET.get("batch")
        if not pk:
            return None
        batches = batch_policy.instances_user_has_any_permission_for(self.request.user, ["issue"])
        return get_object_or_404(batches.select_related("template", "group"), pk=pk if pk.isdecimal() else 0)

    @cached_property
    def group(self):
        """The group that the address preselects, or None."""
        return self.preselected(group_policy, "group")

    def preselected(self, policy, name):
        pk = self.request.GET.get(name, "")
        return get_object_or_404(policy.issuable_by(self.request.user), pk=pk) if pk.isdecimal() else None

    @property
    def fixed(self) -> bool:
        """Rows were checked against the template and the group already, or are now: only the name may change."""
        return bool(self.batch) and (self.batch.status == BatchStatus.CHECKING or self.batch.credentials.exists())

    @cached_property
    def ways(self):
        return ways_for(self.request.user)

    @property
    def way(self):
        """The way in that was chosen; a sheet, where none was."""
        chosen = self.request.POST.get("by", self.request.GET.get("by"))
        return next((way for way in self.ways if way.value == chosen), BY_SHEET)

    def get_initial(self):
        if self.batch:
            return {"name": self.batch.name, "template": self.batch.template_id, "group": self.batch.group_id}
        template = self.preselected(template_policy, "template")
        issuable = template_policy.issuable_by(self.request.user)
        if not template and self.group:
            template = issuable.filter(pk=self.group.template_id).first()
        elif not template and len(only := issuable[:2]) == 1:
            template = only[0]
        return {"name": self.suggested_name(), "template": template, "group": self.group}

    def suggested_name(self) -> str:
        """From the group's door a name is at hand; else the editor thinks of one."""
        if not self.group:
            return ""
        today = formats.date_format(timezone.localdate(), "DATE_FORMAT")
        return _("%(group)s, %(date)s") % {"group": self.group.title[:200], "date": today}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user, "fixed": self.fixed}

    def form_valid(self, form):
        values = form.cleaned_data
        if self.batch is None:
            self.batch = create_batch(values["name"], values["template"], values["group"], user=self.request.user)
        else:
            self.change(values)
        return redirect(self.step_url(self.way.step))

    def change(self, values):
        """No more than the editor changed: another tab may have confirmed the batch or checked a sheet meanwhile."""
        editable = Batch.objects.filter(pk=self.batch.pk, status__in=EDITABLE)
        editable.update(name=values["name"])
        chosen = {"template": values["template"], "group": values["group"]}
        if chosen != {"template": self.batch.template, "group": self.batch.group}:
            unchecked = editable.exclude(status=BatchStatus.CHECKING).filter(credentials=None)
            unchecked.update(**chosen, template_revision=None, report={})

    def get_step_link(self, number):
        return self.step_url("upload") if self.batch and number == 2 else ""

    @property
    def from_group(self):
        return super().from_group or bool(self.group)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(group=self.group, by=self.way.value, fixed=self.fixed, **kwargs)
        form = context["form"]
        names = ("group", "template") if self.from_group else ("template", "group")
        # At the group's door both are chosen already: they are shown, and opened to be changed.
        chosen = {"group": self.group, "template": self.get_initial()["template"]}
        # How the recipients come in is chosen at the group's door; elsewhere it is a sheet.
        options = self.ways if self.from_group else []
        context["chosen"] = chosen if all(chosen.values()) and not form.is_bound else None
        return {**context, "choices": [form[name] for name in names], "options": options}

    def form_invalid(self, form):
        messages.error(self.request, _("Name the batch and choose a template to go on."))
        return super().form_invalid(form)


class ChooseGroupView(StepMixin, TemplateView):
    """Create / issue new credential: the groups as cards that scroll sideways, found by name with ``?q=``."""

    template_name = "wagtail_credentials/editor/issue/choose_group.html"
    page_title = gettext_lazy("Create / issue new credential")

    def get_groups(self, query: str):
        """Live groups the user may issue from, with counts, pictures at hand."""
        groups = group_policy.issuable_by(self.request.user).filter(title__icontains=query)
        held = "batches__credentials__status"
        return (
            groups.select_related("image", "issuer")
            .prefetch_related("image__renditions")
            .annotate(
                published=Count("batches__credentials", filter=Q(**{held: CredentialStatus.PUBLISHED})),
                waiting=Count("batches__credentials", filter=Q(**{f"{held}__in": AWAITING_PEOPLE})),
            )
            .order_by("title", "pk")
        )

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").strip()
        groups = self.get_groups(query)
        shown = list(groups[: CARDS + 1])
        return super().get_context_data(
            groups=shown[:CARDS], more=len(shown) > CARDS, query=query, door=f"{DOOR}={GROUP_DOOR}", **kwargs
        )
