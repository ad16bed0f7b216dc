"""Permanent addresses: include under a short prefix, ``path("c/", include("wagtail_credentials.urls"))``."""

from django.urls import path

from .public import views

app_name = "wagtail_credentials"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("<uuid:uuid>/", views.credential, name="credential"),
    path("<uuid:uuid>/pdf/", views.credential_pdf, name="credential_pdf"),
    path("<uuid:uuid>/svg/", views.credential_svg, name="credential_svg"),
    path("<uuid:uuid>/picture/", views.credential_picture, name="credential_picture"),
]
