"""Addresses of what a pack concludes, under /manage/packs/<pk>/."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.findings import views

urlpatterns = [
    path("findings/", views.FindingsView.as_view(), name="findings"),
    path("findings/add/", views.FindingView.as_view(), name="add_finding"),
    path("findings/<row:row>/", views.FindingView.as_view(), name="finding"),
    path("findings/<row:row>/move/", views.MoveFinding.as_view(), name="move_finding"),
    path("findings/<row:row>/remove/", views.RemoveFinding.as_view(), name="remove_finding"),
    path("recommendations/", views.RecommendationsView.as_view(), name="recommendations"),
    path("recommendations/add/", views.RecommendationView.as_view(), name="add_recommendation"),
    path("recommendations/<row:row>/", views.RecommendationView.as_view(), name="recommendation"),
    path(
        "recommendations/<row:row>/move/",
        views.MoveRecommendation.as_view(),
        name="move_recommendation",
    ),
    path(
        "recommendations/<row:row>/remove/",
        views.RemoveRecommendation.as_view(),
        name="remove_recommendation",
    ),
    path("decisions/", views.DecisionsView.as_view(), name="decisions"),
    path("decisions/add/", views.DecisionView.as_view(), name="add_decision"),
    path("decisions/<row:row>/", views.DecisionView.as_view(), name="decision"),
    path("decisions/<row:row>/remove/", views.RemoveDecision.as_view(), name="remove_decision"),
]
