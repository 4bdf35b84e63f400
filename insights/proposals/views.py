"""Themes that the machine proposes: look at them, accept, merge, discard, undo."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

from insights.models import Codebook, Proposal
from insights.permissions import user_can_choose_codebook
from insights.proposals.forms import Forms, forms_for
from insights.proposals.selectors import (
    ShownProposal,
    members_of,
    proposals_for,
    shown,
    too_few,
    unexplained,
)
from insights.selectors import rows_of
from insights.selectors.runs import standing_of
from insights.selectors.women import count_women, leading
from insights.views.base import ConsultationScreen

PAGE_SIZE = 25


class ProposalsView(ConsultationScreen):
    """What is proposed, with sentences and the three answers to it; and what was decided."""

    template_name = "insights/proposals/list.html"

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:proposals", args=[self.consultation.pk])
        return [*super().trail(), {"url": url, "label": _("New themes")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        theming = self.theming
        codebook = theming.codebook if theming else None
        may_edit = user_can_choose_codebook(self.user, self.consultation)
        open_ = shown(proposals_for(self.consultation, Proposal.State.OPEN))
        decided = proposals_for(self.consultation).exclude(state=Proposal.State.OPEN)
        number = count_women(unexplained(self.consultation, self.user))
        return {
            **super().get_context_data(**kwargs),
            "codebook": codebook,
            "may_edit": may_edit,
            "unexplained": number,
            "too_few": too_few(number),
            "proposals": [self._row(one, codebook if may_edit else None) for one in open_],
            "decided": decided.order_by("state", "name"),
            "standing": standing_of(self.consultation),
        }

    def _row(self, one: ShownProposal, codebook: Codebook | None) -> dict[str, Any]:
        return {"shown": one, "forms": self.forms(one.proposal, codebook) if codebook else {}}

    def forms(self, proposal: Proposal, codebook: Codebook) -> Forms:
        """The forms of a proposal."""
        return forms_for(proposal, codebook)


class BehindView(ConsultationScreen):
    """The responses behind a number: those of a proposal, or all that no theme explains."""

    template_name = "insights/proposals/responses.html"

    def prepare(self) -> None:
        super().prepare()
        self.proposal: Proposal | None = None
        if "proposal" in self.kwargs:
            rows = proposals_for(self.consultation)
            self.proposal = get_object_or_404(rows, pk=self.kwargs["proposal"])

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:proposals", args=[self.consultation.pk])
        label = str(self.proposal) if self.proposal else _("No theme explains them")
        return [
            *super().trail(),
            {"url": url, "label": _("New themes")},
            {"url": "", "label": label},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.proposal:
            responses = leading(members_of(self.proposal)).order_by("pk")
        else:
            responses = unexplained(self.consultation, self.user)
        paginator = WagtailPaginator(responses, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "proposal": self.proposal,
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "rows": rows_of(page, reader=self.user),
        }
