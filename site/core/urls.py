from django.urls import path

from core import views
from core.finding.views import search

app_name = "core"
urlpatterns = [
    path("help/", views.helplines, name="help"),
    path("help/<slug:area>/", views.helplines, name="help_for"),
    path("search/", search, name="search"),
]
