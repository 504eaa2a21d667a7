"""Addresses of the pages that belong to no single subject."""

from django.urls import path

from busan_se.pages import views
from busan_se.pages.search import views as search_views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my, name="my"),
    path("search/", search_views.search, name="search"),
    path("search/suggestions/", search_views.suggestions, name="suggestions"),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("about/<slug:slug>/", views.statement, name="statement"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap-xml"),
]
