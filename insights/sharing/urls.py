"""Addresses of sharing responses out, under those of their consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.sharing import views

urlpatterns = [
    path("shared-out/", views.SharingView.as_view(), name="sharing"),
    path("shared-out/share/", views.ShareOutView.as_view(), name="share_out"),
    path("shared-out/<row:person>/hand-on/", views.HandOnView.as_view(), name="hand_on"),
    path("shared-out/<row:person>/take-back/", views.TakeBackView.as_view(), name="take_back"),
]
