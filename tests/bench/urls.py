"""The portal's addresses, a bare list page (ORM, twenty rows, a count, a template), a JSON list, a static answer."""

from functools import cache

from django.http import HttpResponse, JsonResponse
from django.template import Context, Engine
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from busan_se.urls import *  # noqa: F403
from busan_se.urls import urlpatterns as portal
from enterprises.registry.models import Enterprise
from enterprises.registry.tally import DirectoryChange
from tests.bench.server import STATIC

TEMPLATE = Engine().from_string(
    "<!doctype html><title>Bare</title><h1>{{ count }}</h1><ul>"
    "{% for row in rows %}<li>{{ row.name }} {{ row.address }}</li>{% endfor %}</ul>"
)


def bare(request):
    rows = list(Enterprise.objects.order_by("pk").only("name", "address")[:20])
    return HttpResponse(TEMPLATE.render(Context({"rows": rows, "count": Enterprise.objects.count()})))


def bare_json(request):
    rows = Enterprise.objects.order_by("pk").values("id", "name", "summary", "district", "address", "phone", "homepage")
    return JsonResponse({"results": list(rows[:50])})


@csrf_exempt
def bare_insert(request):
    DirectoryChange.objects.create(enterprise_id=1)
    return HttpResponse(status=201)


def bare_static(request, size):
    return HttpResponse(_constant(size))


@cache
def _constant(size):
    return b"x" * size


urlpatterns = [
    path("bare/", bare),
    path("bare-json/", bare_json),
    path("bare-insert/", bare_insert),
    path(f"{STATIC[1:]}<int:size>/", bare_static),
    *portal,
]
