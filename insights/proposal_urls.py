"""Addresses of proposals, under those of their consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.views import proposal_decisions as decisions
from insights.views import proposals

urlpatterns = [
    path("", proposals.ProposalsView.as_view(), name="proposals"),
    path("look/", proposals.LookView.as_view(), name="look"),
    path("unexplained/", proposals.BehindView.as_view(), name="unexplained"),
    path("<row:proposal>/", proposals.BehindView.as_view(), name="proposal"),
    path("<row:proposal>/accept/", decisions.AcceptProposalView.as_view(), name="accept_proposal"),
    path("<row:proposal>/merge/", decisions.MergeProposalView.as_view(), name="merge_proposal"),
    path(
        "<row:proposal>/discard/", decisions.DiscardProposalView.as_view(), name="discard_proposal"
    ),
    path("<row:proposal>/undo/", decisions.UndoProposalView.as_view(), name="undo_proposal"),
]
