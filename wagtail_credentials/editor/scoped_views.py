"""Wagtail's snippet views know permissions of a model; here every one of them also asks for the very object."""

from functools import update_wrapper

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.views import snippets

#: Any of these lets a user see an issuer, template or group; everything else answers as if it did not exist.
SEE_MEMBER = ("add", "change", "delete", "publish", "lock", "unlock", "view")


def visible_or_404(policy, user, pk):
    """The object, if the user may see it or was asked to review it in a workflow."""
    try:
        instance = get_object_or_404(policy.model._default_manager.select_related("collection"), pk=unquote(str(pk)))
    except ValueError as error:
        raise Http404 from error
    if policy.user_has_any_permission_for_instance(user, SEE_MEMBER, instance) or _reviews(user, instance):
        return instance
    raise Http404


def _reviews(user, instance) -> bool:
    task = instance.current_workflow_task
    return task is not None and task.user_can_access_editor(instance, user)


def in_scope(view, view_class, policy):
    """``view``, but 404 for objects the user may not see, and 403 where the permission holds elsewhere only."""
    required = getattr(view_class, "permission_required", None)
    required = required if isinstance(required, str) else None

    def scoped(request, *args, **kwargs):
        if "pk" in kwargs:
            instance = visible_or_404(policy, request.user, kwargs["pk"])
            elsewhere = required and policy.user_has_permission(request.user, required)
            if elsewhere and not policy.user_has_permission_for_instance(request.user, required, instance):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return update_wrapper(scoped, view)


class ScopedIndexView(snippets.IndexView):
    """Edit and Delete stand only in rows where the user may.

    No tick boxes: "select all" of Wagtail's bulk delete takes what a filter hides as well (wagtail#12853).
    """

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def may(self, action, instance) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, action, instance)

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self.may("change", instance) else None

    def get_delete_url(self, instance):
        return super().get_delete_url(instance) if self.may("delete", instance) else None


class PublishesInScope:
    """Publishing needs the permission in the collection that the form puts the object into."""

    def is_valid(self, form):
        valid = super().is_valid(form)
        if valid and self.action == "publish" and not self._may_publish(form.instance):
            form.add_error(None, ValidationError(_("You may not publish in this collection. Save it as a draft.")))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return False
        return valid

    def _may_publish(self, instance):
        return self.permission_policy.user_has_permission_for_instance(self.request.user, "publish", instance)


class FirstHeading:
    """Wagtail's header reads a title aloud as the page's first heading; its forms have only a second one."""

    def get_context_data(self, **kwargs):
        subject = self.object if getattr(self, "object", None) else self.model._meta.verbose_name
        return {**super().get_context_data(**kwargs), "title": f"{self.get_page_title()}: {subject}"}


class ScopedCreateView(PublishesInScope, FirstHeading, snippets.CreateView):
    pass


class ScopedEditView(PublishesInScope, FirstHeading, snippets.EditView):
    pass


class ScopedCopyView(FirstHeading, snippets.CopyView):
    """The form of a new record, filled from the latest draft of another. It is saved by the view that adds."""

    def get_initial_form_instance(self):
        return fresh_copy(super().get_initial_form_instance().get_latest_revision_as_object())


def fresh_copy(instance):
    """An unsaved record with the same content; the slug is left to be made from the title."""
    data = {**instance.serializable_data(), "pk": None, "slug": ""}
    for children in data.values():
        if isinstance(children, list) and all(isinstance(child, dict) and "pk" in child for child in children):
            for child in children:
                child["pk"] = None
    return type(instance).from_serializable_data(data, check_fks=False)
