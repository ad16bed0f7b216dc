"""What stops a batch or hands its rows to the queue again. Each asks first, and acts on POST only."""

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from .. import tasks
from ..domain.statuses import AWAITING_PEOPLE, IN_QUEUE
from ..exceptions import CredentialsError
from ..services.batching import cancel_batch
from ..services.generating import render_again, retry_failed
from .asking import AskView
from .records import batch_or_404, batch_url


class BatchActionView(AskView):
    """Asks about one batch, then does it and returns to the batch's page. One of ``actions`` has to be allowed."""

    actions = ("issue",)

    @cached_property
    def record(self):
        return batch_or_404(self.request.user, self.kwargs["pk"], *self.actions)

    @property
    def back_url(self):
        return batch_url(self.record.pk)

    def post(self, request, *args, **kwargs):
        try:
            messages.success(request, self.act(self.record))
        except CredentialsError as error:
            messages.error(request, str(error))
        return redirect(self.back_url)


class CancelView(BatchActionView):
    page_title = gettext_lazy("Cancel the batch")
    yes = gettext_lazy("Yes, cancel the batch")
    no = gettext_lazy("No, go on")
    serious = True

    @property
    def question(self):
        count = self.record.credentials.filter(status__in=(*IN_QUEUE, *AWAITING_PEOPLE)).count()
        return ngettext(
            "%(count)d credential is cancelled for good. What is published stays published.",
            "%(count)d credentials are cancelled for good. What is published stays published.",
            count,
        ) % {"count": count}

    def act(self, batch):
        count = cancel_batch(batch, user=self.request.user)
        return ngettext("%(count)d credential cancelled.", "%(count)d credentials cancelled.", count) % {"count": count}


class RetryView(BatchActionView):
    page_title = gettext_lazy("Retry what failed")
    question = gettext_lazy("Rows that failed are generated again.")
    yes = gettext_lazy("Retry failed")

    def act(self, batch):
        count = retry_failed(batch, user=self.request.user)
        tasks.enqueue_generate(batch.pk)
        return ngettext("%(count)d row is tried again.", "%(count)d rows are tried again.", count) % {"count": count}


class RenderAgainView(BatchActionView):
    page_title = gettext_lazy("Render again with the new version")
    question = gettext_lazy(
        "Every credential of the batch that is under review, returned or failed is drawn again with the template as it "
        "is published now. What is published already keeps its document."
    )
    yes = gettext_lazy("Render again")
    actions = ("issue", "publish")

    def act(self, batch):
        count = render_again(batch, user=self.request.user)
        tasks.enqueue_generate(batch.pk)
        return _("%(count)d credentials are rendered again.") % {"count": count}
