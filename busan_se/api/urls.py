"""Addresses of the open interface: no language prefix (`lang` asks for English), one pair for each resource."""

from django.urls import URLPattern, path

from busan_se.api import views
from busan_se.api.extensions import ApiResource
from busan_se.core.registry import registered

app_name = "api"


def _of(resource: ApiResource) -> list[URLPattern]:
    address = f"v1/{resource.name}/"
    found = [path(address, views.ResourceList.as_view(resource=resource), name=resource.name)]
    if resource.key:
        row = views.ResourceRow.as_view(resource=resource)
        found.append(path(f"{address}<{resource.converter}:key>/", row, name=f"{resource.name}-row"))
    return found


urlpatterns = [
    path("schema/", views.Schema.as_view(), name="schema"),
    path("v1/", views.Root.as_view(), name="root"),
    *(pattern for resource in registered(ApiResource) for pattern in _of(resource)),
]
