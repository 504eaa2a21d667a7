"""Addresses of the open interface: no language prefix (`lang` asks for English), one pair for each resource."""

from typing import Any

from django.urls import URLPattern, path

from busan_se.api import own, views
from busan_se.api.extensions import ApiResource, OwnResource, Resource
from busan_se.core.registry import registered

app_name = "api"


def _of(resource: Resource, list_view: Any, row_view: Any) -> list[URLPattern]:
    address = f"v1/{resource.name}/"
    found = [path(address, list_view.as_view(resource=resource), name=resource.name)]
    if resource.key:
        row = row_view.as_view(resource=resource)
        found.append(path(f"{address}<{resource.converter}:key>/", row, name=f"{resource.name}-row"))
    return found


urlpatterns = [
    path("schema/", views.Schema.as_view(), name="schema"),
    path("v1/", views.Root.as_view(), name="root"),
    path("v1/my-files/<uuid:key>/", own.OwnFile.as_view(), name="my-file"),
    path("v1/my-messages/<int:key>/read/", own.MessageRead.as_view(), name="my-message-read"),
    *(one for row in registered(ApiResource) for one in _of(row, views.ResourceList, views.ResourceRow)),
    *(one for row in registered(OwnResource) for one in _of(row, own.OwnList, own.OwnRow)),
]
