"""The map of the directory: how many of the enterprises asked for stand in each district."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.reference.geo import DistrictMap, district_map
from enterprises.registry.filters import directory
from enterprises.registry.lookups import codes
from enterprises.registry.models import Enterprise
from enterprises.registry.queries import counts_by_district


def directory_map(request: HttpRequest, day: date) -> DistrictMap:
    """Return the map for the filters of this request other than the district; a click asks for that district too."""
    found = directory(request, Enterprise.objects.listed_on(day), without="district")
    query = request.GET.copy()
    query.pop("page", None)

    def narrowed(code: str) -> str:
        query["district"] = code
        return f"{reverse('enterprises:list')}?{query.urlencode()}"

    counts = counts_by_district(found.qs)
    names = {code: str(district) for code, district in codes().districts.items()}
    unit = pgettext("after a number", " enterprises")
    return district_map(counts, names=names, title=_("Enterprises by district"), unit=unit, url=narrowed)
