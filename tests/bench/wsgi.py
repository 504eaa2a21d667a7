"""The portal, and beside it a Django without any middleware for the bare static answer."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

from tests.bench.server import STATIC

portal = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):
    without_middleware = WSGIHandler()


def application(environ, start_response):
    """Answer `/bare-static/` through no middleware, everything else as the portal does."""
    own = without_middleware if environ["PATH_INFO"].startswith(STATIC) else portal
    return own(environ, start_response)
