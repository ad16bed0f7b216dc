"""The choosers of issuers, templates and groups: they offer, and accept, what the user may see or issue from."""

from wagtail.snippets.views import chooser

from ..permissions import POLICIES
from .scoped_views import SEE_MEMBER


def choosable_by(user, model):
    """The records of the model a user may point to."""
    policy = POLICIES[model]
    return policy.instances_user_has_any_permission_for(user, SEE_MEMBER) | policy.issuable_by(user)


class ScopedChoices:
    def get_object_list(self):
        return choosable_by(self.request.user, self.model_class)

    def get_object(self, pk):
        return choosable_by(self.request.user, self.model_class).get(pk=pk)

    def get_objects(self, pks):
        return choosable_by(self.request.user, self.model_class).filter(pk__in=pks)


class ChooseView(ScopedChoices, chooser.ChooseView):
    pass


class ChooseResultsView(ScopedChoices, chooser.ChooseResultsView):
    pass


class ChosenView(ScopedChoices, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(ScopedChoices, chooser.SnippetChosenMultipleView):
    pass


class ScopedChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
