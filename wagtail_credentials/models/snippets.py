"""What templates, groups and issuers have in common: few records, edited by people, in Wagtail's own ways."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    CollectionMember,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index


class CredentialsSnippet(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    CollectionMember,
    index.Indexed,
    models.Model,
):
    """A titled, slugged record with drafts, revisions, locking, workflow, translation and a collection."""

    title = models.CharField(_("title"), max_length=255)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Names it on the command line and in files. Left empty, it is made from the title."),
    )

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("slug"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self):
        return self.title

    def full_clean(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug(self.title)
        super().full_clean(*args, **kwargs)

    def copy_for_translation(self, locale, exclude_fields=None):
        copy = super().copy_for_translation(locale, exclude_fields)
        copy.slug = self.free_slug(f"{self.slug}-{locale.language_code}")
        return copy

    @classmethod
    def free_slug(cls, text: str) -> str:
        """A slug for ``text`` that no other record has: the plain one, else with a number behind it."""
        base = slugify(text)[:90] or cls._meta.model_name
        taken = set(cls._base_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
