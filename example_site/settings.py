"""Settings of the example course site: what an integrator adds to a Wagtail site stands under "Credentials".

DATABASE_URL (postgresql://… or mysql://…) and REDIS_URL take the place of SQLite and of the queue in the database.
This is a demonstration: never serve it to the world with these settings.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent
VAR = Path(os.environ.get("EXAMPLE_VAR") or BASE_DIR / "var")
VAR.mkdir(exist_ok=True)
PORT = int(os.environ.get("EXAMPLE_PORT") or 8000)

SECRET_KEY = "only for the demonstration: make one of your own"
DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

WAGTAIL_SITE_NAME = "Linden Open School"
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
WAGTAIL_GRAVATAR_PROVIDER_URL = None

INSTALLED_APPS = [
    "example_site.courses",
    # Credentials: the package, and the apps it uses, before Wagtail's own.
    "wagtail_credentials",
    "wagtail_modeladmin",
    "django_q",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    # Wagtail and Django as in any project.
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Here templates/wagtail_credentials/public/base.html puts credentials into the site's theme.
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ]
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "db.sqlite3",
    # Credentials: workers and editors write at the same time.
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}


def database(address):
    """Django's settings for a database address."""
    parts = urlsplit(address)
    engine = {"postgresql": "postgresql", "postgres": "postgresql", "mysql": "mysql"}[parts.scheme]
    return {
        "ENGINE": f"django.db.backends.{engine}",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Credentials: a worker that opens a connection for each job is ten times slower.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(os.environ["DATABASE_URL"]) if os.environ.get("DATABASE_URL") else SQLITE}

# Credentials: sheets and documents lie where no web server serves them.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "credentials": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "private", "base_url": None},
    },
}

# Credentials: permanent addresses are printed on documents; they come from here, never from a request.
WAGTAIL_CREDENTIALS = {"BASE_URL": f"http://localhost:{PORT}"}

# Credentials: the queue, in the site's own database or on Redis.
Q_CLUSTER = {
    "name": "credentials",
    "workers": 2,
    "queue_limit": 2,
    "timeout": 120,
    "retry": 900,
    "max_attempts": 3,
    "ack_failures": True,
    "bulk": 1,
    "recycle": 50,
    "save_limit": 100,
    "poll": 0.5,
    "guard_cycle": 0.5,
    "catch_up": False,
    "log_level": "WARNING",
    **({"redis": os.environ["REDIS_URL"]} if os.environ.get("REDIS_URL") else {"orm": "default"}),
}
