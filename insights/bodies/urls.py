"""Addresses under /manage/bodies/."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.bodies import views

_here = "<row:consultation>/"
_one = f"{_here}<row:answer>/"

urlpatterns = [
    path("", views.BodiesView.as_view(), name="bodies"),
    path(_here, views.ConsultationBodiesView.as_view(), name="bodies_of"),
    path(f"{_here}export/", views.ExportView.as_view(), name="export_bodies"),
    path(_one, views.BodyView.as_view(), name="body"),
    path(f"{_one}aside/", views.AsideView.as_view(), name="body_aside"),
    path(f"{_one}back/", views.BackView.as_view(), name="body_back"),
]
