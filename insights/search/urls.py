"""Addresses of the search, under those of their consultation."""

from django.urls import path

from insights.search import views

urlpatterns = [
    path("search/", views.SearchView.as_view(), name="search"),
    path("search/code/", views.CodeView.as_view(), name="search_code"),
    path("search/undo/", views.TakeBackView.as_view(), name="search_undo"),
]
