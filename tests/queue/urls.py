"""The permanent addresses alone: no admin, so that processes of the queue tests start fast."""

from django.urls import include, path

urlpatterns = [path("c/", include("wagtail_credentials.urls"))]
