"""Addresses of proposals, under those of their consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.proposals import decision_views as decisions
from insights.proposals import views

urlpatterns = [
    path("", views.ProposalsView.as_view(), name="proposals"),
    path("unexplained/", views.BehindView.as_view(), name="unexplained"),
    path("<row:proposal>/", views.BehindView.as_view(), name="proposal"),
    path("<row:proposal>/accept/", decisions.AcceptProposalView.as_view(), name="accept_proposal"),
    path("<row:proposal>/merge/", decisions.MergeProposalView.as_view(), name="merge_proposal"),
    path(
        "<row:proposal>/discard/", decisions.DiscardProposalView.as_view(), name="discard_proposal"
    ),
    path("<row:proposal>/undo/", decisions.UndoProposalView.as_view(), name="undo_proposal"),
]
