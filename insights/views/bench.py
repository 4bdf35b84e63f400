"""One response at a time: read it, decide on suggestions, add themes, go on."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.forms import AddThemesForm
from insights.models import Coding, Suggestion
from insights.rigour.selectors import around
from insights.search.selectors import around_in
from insights.selectors import (
    bench_for,
    neighbours,
    next_unread,
    parts_of,
    queue,
    themes_offered,
    theming_of,
)
from insights.selectors.runs import why_nothing
from insights.selectors.suggested import suggestions_for
from insights.services import (
    CodingBlind,
    CodingCompared,
    ThemeNotOffered,
    accept_suggestion,
    add_coding,
    mark_read,
    reject_suggestion,
    remove_coding,
)
from insights.views.base import ConsultationScreen
from insights.views.filters import QueueFilter


class ResponseScreen(ConsultationScreen):
    """A page about one response of the consultation, unless it was taken back."""

    def prepare(self) -> None:
        super().prepare()
        self.filters = QueueFilter.of(self.request, self.consultation)
        responses = responses_for(use=Use.READING_TEAM, consultation=self.consultation)
        self.parts = parts_of(get_object_or_404(responses, pk=self.kwargs["response"]))
        self.response = self.parts[0]
        theming = theming_of(self.consultation)
        self.codebook = theming.codebook if theming else None

    def queue(self) -> QuerySet[Response]:
        """The part of the consultation that she is working through."""
        if self.filters.question is not None:
            asked, pk = self.filters.question, self.response.pk
            return around_in(self.consultation, asked, self.user, pk)
        return queue(
            consultation=self.consultation,
            reader=self.user,
            **self.filters.kept,
        )

    def to_bench(self, pk: int, place: str = "") -> HttpResponseRedirect:
        """To a response on the bench, keeping her filter."""
        url = reverse("insights:bench", args=[self.consultation.pk, pk])
        return HttpResponseRedirect(f"{url}{self.filters.query}{place}")


class BenchView(ResponseScreen):
    """Her words with their cues marked, the suggestions, and what the reader decided."""

    template_name = "insights/bench/bench.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Response")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bench = bench_for(parts=self.parts, codebook=self.codebook, reader=self.user)
        if bench.place:
            previous, following = around(bench.place)
        else:
            previous, following = neighbours(
                self.queue(), self.response.pk, in_turn=self.filters.in_turn
            )
        return {
            **super().get_context_data(**kwargs),
            "bench": bench,
            "codebook": self.codebook,
            "filters": self.filters,
            "why_nothing": "" if bench.listed else why_nothing(self.consultation),
            "previous": previous,
            "following": following,
        }


class DecisionScreen(ResponseScreen):
    """A button of the bench: one decision, then the bench again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.decide()
        except CodingCompared:
            messages.error(
                request,
                _(
                    "Two codings of this response were compared. Its themes are changed under "
                    "“Double coding”, by settling it."
                ),
            )
        except (ObjectDoesNotExist, ThemeNotOffered, CodingBlind):
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        return self.to_bench(self.response.pk, "#suggestions")

    def decide(self) -> None:
        raise NotImplementedError

    def suggestion(self) -> Suggestion:
        """The suggestion of the theme that the address names: a run may have made it anew since
        the page was shown. Raises Suggestion.DoesNotExist."""
        rows = suggestions_for([part.pk for part in self.parts], self.codebook)
        for suggestion in rows:
            if suggestion.theme_id == self.kwargs["theme"]:
                return suggestion
        raise Suggestion.DoesNotExist


class AcceptView(DecisionScreen):
    """Accept a suggestion."""

    def decide(self) -> None:
        accept_suggestion(suggestion=self.suggestion(), by=self.user)


class RejectView(DecisionScreen):
    """Turn a suggestion down."""

    def decide(self) -> None:
        reject_suggestion(suggestion=self.suggestion(), by=self.user)


class UndoView(DecisionScreen):
    """Take back a decision of her own."""

    def decide(self) -> None:
        codings = Coding.objects.filter(coder=self.user, response__in=self.parts)
        remove_coding(coding=codings.get(pk=self.kwargs["pk"]), by=self.user)


class AddView(DecisionScreen):
    """Add the themes that she ticked."""

    def decide(self) -> None:
        offered = themes_offered(self.codebook) if self.codebook else []
        form = AddThemesForm(self.request.POST, offered=offered)
        for theme in form.cleaned_data["themes"] if form.is_valid() else []:
            add_coding(response=self.response, theme=theme, by=self.user)
        for error in form.errors.get("themes", []):
            messages.warning(self.request, error)
        if form.is_valid() and form.lost:
            messages.warning(
                self.request,
                _("A theme that you ticked is not in the codebook any more, so it was not added."),
            )


class ReadView(ResponseScreen):
    """Mark as read and go to the next response that she has not read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark_read(response=self.response, by=self.user)
        after = next_unread(self.queue(), self.response.pk, in_turn=self.filters.in_turn)
        if after is not None:
            return self.to_bench(after)
        messages.success(request, _("You have read all responses of this list."))
        if self.filters.question is not None:
            search = reverse("insights:search", args=[self.consultation.pk])
            return HttpResponseRedirect(f"{search}{self.filters.question.address}")
        return redirect("insights:responses", self.consultation.pk)
