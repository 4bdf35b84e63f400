"""Addresses of the framework matrix, under those of their consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.framework import views

urlpatterns = [
    path("matrix/", views.MatrixView.as_view(), name="matrix"),
    path("matrix/file/", views.DownloadView.as_view(), name="matrix_file"),
    path("matrix/<row:response>/<row:theme>/", views.SummaryView.as_view(), name="summary"),
]
