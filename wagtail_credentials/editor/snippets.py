"""Templates, groups and issuers in the admin: Wagtail's own snippet screens, limited to the user's collections."""

from django.contrib.auth.models import Permission
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, NumberColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import Batch, CredentialGroup, CredentialTemplate, Issuer, TemplateField
from ..permissions import POLICIES, credential_policy
from .design_panel import DesignerPanel
from .exporting import download_buttons, download_url, update_button
from .live_states import live_state_column, with_live_state
from .scoped_views import SEE_MEMBER, ScopedCopyView, ScopedCreateView, ScopedEditView, ScopedIndexView, in_scope
from .snippet_choosers import ScopedChooserViewSet
from .snippet_forms import GroupForm, MemberForm, TemplateForm

#: Columns that narrow screens can do without.
WIDE = "credentials-wide"


def number_of(model, name):
    """How many records of ``model`` point here through the field ``name``: a subquery, so that two do not multiply."""
    counted = model.objects.filter(**{name: OuterRef("pk")}).order_by().values(name).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


class IssuingIndexView(ScopedIndexView):
    """Each live row that the user may issue from leads to the first step of issuing."""

    issue_label = ""
    issue_parameter = ""

    @cached_property
    def issuable_collections(self) -> set[int]:
        collections = credential_policy.collections_user_has_permission_for(self.request.user, "issue")
        return set(collections.values_list("pk", flat=True))

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.live and instance.collection_id in self.issuable_collections:
            buttons.append(issue_button(self.issue_label, self.issue_parameter, instance))
        return buttons


def issue_button(label, parameter, instance):
    url = f"{reverse('credentials_admin:start')}?{parameter}={instance.pk}"
    return Button(label, url=url, icon_name="credential-batch", priority=5)


class TemplateIndexView(IssuingIndexView):
    issue_label = _("Batch issue…")
    issue_parameter = "template"

    def get_list_more_buttons(self, instance):
        export = reverse("credentials_admin:export_template", args=[instance.pk])
        return [
            *super().get_list_more_buttons(instance),
            Button(_("Export"), url=export, icon_name="download", priority=25),
        ]

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            url = reverse("credentials_admin:designs")
            buttons.append(HeaderButton(_("Start from a design"), url=url, icon_name="image", priority=15))
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            url = reverse("credentials_admin:import_template")
            buttons.append(Button(_("Import"), url=url, icon_name="upload", priority=20))
        return buttons


class TemplateEditView(ScopedEditView):
    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        may = credential_policy.user_has_permission_for_instance(self.request.user, "issue", self.object)
        if self.live_object.live and may:
            buttons.append(issue_button(_("Batch issue…"), "template", self.object))
        return buttons


class GroupIndexView(IssuingIndexView):
    issue_label = _("Issue credentials…")
    issue_parameter = "group"

    @cached_property
    def exportable_collections(self) -> set[int]:
        collections = credential_policy.collections_user_has_permission_for(self.request.user, "export")
        return set(collections.values_list("pk", flat=True))

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.batch_count and instance.collection_id in self.exportable_collections:
            buttons += download_buttons(lambda file_format: download_url(file_format, group=instance.pk))
        if instance.batch_count and instance.collection_id in self.issuable_collections:
            buttons.append(update_button(group=instance.pk))
        return buttons


class MemberViewSet(SnippetViewSet):
    """What the three have in common."""

    index_view_class = ScopedIndexView
    add_view_class = ScopedCreateView
    edit_view_class = ScopedEditView
    copy_view_class = ScopedCopyView
    chooser_viewset_class = ScopedChooserViewSet
    form_class = MemberForm
    index_template_name = "wagtail_credentials/editor/snippets/index.html"
    copy_view_enabled = True
    inspect_view_enabled = True
    #: Their own menu group shows them, so that Wagtail's "Snippets" need not.
    menu_item_is_registered = True
    #: Looked for with the database: titles are few, and parts of words are found as well.
    search_backend_name = None
    search_fields = ["title", "slug"]
    related = ()
    counts = {}

    @cached_property
    def permission_policy(self):
        return POLICIES[self.model]

    def construct_view(self, view_class, **kwargs):
        return in_scope(super().construct_view(view_class, **kwargs), view_class, POLICIES[self.model])

    def get_queryset(self, request):
        visible = POLICIES[self.model].instances_user_has_any_permission_for(request.user, SEE_MEMBER)
        return with_live_state(visible.select_related("collection", *self.related).annotate(**self.counts))

    def get_tabs(self):
        """The tabs that the model itself puts its panels into, if it does."""
        tabs = getattr(self.model, "edit_handler", None)
        return tabs.children if tabs else []

    def get_edit_handler(self):
        if tabs := self.get_tabs():
            panel = TabbedInterface(tabs, base_form_class=self.form_class)
        else:
            panel = ObjectList(self.model.panels, base_form_class=self.form_class)
        return panel.bind_to_model(self.model)

    def get_permissions_to_register(self):
        """None for the plain list: they are given per collection, see ``permission_panels``."""
        return Permission.objects.none()


class TemplateViewSet(MemberViewSet):
    model = CredentialTemplate
    icon = "credential-template"
    menu_label = _("Templates")
    index_view_class = TemplateIndexView
    index_results_template_name = "wagtail_credentials/editor/snippets/template_results.html"
    edit_view_class = TemplateEditView
    form_class = TemplateForm
    list_display = [
        "title",
        Column("get_kind_display", label=_("Kind"), sort_key="kind", classname=WIDE),
        NumberColumn("field_count", label=_("Fields"), sort_key="field_count", classname=WIDE),
        NumberColumn("batch_count", label=_("Batches"), sort_key="batch_count", classname=WIDE),
        live_state_column(),
        UpdatedAtColumn(classname=WIDE),
    ]
    list_filter = ["kind", "live"]
    counts = {"field_count": number_of(TemplateField, "template"), "batch_count": number_of(Batch, "template")}

    def get_tabs(self):
        """The designer stands under the title, in the first tab."""
        first, *others = super().get_tabs()
        title, *rest = first.children
        return [ObjectList([title, DesignerPanel(), *rest], heading=first.heading), *others]


class GroupViewSet(MemberViewSet):
    model = CredentialGroup
    icon = "credential-group"
    menu_label = _("Groups")
    index_view_class = GroupIndexView
    form_class = GroupForm
    list_display = [
        "title",
        Column("issuer", label=_("Issuer"), sort_key="issuer__title", classname=WIDE),
        Column("template", label=_("Usual template"), sort_key="template__title", classname=WIDE),
        NumberColumn("batch_count", label=_("Batches"), sort_key="batch_count", classname=WIDE),
        live_state_column(),
        UpdatedAtColumn(classname=WIDE),
    ]
    list_filter = ["four_eyes", "live"]
    related = ("issuer", "template")
    counts = {"batch_count": number_of(Batch, "group")}


class IssuerViewSet(MemberViewSet):
    model = Issuer
    icon = "credential-issuer"
    menu_label = _("Issuers")
    list_display = [
        "title",
        Column("url", label=_("Web site"), classname=WIDE),
        NumberColumn("group_count", label=_("Groups"), sort_key="group_count", classname=WIDE),
        live_state_column(),
        UpdatedAtColumn(classname=WIDE),
    ]
    list_filter = ["live"]
    counts = {"group_count": number_of(CredentialGroup, "issuer")}
