"""Buttons of a proposal: accept, merge, discard, undo."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from insights.models import Codebook, Proposal
from insights.permissions import user_can_choose_codebook
from insights.proposals.decisions import (
    InHerWords,
    NameTaken,
    NotPossible,
    ProposalChanged,
    ThemeInUse,
    accept_proposal,
    discard_proposal,
    merge_proposal,
    undo_proposal,
)
from insights.proposals.forms import Forms, forms_for
from insights.proposals.selectors import proposals_for
from insights.proposals.views import ProposalsView


class DecisionView(ProposalsView):
    """One decision. What can't be used comes back in its form, with all that she typed."""

    http_method_names = ["post"]
    kind = ""

    def prepare(self) -> None:
        super().prepare()
        rows = proposals_for(self.consultation)
        self.proposal = get_object_or_404(rows, pk=self.kwargs["proposal"])
        if not user_can_choose_codebook(self.user, self.consultation):
            raise PermissionDenied
        filled = forms_for(self.proposal, self.proposal.codebook, self.request.POST, self.kind)
        self.filled: Forms = filled
        self.form: Any = filled.get(self.kind)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_open = self.proposal.state == Proposal.State.OPEN
        if is_open and self.form is not None and not self.form.is_valid():
            return self.get(request)
        try:
            messages.success(request, self.decide())
        except NameTaken:
            self.form.add_error("name", _("The codebook has a theme of this name. Merge instead?"))
            return self.get(request)
        except InHerWords as error:
            self.form.add_error("name", str(error))
            return self.get(request)
        except ThemeInUse:
            messages.warning(
                request, _("Something was done with this theme since, so it can't be undone here.")
            )
        except (ProposalChanged, NotPossible):
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        return redirect("insights:proposals", self.consultation.pk)

    def forms(self, proposal: Proposal, codebook: Codebook) -> Forms:
        return self.filled if proposal == self.proposal else super().forms(proposal, codebook)

    def decide(self) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError

    @property
    def said(self) -> dict[str, Any]:
        """What she sent, as far as it was usable; of a proposal that isn't open nothing is."""
        return getattr(self.form, "cleaned_data", {})


class AcceptProposalView(DecisionView):
    """Make a theme of it."""

    kind = "accept"

    def decide(self) -> str:
        said = self.said
        theme = accept_proposal(
            proposal=self.proposal,
            by=self.user,
            name=said.get("name", ""),
            description=said.get("description", ""),
            axis=said.get("axis", ""),
            words=said.get("words", ()),
        )
        return _(
            "“%(theme)s” is in the codebook, %(codebook)s. Nothing is coded with it: a look for "
            "themes follows and suggests it."
        ) % {"theme": theme, "codebook": theme.codebook}


class MergeProposalView(DecisionView):
    """Give its words to a theme that there is."""

    kind = "merge"

    def decide(self) -> str:
        if not self.said:
            raise ProposalChanged
        theme = self.form.chosen
        given = merge_proposal(
            proposal=self.proposal, by=self.user, theme=theme, words=self.said["words"]
        )
        if not given:
            return _("“%s” had these words already.") % theme
        return _("“%(theme)s” is found by %(words)s too. A look for themes follows.") % {
            "theme": theme,
            "words": ", ".join(f"“{word}”" for word in given),
        }


class DiscardProposalView(DecisionView):
    """Say that it is no theme."""

    kind = "discard"

    def decide(self) -> str:
        discard_proposal(proposal=self.proposal, by=self.user, reason=self.said.get("reason", ""))
        return _("Discarded. It is not proposed again in nearly the same words.")


class UndoProposalView(DecisionView):
    """Open it again."""

    def decide(self) -> str:
        undo_proposal(proposal=self.proposal, by=self.user)
        return _("“%s” waits for a decision again.") % self.proposal
