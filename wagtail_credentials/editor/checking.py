"""Between the upload of a large sheet and what comes of it: how far the queue is with the check."""

from django.shortcuts import redirect
from django.views.generic import TemplateView

from .progress import progress_of, waits_for_worker
from .wizard import BatchStepMixin


class CheckingView(BatchStepMixin, TemplateView):
    """Loaded again when the check is over, as the page does by itself, it leads on."""

    template_name = "wagtail_credentials/editor/issue/checking.html"

    def get(self, request, *args, **kwargs):
        if not self.checking:
            return redirect(self.checked_url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        progress = progress_of([self.batch])[self.batch.pk]
        return super().get_context_data(
            progress=progress,
            waiting_for_worker=waits_for_worker(self.batch, progress),
            upload_url=self.step_url("upload"),
            **kwargs,
        )
