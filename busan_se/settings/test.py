"""Tests: quick hashing, mail in memory, tasks run where they are called, no pool (each test owns its connection)."""

import tempfile
from pathlib import Path

from busan_se.settings.base import *  # noqa: F403
from busan_se.settings.base import STORAGES

SECRET_KEY = "test-only"  # noqa: S105
ENCRYPTION_KEYS = ["test:test-only"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PAGE_CACHE_SECONDS = 0  # tests/core/page_cache switches it on
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="portal-uploads-")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SMS_FOLDER = tempfile.mkdtemp(prefix="portal-sms-")
# Empty: whitenoise reads the whole folder for each test client, and what `make run` collected is no test's business.
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="portal-static-"))
BUSINESS_STATUS_FAKE = True
DEMO_ACCOUNTS_ALLOWED = True
