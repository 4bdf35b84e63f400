"""Doors to what a draft concludes: its lists, a form for each thing in them, and their buttons."""

from typing import Any

from django.db.models import Q

from insights.findings import selectors, services
from insights.findings.changed import published_decision, told_before
from insights.findings.evidence import at_hand
from insights.findings.forms import DecisionForm, FindingForm, RecommendationForm
from insights.findings.gaps import quiet_and_untold
from insights.findings.quotes import offered_quotes
from insights.findings.screens import (
    ListScreen,
    MoveView,
    OfDecisions,
    OfFindings,
    OfRecommendations,
    RemoveView,
    RowScreen,
)
from insights.findings.selectors import Listed
from insights.models import Finding, FindingQuote, PackDecision, Recommendation, Theme
from insights.packs.material import codebook_of
from insights.packs.selectors import held_decisions

# -- lists


class FindingsView(OfFindings, ListScreen):
    """Findings in their order, and what each still lacks."""

    template_name = "insights/findings/findings.html"

    def listed(self) -> list[Listed]:
        return selectors.listed_findings(self.pack)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(untold=quiet_and_untold(self.pack), **kwargs)


class RecommendationsView(OfRecommendations, ListScreen):
    """Recommendations in their order, with the findings that they rest on."""

    template_name = "insights/findings/recommendations.html"

    def listed(self) -> list[Listed]:
        return selectors.listed_recommendations(self.pack)


class DecisionsView(OfDecisions, ListScreen):
    """Decisions as they were written down."""

    template_name = "insights/findings/decisions.html"

    def listed(self) -> list[Listed]:
        held = {one.key: one.why for one in held_decisions(self.pack)}
        return selectors.listed_decisions(self.pack, held)


# -- forms


class FindingView(OfFindings, RowScreen):
    """A finding, with the evidence at hand beside it."""

    template_name = "insights/findings/finding.html"

    def find(self) -> None:
        super().find()
        page, pk = self.pack.consultation, self.row.pk
        # a theme that was merged into one below another counts for the one on top
        mine = [theme.parent_id or theme.pk for theme in self.row.themes.all()] if pk else []
        self.about = mine
        quoted = FindingQuote.objects.filter(finding=pk).values_list("quote_id", flat=True)
        self.evidence = at_hand(page, self.user, also=mine)
        self.offered = offered_quotes(page, mine)
        self.quoted = list(quoted) if pk else []

    def make_form(self, data: Any) -> FindingForm:
        return FindingForm(
            data,
            finding=self.row,
            themes=[line.theme for line in self.evidence.themes],
            quotes=self.offered,
            about=self.about,
            quoted=self.quoted,
        )

    def save(self) -> Finding:
        form: Any = self.form
        return services.save_finding(
            finding=form.save(commit=False), by=self.user, themes=form.about, quotes=form.told_with
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: Any = self.form
        ticked = form.ticked("themes")
        about = {line.theme.pk for line in self.evidence.themes if str(line.theme.pk) in ticked}
        axes: dict[str, list[Any]] = {}
        for line in self.evidence.themes:
            axes.setdefault(line.theme.axis_name, []).append(line)
        return super().get_context_data(**kwargs) | {
            "axes": list(axes.items()),
            "evidence": self.evidence.of(about),
            "ticked": ticked,
            "offered": self.offered,
            "told_with": form.ticked("quotes"),
            "is_looked_at": "look" in self.request.POST,
        }


class RecommendationView(OfRecommendations, RowScreen):
    """A recommendation, and the findings that it rests on."""

    template_name = "insights/findings/recommendation.html"

    def make_form(self, data: Any) -> RecommendationForm:
        self.findings = list(self.pack.findings.all())
        return RecommendationForm(data, recommendation=self.row, findings=self.findings)

    def save(self) -> Recommendation:
        form: Any = self.form
        return services.save_recommendation(
            recommendation=form.save(commit=False), by=self.user, findings=form.rests_on
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: Any = self.form
        return super().get_context_data(**kwargs) | {
            "findings": self.findings,
            "ticked": form.ticked("findings"),
        }


class DecisionView(OfDecisions, RowScreen):
    """A decision."""

    template_name = "insights/findings/decision.html"

    def make_form(self, data: Any) -> DecisionForm:
        themes = Theme.objects.filter(codebook=codebook_of(self.pack.consultation))
        on_top = Q(parent=None, status=Theme.Status.ACTIVE)
        in_use = list(themes.filter(on_top | Q(pk=self.row.theme_id)))
        return DecisionForm(
            data,
            decision=self.row,
            themes=in_use,
            recommended=list(self.pack.recommended.all()),
            published=None if self.is_new else published_decision(self.row.key),
        )

    def save(self) -> PackDecision:
        form: Any = self.form
        return services.save_decision(decision=form.save(commit=False), by=self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = [] if self.is_new else told_before(self.row.key)
        return super().get_context_data(told_before=told, **kwargs)


# -- buttons


class MoveFinding(OfFindings, MoveView):
    pass


class MoveRecommendation(OfRecommendations, MoveView):
    pass


class RemoveFinding(OfFindings, RemoveView):
    pass


class RemoveRecommendation(OfRecommendations, RemoveView):
    pass


class RemoveDecision(OfDecisions, RemoveView):
    pass
