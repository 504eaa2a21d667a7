"""The page cache, which the other tests go without."""

import pytest


@pytest.fixture
def page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 60
