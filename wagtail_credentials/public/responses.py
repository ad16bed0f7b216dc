"""What every public answer has in common: its headers, its methods, and files by the names people save them under."""

import unicodedata
from functools import wraps

from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

#: Revoking must show at once, so caches ask again each time; what has not changed is answered by 304.
HEADERS = {
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def public(view):
    """A view that anyone may look at, and nobody may write to: GET and HEAD, else 405."""

    @csrf_exempt  # Nothing is changed here; without it a POST would hear about tokens instead of 405.
    @wraps(view)
    @require_safe
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def file_name(*parts: str) -> str:
    """A file's name from titles and names in any script, without its ending; at most 80 characters."""
    text = unicodedata.normalize("NFC", " ".join(parts)).casefold()
    # Letters, the marks that belong to them (vowel signs of Hindi or Thai) and digits stay.
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    return "-".join(kept.split())[:80].strip("-") or "credential"


def svg_file(svg: str, name: str):
    """An SVG to be saved: opened on its own, nothing in it may run or be fetched."""
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(svg, content_type="image/svg+xml", headers=headers)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def stored_file(request, field, name: str, *, inline: bool):
    """A file of the private storage, its ETag the name of what is in it; 404 where it is gone."""
    etag = quote_etag(field.name.rsplit("/", 1)[-1])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(field.open("rb"), as_attachment=not inline, filename=name)
        except (OSError, ValueError) as error:
            raise Http404 from error
    response.headers["ETag"] = etag
    return response
