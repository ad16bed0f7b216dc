"""Every setting of the package: one typed property each, read when used.

A site sets them in one dictionary, ``WAGTAIL_CREDENTIALS = {"MAX_ROWS": 5000}``.
"""

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InvalidStorageError, storages


class Settings:
    def _get(self, name, default):
        return getattr(django_settings, "WAGTAIL_CREDENTIALS", {}).get(name, default)

    @property
    def base_url(self) -> str | None:
        """Scheme and host of permanent addresses; default: the default Wagtail Site's."""
        return self._get("BASE_URL", None)

    @property
    def max_upload_bytes(self) -> int:
        """Size of an uploaded sheet, in bytes (10 MB)."""
        return self._get("MAX_UPLOAD_BYTES", 10 * 1024 * 1024)

    @property
    def max_unpacked_bytes(self) -> int:
        """Size of an XLSX or ODS sheet once unpacked, in bytes (100 MB)."""
        return self._get("MAX_UNPACKED_BYTES", 100 * 1024 * 1024)

    @property
    def max_rows(self) -> int:
        """Recipients in one sheet, or from one form (50,000)."""
        return self._get("MAX_ROWS", 50_000)

    @property
    def max_columns(self) -> int:
        """Columns in one sheet (256)."""
        return self._get("MAX_COLUMNS", 256)

    @property
    def max_cell_characters(self) -> int:
        """Characters in one cell (10,000)."""
        return self._get("MAX_CELL_CHARACTERS", 10_000)

    @property
    def max_name_characters(self) -> int:
        """Characters in a recipient's name, after normalising (200)."""
        return self._get("MAX_NAME_CHARACTERS", 200)

    @property
    def check_in_queue_bytes(self) -> int | None:
        """Size from which an uploaded sheet is checked in the queue, in bytes (1 MB); 0: every sheet, None: none."""
        return self._get("CHECK_IN_QUEUE_BYTES", 1024 * 1024)

    @property
    def chunk_size(self) -> int:
        """Credentials that a worker claims at once (20)."""
        return self._get("CHUNK_SIZE", 20)

    @property
    def lease_seconds(self) -> int:
        """How long a claim lasts before another worker may take the rows over (120)."""
        return self._get("LEASE_SECONDS", 120)

    @property
    def max_attempts(self) -> int:
        """Times a credential is tried before it counts as failed, and a sheet before it is refused (3)."""
        return self._get("MAX_ATTEMPTS", 3)

    @property
    def retry_seconds(self) -> int:
        """Pause before a credential is tried again whose storage, say, was away (15); longer after each attempt."""
        return self._get("RETRY_SECONDS", 15)

    @property
    def job_seconds(self) -> int:
        """Time budget of one job of the queue (60); keep well under django-q2's timeout."""
        return self._get("JOB_SECONDS", 60)

    @property
    def heartbeat_seconds(self) -> int:
        """Age at which a silent worker counts as gone (60)."""
        return self._get("HEARTBEAT_SECONDS", 60)

    @property
    def fonts(self) -> list[str]:
        """Font families offered to template designers, in the order shown."""
        return self._get(
            "FONTS",
            ["Noto Serif", "Noto Sans", "Noto Serif Display", "Noto Sans Display", "DejaVu Sans"],
        )

    @property
    def storage(self):
        """The private storage, alias ``credentials`` in Django's ``STORAGES``."""
        try:
            return storages["credentials"]
        except InvalidStorageError as error:
            raise ImproperlyConfigured(
                'wagtail_credentials keeps sheets and documents in a private storage: add an alias "credentials" to '
                "STORAGES, with a location outside MEDIA_ROOT."
            ) from error


conf = Settings()


def private_storage():
    """The storage of file fields, as a callable, so that migrations do not fix its location."""
    return conf.storage
