from django.apps import AppConfig


class TestSiteConfig(AppConfig):
    name = "tests.site"
    label = "tests_site"
    default_auto_field = "django.db.models.BigAutoField"
