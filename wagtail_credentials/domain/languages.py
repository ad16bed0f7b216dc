"""The language of a document: the template's own, else the site's."""

import re

from django.conf import settings
from django.utils import translation

TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def document_language(language: str) -> str:
    """A language tag that is safe to write into a document: ``de``, ``pt-br``."""
    return language if language and TAG.fullmatch(language) else settings.LANGUAGE_CODE


def in_language(language: str):
    """A context in which dates and our own words are in the document's language (where Django knows it)."""
    tag = document_language(language)
    return translation.override(tag if translation.check_for_language(tag) else settings.LANGUAGE_CODE)
