"""The cache as a help that may fail: when Redis is away, everything is a miss and pages are slower, not broken."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
_PAUSE_SECONDS = 5


class TolerantRedisCache(RedisCache):
    """Django's Redis cache that answers "nothing known" during an outage, and asks Redis again every 5 seconds."""

    _away_until = 0.0  # of the whole process: each thread has a cache object of its own

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, lambda: super(TolerantRedisCache, self).get(key, default, version))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._or(None, lambda: super(TolerantRedisCache, self).set(key, value, timeout, version))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._or(False, lambda: super(TolerantRedisCache, self).add(key, value, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._or(False, lambda: super(TolerantRedisCache, self).delete(key, version))

    def _or(self, nothing: Answer, ask: Callable[[], Answer]) -> Answer:
        cls = type(self)
        if time.monotonic() < cls._away_until:
            return nothing
        try:
            answer = ask()
        except RedisError as error:
            if not cls._away_until:
                logger.warning("Redis is away, going on without a cache: %s", error)
            cls._away_until = time.monotonic() + _PAUSE_SECONDS
            return nothing
        cls._away_until = 0.0
        return answer
