"""The gallery: designs to start from, in the issuer's colours; one of them becomes a draft of the user's own."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..domain.palettes import DEFAULT, as_palette
from ..exceptions import RenderingFailed, TemplateInvalid
from ..models import Issuer
from ..models.templates import Kind
from ..permissions import template_policy
from ..services.design_pictures import thumbnail
from ..services.designs import Design, Mood, all_designs, start_from_design
from ..services.logos import logo_palette
from .snippet_choosers import choosable_by
from .template_files import EDIT, LIST

#: Where the session keeps the colours that the user chose last.
LAST = "credential_design_colours"
ROLES = {"primary": gettext_lazy("Main colour"), "accent": gettext_lazy("Accent"), "ground": gettext_lazy("Paper")}
#: Seconds a browser keeps a thumbnail; its address changes with the design.
KEPT = 7 * 24 * 60 * 60


def chosen_in(query) -> dict[str, str]:
    """The colours in an address or a form. A browser sends a paper with the others: it counts if it is wanted."""
    chosen = as_palette(query)
    if "paper" not in query:
        chosen.pop("ground", None)
    return chosen


def as_query(colours: dict[str, str]) -> dict[str, str]:
    """The colours as ``chosen_in`` reads them."""
    return {**colours, "paper": "on"} if "ground" in colours else colours


class AddsTemplates:
    """For whoever may add a template somewhere."""

    @cached_property
    def collections(self):
        return template_policy.collections_user_has_permission_for(self.request.user, "add")

    def dispatch(self, request, *args, **kwargs):
        if not self.collections:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_design(self, name) -> Design:
        try:
            return all_designs()[name]
        except KeyError:
            raise Http404 from None


class DesignPictureView(AddsTemplates, View):
    """The thumbnail of a design, in the colours of the address."""

    def get(self, request, name):
        design = self.get_design(name).in_colours(chosen_in(request.GET))
        try:
            png = thumbnail(design)
        except RenderingFailed as error:
            return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
        headers = {"Cache-Control": f"private, max-age={KEPT}", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(png, content_type="image/png", headers=headers)


class GalleryView(AddsTemplates, WagtailAdminTemplateMixin, TemplateView):
    """Designs as cards. Posting the name of one makes a draft of it.

    ``?kind=`` and ``?mood=`` leave some of them, ``?primary=``, ``accent=`` and ``ground=`` recolour them all,
    ``?issuer=`` does so from a logo.
    """

    template_name = "wagtail_credentials/editor/gallery.html"
    page_title = gettext_lazy("Start from a design")
    header_icon = "credential-template"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        own = [{"url": reverse(LIST), "label": _("Templates")}, {"url": "", "label": self.get_page_title()}]
        return [*super().get_breadcrumbs_items(), *own]

    @cached_property
    def issuers(self):
        """Those with a logo to take colours from."""
        return choosable_by(self.request.user, Issuer).exclude(logo=None).order_by("title")

    @cached_property
    def colours(self) -> dict[str, str]:
        """What the user chose; {} shows each design in its own colours."""
        return self.from_logo() if self.request.GET.get("issuer") else chosen_in(self.request.GET)

    def from_logo(self):
        pk = self.request.GET["issuer"]
        issuer = get_object_or_404(self.issuers.select_related("logo"), pk=pk if pk.isdecimal() else 0)
        try:
            found = logo_palette(issuer)
        except RenderingFailed as error:
            messages.error(self.request, str(error))
            return {}
        if not found:
            messages.warning(self.request, _("This logo has no colours to take."))
        return found

    def remember(self, colours):
        if colours:
            self.request.session[LAST] = {**self.last_colours, **colours}

    @property
    def last_colours(self):
        return {**DEFAULT, **as_palette(self.request.session.get(LAST) or {})}

    def get(self, request, *args, **kwargs):
        self.remember(self.colours)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        design, colours = self.get_design(request.POST.get("design")), chosen_in(request.POST)
        collection = self.collections.filter(pk=self.posted_collection()).first() or self.collections[0]
        self.remember(colours)
        try:
            template = start_from_design(design.in_colours(colours), collection=collection, user=request.user)
        except TemplateInvalid as error:
            messages.error(request, _("This design cannot be used: %(reason)s") % {"reason": error})
            return redirect("credentials_admin:designs")
        messages.success(request, _("“%(title)s” is a draft of your own now.") % {"title": template.title})
        return redirect(EDIT, template.pk)

    def posted_collection(self):
        pk = self.request.POST.get("collection", "")
        return int(pk) if pk.isdecimal() else None

    def get_context_data(self, **kwargs):
        kind, mood = (self.request.GET.get(name, "") for name in ("kind", "mood"))
        # Certificates first; those of the site stand before ours.
        designs = sorted(all_designs().values(), key=lambda design: design.kind != Kind.CERTIFICATE)
        shown = [d for d in designs if kind in ("", d.kind) and mood in ("", d.mood)]
        filters = [
            {"label": _("Kind"), "links": self.links("kind", kind, {d.kind for d in designs}, dict(Kind.choices))},
            {"label": _("Mood"), "links": self.links("mood", mood, {d.mood for d in designs}, dict(Mood.choices))},
        ]
        return super().get_context_data(
            cards=[self.card(design) for design in shown],
            filters=filters,
            kept={"kind": kind, "mood": mood},
            colours=self.colours,
            chosen=as_query(self.colours),
            inputs=[{"name": r, "label": ROLES[r], "value": self.last_colours[r]} for r in ROLES],
            own_colours=self.address(kind=kind, mood=mood),
            choices=self.collections if len(self.collections) > 1 else [],
            issuers=self.issuers,
            **kwargs,
        )

    def card(self, design):
        """A design as the page shows it; ``picture`` lacks the colours, which the page's script may change."""
        picture = reverse("credentials_admin:design_picture", args=[design.name]) + f"?v={design.fingerprint}"
        labels = [dict(Kind.choices).get(design.kind, design.kind), dict(Mood.choices).get(design.mood, design.mood)]
        return {
            "design": design,
            "picture": picture,
            "shown": f"{picture}&{urlencode(as_query(self.colours))}" if self.colours else picture,
            "labels": [label for label in labels if label],
        }

    def links(self, name, current, values, labels):
        """What one filter offers: everything, then each value that some design has."""
        known = [value for value in labels if value in values]
        others = sorted(value for value in values if value and value not in labels)
        kept = {**{n: self.request.GET.get(n, "") for n in ("kind", "mood")}, **as_query(self.colours)}
        return [
            {
                "label": labels.get(value, value.capitalize()) if value else _("All"),
                "url": self.address(**{**kept, name: value}),
                "current": value == current,
            }
            for value in ("", *known, *others)
        ]

    @staticmethod
    def address(**query):
        given = urlencode({name: value for name, value in query.items() if value})
        return reverse("credentials_admin:designs") + (f"?{given}" if given else "")
