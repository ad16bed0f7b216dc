"""The pages of a small school, with blocks of ``wagtail_credentials`` that its editors place themselves."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField, StreamField
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
    subpage_types = ["courses.RegistrationPage"]

    @property
    def art(self) -> str:
        """The template of the course's drawing."""
        return f"art/{self.motif}.svg"

    @property
    def registrations(self):
        """The forms by which one registers for the course."""
        return RegistrationPage.objects.child_of(self).live()


class RegistrationField(AbstractFormField):
    page = ParentalKey("courses.RegistrationPage", on_delete=models.CASCADE, related_name="form_fields")


class RegistrationPage(AbstractEmailForm):
    """Course registration. Whoever filled it in can be issued a credential: see docs/how-to/submissions.md."""

    introduction = RichTextField(blank=True)
    thanks = RichTextField(blank=True)

    content_panels = [
        FormSubmissionsPanel(),
        *AbstractEmailForm.content_panels,
        FieldPanel("introduction"),
        InlinePanel("form_fields", label="Fields"),
        FieldPanel("thanks"),
        FieldRowPanel([FieldPanel("from_address"), FieldPanel("to_address"), FieldPanel("subject")]),
    ]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = []


class StandardPage(Page):
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
