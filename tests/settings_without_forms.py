"""A site that has not installed ``wagtail.contrib.forms``."""

from tests.settings import *  # noqa: F403 -- the suite's settings, less what follows
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in ("wagtail.contrib.forms", "tests.site")]
