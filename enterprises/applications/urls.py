"""Addresses of applications."""

from django.urls import path

from enterprises.applications import views, writing

app_name = "applications"

urlpatterns = [
    path("calls/<str:number>/apply/", views.start, name="start"),
    path("my/applications/", views.mine, name="list"),
    path("my/applications/<uuid:pk>/", writing.edit, name="edit"),
    path("my/applications/<uuid:pk>/<int:number>/", writing.section, name="section"),
    path("my/applications/<uuid:pk>/earlier/", writing.copy_earlier, name="copy_earlier"),
    path("my/applications/<uuid:pk>/check/", views.check, name="check"),
    path("my/applications/<uuid:pk>/discard/", views.discard, name="discard"),
    path("my/applications/<uuid:pk>/receipt/", views.receipt, name="receipt"),
    path("my/applications/<uuid:pk>/receipt.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("my/applications/<uuid:pk>/status/", views.status, name="status"),
    path("my/applications/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
