"""Addresses of the open interface: no language prefix (`lang` asks for English), one pair for each resource."""

from typing import Any

from django.urls import URLPattern, path

from busan_se.api import own, views, writing
from busan_se.api.extensions import ApiResource, OwnAction, OwnResource, Resource
from busan_se.core.registry import registered

app_name = "api"


def _of(resource: Resource, list_view: Any, row_view: Any) -> list[URLPattern]:
    address = f"v1/{resource.name}/"
    found = [path(address, list_view.as_view(resource=resource), name=resource.name)]
    if resource.key:
        row = row_view.as_view(resource=resource)
        found.append(path(f"{address}<{resource.converter}:key>/", row, name=f"{resource.name}-row"))
    return found


def _own(resource: OwnResource) -> list[URLPattern]:
    """Return the addresses of a closed list, with all that can be done there."""
    address = f"v1/{resource.name}/"
    of_row = f"{address}<{resource.converter}:key>/"
    actions = [action for action in registered(OwnAction) if action.resource == resource]
    paths = list(dict.fromkeys(action.path for action in actions if action.path))
    found = [_written(address, resource, writing.OwnListWriting, [one for one in actions if not one.among])]
    if resource.key:
        rows = [one for one in actions if one.among]
        found.append(_written(of_row, resource, writing.OwnRowWriting, [one for one in rows if not one.path], "-row"))
        for behind in paths:
            there = [one for one in rows if one.path == behind]
            found.append(_written(f"{of_row}{behind}/", resource, writing.OwnActionView, there, f"-{behind}"))
    return found


def _written(address: str, resource: OwnResource, view: Any, actions: list[OwnAction], suffix: str = "") -> URLPattern:
    methods = {action.method: action for action in actions}
    reads = "get" in methods or view is not writing.OwnActionView
    reading = ["get", "head"] if reads else []
    changing = [method for method in methods if method != "get"]
    given = {"resource": resource, "actions": methods, "http_method_names": [*reading, *changing, "options"]}
    return path(address, view.as_view(**given), name=f"{resource.name}{suffix}")


urlpatterns = [
    path("schema/", views.Schema.as_view(), name="schema"),
    path("v1/", views.Root.as_view(), name="root"),
    path("v1/my-files/<uuid:key>/", own.OwnFile.as_view(), name="my-file"),
    path("v1/my-messages/<int:key>/read/", own.MessageRead.as_view(), name="my-message-read"),
    *(one for row in registered(ApiResource) for one in _of(row, views.ResourceList, views.ResourceRow)),
    *(one for row in registered(OwnResource) for one in _own(row)),
]
