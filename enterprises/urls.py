"""Addresses of the features of this app."""

from django.urls import include, path

urlpatterns = [
    path("", include("enterprises.registry.urls")),
    path("", include("enterprises.membership.urls")),
    path("", include("enterprises.documents.urls")),
    path("", include("enterprises.upkeep.urls")),
    path("", include("enterprises.qualifications.urls")),
    path("", include("enterprises.registration.urls")),
    path("", include("enterprises.reporting.urls")),
    path("", include("enterprises.applications.urls")),
]
