"""What the world sees. Each view takes ``page``: the credentials page above it, or None at its permanent address."""

from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from ..domain.statuses import CredentialStatus
from ..exceptions import RenderingFailed
from ..models import Credential
from ..services.drawing import kept_svg
from ..services.verifying import verify_credential
from .forms import VerifyForm
from .places import address, admin_places, home_page, is_badge, is_private, places, predecessor, successor
from .responses import file_name, public, stored_file, svg_file
from .showing import credential_context, current_state, page_context, preview_state
from .states import STATES

#: How a file is refused that exists but may not be relied on; every other state: 403.
REFUSED = {"revoked": 410, "replaced": 410, "could_not_check": 503}

CREDENTIAL_TEMPLATE = "wagtail_credentials/public/credential.html"
VERIFY_TEMPLATE = "wagtail_credentials/public/verify.html"


def _public_credentials():
    return Credential.objects.public().select_related("batch__group__page", "batch__template")


def at_home(name):
    """Give the view a public credential at its one address: 404 where nobody may see it, a redirect from elsewhere.

    Only that address asks for what a private page asks for, so nothing is told before.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, uuid, page=None):
            credential = _public_credentials().filter(uuid=uuid).first()
            if credential is None:
                raise Http404
            home = home_page(credential)
            if (home and home.pk) != (page and page.pk):
                return redirect(address(name, home, request, uuid=uuid))
            return view(request, credential, page)

        return answer

    return decorate


@public
def verify(request, page=None):
    """The form by ID or link, and the verdict in words."""
    form = VerifyForm(request.GET) if "id" in request.GET else VerifyForm()
    verdict = verify_credential(form.cleaned_data["id"]) if form.is_bound and form.is_valid() else None
    context = {**page_context(request, page), "form": form, "verdict": verdict, "checked_at": timezone.now()}
    if verdict:
        context.update(_verdict_context(request, verdict))
    return TemplateResponse(request, getattr(page, "verify_template", VERIFY_TEMPLATE), context)


def _verdict_context(request, verdict):
    """The state, and the credential too where anyone may see its page."""
    credential = verdict.credential
    state = STATES[verdict.state]
    if credential is None or state.name == "unknown":
        return {"state": STATES["unknown"] if credential else state}
    home = home_page(credential)
    details = credential_context(credential, state)
    link = address("credential", home, request, uuid=credential.uuid)
    return {"state": state, "link": link, "successor": successor(credential), **({} if is_private(home) else details)}


@public
def credential(request, uuid, page=None):
    """The credential's page. ``request.credential_preview`` (a Credential) shows one that is not public yet."""
    preview = getattr(request, "credential_preview", None)
    if preview is not None and preview.uuid == uuid:
        return _show_preview(request, preview)
    return _public_page(request, uuid, page)


@at_home("credential")
def _public_page(request, credential, page):
    return _show(request, credential, page, current_state(credential))


def _show_preview(request, credential):
    """The page as recipients will see it, for a frame in the admin."""
    # Through a visitor's eyes: no user bar, nothing that the theme shows to those who are logged in.
    request.user, request.is_preview = AnonymousUser(), True
    page = home_page(credential)
    context = {
        **page_context(request, page),
        **credential_context(credential, preview_state(credential)),
        "places": admin_places(credential, page, request),
        "preview": True,
    }
    response = TemplateResponse(request, _template(page), context)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _show(request, credential, page, state, status=None):
    if state.name == "unknown":
        raise Http404
    context = {
        **page_context(request, page),
        **credential_context(credential, state),
        "places": places(credential, page, request),
        "successor": successor(credential),
        "predecessor": predecessor(credential),
    }
    return TemplateResponse(request, _template(page), context, status=status or state.status)


def _template(page):
    return getattr(page, "credential_template", CREDENTIAL_TEMPLATE)


@public
@at_home("credential_pdf")
def credential_pdf(request, credential, page):
    """The stored document, byte for byte; ``?inline`` shows it in the browser. Else the page that says why not."""
    state = current_state(credential)
    if not state.current:
        return _show(request, credential, page, state, REFUSED.get(state.name, 403))
    name = f"{file_name(credential.title, credential.recipient_name)}.pdf"
    return stored_file(request, credential.pdf, name, inline="inline" in request.GET)


@public
@at_home("credential_svg")
def credential_svg(request, credential, page):
    """A badge as SVG, drawn from what was published."""
    state = current_state(credential)
    if not state.current:
        return _show(request, credential, page, state, REFUSED.get(state.name, 403))
    if not is_badge(credential):
        raise Http404
    name = f"{file_name(credential.title, credential.recipient_name)}.svg"
    try:
        return svg_file(kept_svg(credential), name)
    except RenderingFailed as error:
        raise Http404 from error


@public
@at_home("credential_picture")
def credential_picture(request, credential, page):
    """The stored picture of the document, as PNG."""
    if credential.status != CredentialStatus.PUBLISHED:
        return _show(request, credential, page, STATES[credential.status], REFUSED.get(credential.status, 403))
    name = f"{file_name(credential.title, credential.recipient_name)}.png"
    return stored_file(request, credential.picture, name, inline=True)
