"""The project package: settings, and the ground that all four strategies share."""

from busan_se.celery import app as celery_app

__all__ = ["celery_app"]
