"""What every test can rely on."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """A cached answer of one test is no answer in the next, whose rows are others."""
    cache.clear()
    yield
    cache.clear()
