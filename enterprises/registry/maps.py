"""The map of the directory: how many of the enterprises asked for stand in each district."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.reference.geo import DistrictMap, district_map
from enterprises.registry.lookups import codes


def directory_map(request: HttpRequest, counts: Mapping[str, int]) -> DistrictMap:
    """Return the map of these counts by district code; a click asks the request's questions for that district too."""
    query = request.GET.copy()
    for name in ("page", "district"):
        query.pop(name, None)
    asked = f"{query.urlencode()}&" if query else ""
    address = f"{reverse('enterprises:list')}?{asked}district="
    names = {code: str(district) for code, district in codes().districts.items()}
    unit = pgettext("after a number", " enterprises")
    return district_map(
        counts, names=names, title=_("Enterprises by district"), unit=unit, url=lambda code: address + code
    )
