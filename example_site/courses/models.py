"""The pages of a small school, with blocks of ``wagtail_credentials`` that its editors place themselves."""

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_credentials.public.blocks import CredentialGroupBlock, LatestCredentialsBlock, VerifyCredentialBlock


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=["h2", "h3", "bold", "italic", "link", "ol", "ul"])
    quote = blocks.StructBlock(
        [("text", blocks.TextBlock()), ("speaker", blocks.CharBlock(required=False))],
        icon="openquote",
        template="courses/blocks/quote.html",
    )
    credential_group = CredentialGroupBlock()
    latest_credentials = LatestCredentialsBlock()
    verify_credential = VerifyCredentialBlock()


class Motif(models.TextChoices):
    """The drawing that stands for a course."""

    LEAF = "leaf", "Leaf"
    COMB = "comb", "Honeycomb"
    PRESS = "press", "Printing press"
    PEAK = "peak", "Mountains"


class HomePage(Page):
    headline = models.CharField(max_length=120)
    introduction = models.TextField()
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("introduction"), FieldPanel("body")]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["courses"] = CoursePage.objects.child_of(self).live()
        return context


class CoursePage(Page):
    summary = models.TextField()
    motif = models.CharField(max_length=10, choices=Motif.choices, default=Motif.LEAF)
    duration = models.CharField(max_length=60)
    level = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("motif"),
        FieldRowPanel([FieldPanel("duration"), FieldPanel("level"), FieldPanel("place")]),
        FieldPanel("body"),
    ]
    parent_page_types = ["courses.HomePage"]
    subpage_types = []

    @property
    def art(self) -> str:
        """The template of the course's drawing."""
        return f"art/{self.motif}.svg"


class StandardPage(Page):
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
