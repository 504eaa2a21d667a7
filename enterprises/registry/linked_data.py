"""The page of an enterprise for search engines: nothing that the page itself does not show to every visitor."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.core.linked_data import Thing, breadcrumbs, thing
from enterprises.registry.models import Enterprise


def about(enterprise: Enterprise, request: HttpRequest) -> list[Thing]:
    """Return the enterprise as an organization, and the way to its page. A sole proprietor's address stays out."""
    path, open_book = enterprise.get_absolute_url(), not enterprise.is_sole_proprietor
    address = thing(
        "PostalAddress",
        addressCountry="KR",
        addressRegion=_("Busan Metropolitan City"),
        addressLocality=enterprise.district,
        streetAddress=enterprise.address if open_book else "",
    )
    organization = thing(
        "Organization",
        name=enterprise.name,
        alternateName=enterprise.name_en,
        description=enterprise.summary,
        disambiguatingDescription=_("Demo data") if enterprise.is_demo else "",
        url=enterprise.homepage if enterprise.homepage.startswith(("https://", "http://")) else "",
        mainEntityOfPage=request.build_absolute_uri(path),
        telephone=enterprise.phone if open_book else "",
        address=address,
    )
    way = [(_("Find enterprises"), reverse("enterprises:list")), (enterprise.name, path)]
    return [organization, breadcrumbs(request, way)]
