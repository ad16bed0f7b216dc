"""Not built yet. Each view takes ``page``: the credentials page it is shown under, or None at its permanent address."""

from django.http import Http404


def verify(request, page=None):
    raise Http404


def credential(request, uuid, page=None):
    raise Http404


def credential_pdf(request, uuid, page=None):
    raise Http404


def credential_picture(request, uuid, page=None):
    raise Http404
