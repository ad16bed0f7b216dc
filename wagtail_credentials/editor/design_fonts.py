"""Fonts for the designer's canvas: what the document is drawn with, whatever the editor's own machine has."""

from django.http import FileResponse, Http404
from django.urls import reverse
from django.views import View

from ..services.fonts import face_file, faces


class FontView(View):
    def get(self, request, family, style):
        path = face_file(family, style)
        if path is None:
            raise Http404
        response = FileResponse(path.open("rb"), content_type=f"font/{path.suffix[1:].lower()}")
        response["Cache-Control"] = "private, max-age=604800"
        response["X-Content-Type-Options"] = "nosniff"
        return response


def font_faces() -> list[dict]:
    """What the browser's ``FontFace`` is made of."""
    return [
        {
            "family": family,
            "weight": "bold" if "bold" in style else "normal",
            "style": "italic" if "italic" in style else "normal",
            "url": reverse("credentials_admin:font", args=[family, style]),
        }
        for family, style in faces()
    ]
