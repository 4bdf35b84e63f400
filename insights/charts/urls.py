"""Addresses of charts: those of one consultation under it, the others beside them."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.charts import between_view, views

_here = "themes/<row:consultation>/"

urlpatterns = [
    path(f"{_here}map/", views.MapView.as_view(), name="map"),
    path(f"{_here}over-time/", views.OverTimeView.as_view(), name="over_time"),
    path("themes/between/", between_view.BetweenView.as_view(), name="between"),
]
