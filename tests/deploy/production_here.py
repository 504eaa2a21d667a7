"""The production settings, as a test can run them: static files where they lie, no pool of connections."""

from busan_se.settings.production import *  # noqa: F403
from busan_se.settings.production import DATABASES, STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["OPTIONS"] = {}
