"""Addresses under /manage/decisions/."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.followups import views

urlpatterns = [
    path("", views.DecisionsView.as_view(), name="decisions"),
    path("<row:pk>/", views.FollowUpView.as_view(), name="follow_up"),
]
