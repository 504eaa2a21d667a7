"""What every test can rely on."""

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _empty_cache():
    """A cached answer of one test is no answer in the next, whose rows are others."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _language():
    """The language of the last page that was asked would otherwise stay in the thread, and in the next test's links."""
    yield
    translation.deactivate()
