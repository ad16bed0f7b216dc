"""Form pages as a site would have them: a plain one that takes files, too, and one that keeps who was logged in."""

from django import forms
from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.forms import FormBuilder
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractForm, AbstractFormField, AbstractFormSubmission


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", related_name="form_fields", on_delete=models.CASCADE)
    field_type = models.CharField(max_length=16, choices=[*FORM_FIELD_CHOICES, ("file", "File")])


class FileFormBuilder(FormBuilder):
    def create_file_field(self, field, options):
        return forms.FileField(**options)


class FormPage(AbstractForm):
    form_builder = FileFormBuilder


class MemberFormField(AbstractFormField):
    page = ParentalKey("MemberFormPage", related_name="form_fields", on_delete=models.CASCADE)


class MemberFormPage(AbstractForm):
    def get_data_fields(self):
        return [("username", "User name"), *super().get_data_fields()]

    def get_submission_class(self):
        return MemberSubmission


class MemberSubmission(AbstractFormSubmission):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)

    def get_data(self):
        return {**super().get_data(), "username": self.user and self.user.username}
