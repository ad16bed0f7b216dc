"""Addresses of the admin screens that no viewset makes; all under ``admin/credentials/``."""

from django.urls import path

from . import (
    batch_actions,
    checking,
    confirming,
    correcting,
    design_drawing,
    design_fonts,
    gallery,
    home,
    previews,
    progress,
    recipients,
    replacing,
    review_queue,
    reviewing,
    revoking,
    rows,
    sheets,
    starting,
    submissions,
    template_files,
    updating,
    uploading,
)

app_name = "credentials_admin"
urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    # Batch issue: start -> upload (-> checking), or recipients by hand -> confirm -> the batch's page
    path("issue/", starting.StartView.as_view(), name="start"),
    path("issue/group/", starting.ChooseGroupView.as_view(), name="choose_group"),
    path("issue/<int:pk>/upload/", uploading.UploadView.as_view(), name="upload"),
    path("issue/<int:pk>/checking/", checking.CheckingView.as_view(), name="checking"),
    path("issue/<int:pk>/recipients/", recipients.RecipientsView.as_view(), name="recipients"),
    path("issue/<int:pk>/rows/", rows.RowsView.as_view(), name="rows"),
    path("issue/<int:pk>/form/", submissions.ChooseFormView.as_view(), name="choose_form"),
    path("issue/<int:pk>/submissions/", submissions.SubmissionsView.as_view(), name="submissions"),
    path("issue/<int:pk>/confirm/", confirming.ConfirmView.as_view(), name="confirm"),
    path("templates/<int:pk>/sheet.<str:file_format>", sheets.TemplateSheetView.as_view(), name="template_sheet"),
    path("issue/<int:pk>/problems.xlsx", sheets.ProblemSheetView.as_view(), name="problem_sheet"),
    # The batch's page
    path("batches/<int:pk>/progress/", progress.ProgressView.as_view(), name="progress"),
    path("batches/<int:pk>/cancel/", batch_actions.CancelView.as_view(), name="cancel"),
    path("batches/<int:pk>/retry/", batch_actions.RetryView.as_view(), name="retry"),
    path("batches/<int:pk>/render-again/", batch_actions.RenderAgainView.as_view(), name="render_again"),
    # Corrections to what was issued: upload -> what would change
    path("update/", updating.UpdateView.as_view(), name="update"),
    path("update/<int:pk>/", updating.DifferenceView.as_view(), name="difference"),
    # One credential
    path("credential/<int:pk>/picture.png", previews.PictureView.as_view(), name="picture"),
    path("credential/<int:pk>/document.pdf", previews.DocumentView.as_view(), name="document"),
    path("credential/<int:pk>/badge.svg", previews.SvgView.as_view(), name="svg"),
    path("credential/<int:pk>/page/", previews.PublicPageView.as_view(), name="public_page"),
    path("credential/<int:pk>/correct/", correcting.CorrectView.as_view(), name="correct"),
    path("credential/<int:pk>/replace/", replacing.ReplaceView.as_view(), name="replace"),
    path("credential/<int:pk>/revoke/", revoking.RevokeView.as_view(), name="revoke"),
    # Review
    path("review/", review_queue.UnderReviewView.as_view(), name="under_review"),
    path("review/results/", review_queue.UnderReviewView.as_view(results_only=True), name="under_review_results"),
    path("review/<int:pk>/", reviewing.ReviewView.as_view(), name="review"),
    path("review/<int:pk>/return/", reviewing.ReturnView.as_view(), name="return"),
    path("review/<int:pk>/drop/", reviewing.DropView.as_view(), name="drop"),
    # Designs to start from
    path("designs/", gallery.GalleryView.as_view(), name="designs"),
    path("designs/<str:name>.png", gallery.DesignPictureView.as_view(), name="design_picture"),
    # The designer's canvas
    path("templates/draw/", design_drawing.DrawView.as_view(), name="draw_new_template"),
    path("templates/<int:pk>/draw/", design_drawing.DrawView.as_view(), name="draw_template"),
    path("templates/fonts/<str:family>/<slug:style>/", design_fonts.FontView.as_view(), name="font"),
    # Template files
    path("templates/import/", template_files.ImportView.as_view(), name="import_template"),
    path("templates/<int:pk>/export/", template_files.ExportView.as_view(), name="export_template"),
]
