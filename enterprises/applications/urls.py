"""Addresses of applications."""

from django.urls import path

from enterprises.applications import eligibility_views, views, writing
from enterprises.applications.announcing import views as announcing
from enterprises.applications.objections import views as objections
from enterprises.applications.supplements import views as supplements

app_name = "applications"

urlpatterns = [
    path("calls/<str:number>/apply/", views.start, name="start"),
    path("calls/<str:number>/apply/<int:enterprise>/", eligibility_views.eligibility, name="eligibility"),
    path("my/applications/", views.mine, name="list"),
    path("my/applications/<uuid:pk>/", writing.edit, name="edit"),
    path("my/applications/<uuid:pk>/<int:number>/", writing.section, name="section"),
    path("my/applications/<uuid:pk>/earlier/", writing.copy_earlier, name="copy_earlier"),
    path("my/applications/<uuid:pk>/check/", views.check, name="check"),
    path("my/applications/<uuid:pk>/discard/", views.discard, name="discard"),
    path("my/applications/<uuid:pk>/object/", objections.object_to, name="object"),
    path("my/applications/<uuid:pk>/result.pdf", announcing.result_pdf, name="result_pdf"),
    path("my/applications/<uuid:pk>/receipt/", views.receipt, name="receipt"),
    path("my/applications/<uuid:pk>/receipt.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("my/applications/<uuid:pk>/status/", views.status, name="status"),
    path("my/applications/<uuid:pk>/mend/", supplements.mend, name="mend"),
    path("my/applications/<uuid:pk>/mend/check/", supplements.check, name="mend_check"),
    path("my/applications/<uuid:pk>/mend/more-time/", supplements.more_time, name="more_time"),
    path("my/applications/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
