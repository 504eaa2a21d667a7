"""Every address of the portal. Apps are named by string; health and the API have no language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler400 = "busan_se.pages.errors.bad_request"
handler403 = "busan_se.pages.errors.permission_denied"
handler404 = "busan_se.pages.errors.page_not_found"
handler500 = "busan_se.pages.errors.server_error"

urlpatterns = [
    path("", include("busan_se.core.health")),
    path("api/", include("busan_se.api.urls")),
    *i18n_patterns(
        path("", include("busan_se.core.urls")),
        path("", include("busan_se.accounts.urls")),
        path("", include("busan_se.files.urls")),
        path("", include("busan_se.notifications.urls")),
        path("", include("busan_se.privacy.urls")),
        path("", include("busan_se.programs.urls")),
        path("", include("busan_se.reviews.urls")),
        path("", include("busan_se.kpis.urls")),
        path("", include("busan_se.api.docs_urls")),
        path("", include("busan_se.events.urls")),
        path("", include("busan_se.pages.urls")),
        path("", include("enterprises.urls")),
        path("", include("procurement.urls")),
        path("", include("finance.urls")),
        path("", include("education.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
