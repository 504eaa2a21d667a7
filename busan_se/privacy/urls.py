from django.urls import path

from busan_se.privacy import views

app_name = "privacy"

urlpatterns = [
    path("my/account/data/", views.data, name="data"),
    path("my/account/data/download/", views.download, name="download"),
    path("my/account/close/", views.close, name="close"),
]
