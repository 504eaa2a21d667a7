"""The portal as it runs, with bare pages beside it and the number of queries in a header."""

import os

from busan_se.settings.dev import *  # noqa: F403
from busan_se.settings.dev import DATABASES, LOGGING, MIDDLEWARE

DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE") or DATABASES["default"]["NAME"]
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.QueryCountMiddleware", *MIDDLEWARE]
PAGE_CACHE_SECONDS = int(os.environ.get("BENCH_PAGE_CACHE", "0"))
API_REQUESTS_PER_MINUTE = 10_000_000
LOGGING = LOGGING | {"root": LOGGING["root"] | {"level": "ERROR"}}  # the 409 of a second click is wanted
