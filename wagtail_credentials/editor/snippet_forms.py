"""The forms of issuers, templates and groups: they offer what the user may choose, and refuse what cannot be issued."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.models import Collection

from ..domain.placeholders import unknown_placeholders
from ..models import CredentialsPageMixin
from ..permissions import POLICIES
from .snippet_choosers import choosable_by


class MemberForm(WagtailAdminModelForm):
    """Collections where the user may work, and issuers and templates the user may see."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            self._limit_collections(POLICIES[self._meta.model])
            for name in {"issuer", "template"} & set(self.fields):
                self._limit_choices(name)

    def _limit_collections(self, policy):
        action = "change" if self.instance.pk else "add"
        collections = policy.collections_user_has_permission_for(self.for_user, action)
        if self.instance.pk:
            collections |= Collection.objects.filter(pk=self.instance.collection_id)
        if "collection" in self.fields and len(collections) == 1:
            del self.fields["collection"]
            self.instance.collection = collections[0]
        elif "collection" in self.fields:
            self.fields["collection"] = CollectionChoiceField(
                label=_("Collection"), queryset=collections, empty_label=None, initial=collections.first()
            )

    def _limit_choices(self, name):
        model = self._meta.model._meta.get_field(name).related_model
        present = model._default_manager.filter(pk=getattr(self.instance, f"{name}_id"))
        self.fields[name].queryset = choosable_by(self.for_user, model) | present


class GroupForm(MemberForm):
    """Offers the pages that have addresses for credentials."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "page" in self.fields:
            self.fields["page"].widget.target_models = credentials_page_types()


def credentials_page_types() -> list:
    return [model for model in apps.get_models() if issubclass(model, CredentialsPageMixin)]


def nothing_fills(found: list[str]) -> str:
    """Of placeholders that are unknown: what to do."""
    return ngettext(
        "Nothing fills %(names)s. Correct it, or add the field it names.",
        "Nothing fills %(names)s. Correct them, or add the fields they name.",
        len(found),
    ) % {"names": ", ".join(f"[{name}]" for name in found)}


class TemplateForm(MemberForm):
    """Refuses placeholders that nothing fills, beside the text that has them."""

    def clean(self):
        cleaned_data = super().clean()
        errors = self._placeholder_errors(cleaned_data.get("elements") or [])
        if errors:
            self.add_error("elements", StreamBlockValidationError(block_errors=errors))
        return cleaned_data

    def _placeholder_errors(self, elements) -> dict:
        """{index of the element: error}"""
        names = self._field_names()
        texts = {n: block.value["text"] for n, block in enumerate(elements) if block.block_type == "text"}
        unknown = {n: sorted(unknown_placeholders(text, names)) for n, text in texts.items()}
        return {
            n: StructBlockValidationError(block_errors={"text": ValidationError(nothing_fills(found))})
            for n, found in unknown.items()
            if found
        }

    def _field_names(self) -> set[str]:
        formset = self.formsets.get("fields")
        if formset is None:
            return set()
        if not formset.is_bound:
            return {field.name for field in self.instance.fields.all()}
        kept = [form for form in formset.forms if form.is_valid() and not formset._should_delete_form(form)]
        return {form.cleaned_data.get("name") for form in kept}
