"""The suite's settings, hurried: short leases and jobs, so that what was killed is taken up again within seconds."""

import os

from tests.settings import *  # noqa: F403 -- the way settings extend others
from tests.settings import Q_CLUSTER

ROOT_URLCONF = "tests.queue.urls"
Q_CLUSTER = {**Q_CLUSTER, "name": os.environ.get("TEST_QUEUE_NAME", "credentials-queue-tests")}
WAGTAIL_CREDENTIALS = {
    "CHUNK_SIZE": int(os.environ.get("TEST_CHUNK_SIZE", "4")),
    "LEASE_SECONDS": int(os.environ.get("TEST_LEASE_SECONDS", "6")),
    "JOB_SECONDS": int(os.environ.get("TEST_JOB_SECONDS", "10")),
    "HEARTBEAT_SECONDS": int(os.environ.get("TEST_HEARTBEAT_SECONDS", "8")),
    "MAX_ATTEMPTS": int(os.environ.get("TEST_MAX_ATTEMPTS", "10")),
    "BASE_URL": "https://credentials.example.org",
}
