"""The address of the page about the open interface: a page like any other, English under `/en/`."""

from django.urls import path

from busan_se.api.docs import docs

urlpatterns = [path("api/docs/", docs, name="api-docs")]
