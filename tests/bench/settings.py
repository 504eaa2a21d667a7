"""The portal as it runs, with one bare page beside it and the number of queries in a header."""

import os

from busan_se.settings.dev import *  # noqa: F403
from busan_se.settings.dev import DATABASES, MIDDLEWARE

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
API_REQUESTS_PER_MINUTE = 10_000_000
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.QueryCountMiddleware", *MIDDLEWARE]
