"""Addresses of grants."""

from django.urls import path

from finance.subsidies import views

app_name = "grants"

urlpatterns = [
    path("finance/grants/", views.published, name="published"),
    path("my/grants/", views.mine, name="list"),
    path("my/grants/<uuid:pk>/", views.detail, name="detail"),
    path("my/grants/<uuid:pk>/edit/", views.edit, name="edit"),
    path("my/grants/<uuid:pk>/account/", views.account, name="account"),
    path("my/grants/<uuid:pk>/file/", views.file, name="file"),
    path("my/grants/<uuid:pk>/agreement/", views.agreement, name="agreement"),
    path("my/grants/<uuid:pk>/decision.pdf", views.decision_pdf, name="decision_pdf"),
]
