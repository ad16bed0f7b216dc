"""The batches' screens: modeladmin's registration, addresses and permissions, with Wagtail's own views."""

from wagtail_modeladmin.options import ModelAdmin

from ..models import Batch


class BatchAdmin(ModelAdmin):
    model = Batch
    menu_icon = "folder-open-inverse"
    add_to_admin_menu = False
    inspect_view_enabled = True
