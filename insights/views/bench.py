"""One response at a time: read it, decide on suggestions, add themes, go on."""

import re
from dataclasses import replace
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from feedback.models import Response
from insights.forms import AddThemesForm
from insights.models import Coding, Suggestion, Theme
from insights.notes.selectors import marks_of, memos_on, not_to_be_quoted
from insights.permissions import user_can_check_coding
from insights.rigour.selectors import settled_of
from insights.search.selectors import search
from insights.selectors import (
    Bench,
    bench_for,
    next_in_turn,
    next_unread,
    queue,
    themes_offered,
)
from insights.selectors.runs import why_nothing
from insights.selectors.suggested import next_open, suggestions_for
from insights.selectors.whereabouts import Whereabouts, whereabouts, whereabouts_in_sample
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
from insights.services.recoding import suggestion_of
from insights.services.undoing import ChangedMeanwhile, put_back, state_of, step_between
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen
from insights.views.filters import QueueFilter
from insights.views.signature import telling_of_signature
from insights.views.steps import drop_step, last_step, note_step

SUGGESTIONS, GO_ON, WORDS = "suggestions", "go-on", "words"
PLACE = re.compile(r"[a-z]{1,20}(-[a-z]{1,20})?(-[0-9]{1,19})?")


class ResponseScreen(ConsultationScreen):
    """A page about one response of the consultation, unless it was taken back."""

    def prepare(self) -> None:
        super().prepare()
        self.filters = QueueFilter.of(self.request, self.consultation, self.theming)
        self.parts = self.parts_at(self.kwargs["response"])
        self.response = self.parts[0]
        self.codebook = self.theming.codebook if self.theming else None

    def queue(self) -> QuerySet[Response]:
        """The part of the consultation that she is working through."""
        return queue(consultation=self.consultation, reader=self.user, **self.filters.kept)

    def next_unread(self) -> int | None:
        """The next response that she has not read, of what was found or of a list."""
        asked, pk = self.filters.question, self.response.pk
        if asked is not None:
            return search(self.consultation, asked, self.user).next_unread(pk)
        return (next_in_turn if self.filters.in_turn else next_unread)(self.queue(), pk)

    def bench_url(self, pk: int) -> str:
        """The bench of a response, with her filter."""
        url = reverse("insights:bench", args=[self.consultation.pk, pk])
        return f"{url}{self.filters.query}"

    def to_bench(self, pk: int, place: str = "") -> HttpResponseRedirect:
        """To a place on the bench. The script of the bench, which can't see where a redirect leads,
        is told in the question of the address."""
        url = self.bench_url(pk)
        if place and self.request.headers.get("X-Bench"):
            return HttpResponseRedirect(f"{url}{'&' if '?' in url else '?'}at={place}")
        return HttpResponseRedirect(f"{url}#{place}" if place else url)

    def place_of(self, theme: int) -> str:
        """Where a theme stands on the bench: its own row, or all of them where it has none."""
        there = Suggestion.objects.filter(response__in=self.parts, theme=theme)
        hers = Coding.objects.filter(response__in=self.parts, theme=theme, coder=self.user)
        hers = hers.exclude(decision=Coding.Decision.REJECTED)
        return f"theme-{theme}" if hers.exists() or there.exists() else SUGGESTIONS


class BenchView(ResponseScreen):
    """Her words with their cues marked, the suggestions, and what the reader decided."""

    template_name = "insights/bench/bench.html"

    @cached_property
    def bench(self) -> Bench:
        return bench_for(parts=self.parts, codebook=self.codebook, reader=self.user)

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Which of how many it is, and what stands beside it. What to read next has an order of its
        own, in which nothing has a number."""
        asked, pk = self.filters.question, self.response.pk
        if self.bench.place:
            return whereabouts_in_sample(self.bench.place)
        if asked is not None:
            return search(self.consultation, asked, self.user).whereabouts(pk)
        if not self.filters.in_turn:
            return whereabouts(self.queue(), pk, self.user)
        of_all = queue(consultation=self.consultation, reader=self.user)
        found = whereabouts(of_all, pk, self.user, numbered=False)
        return replace(found, previous=None, following=next_in_turn(self.queue(), pk))

    def trail(self) -> list[dict[str, Any]]:
        here = self.whereabouts
        label = _("Response")
        if here.number:
            label = _("Response %(number)d of %(total)d") % {
                "number": here.number,
                "total": here.total,
            }
        return [*super().trail(), {"url": "", "label": label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bench = self.bench
        at = self.request.GET.get("at", "")
        return {
            **super().get_context_data(**kwargs),
            "bench": bench,
            "whereabouts": self.whereabouts,
            "settled": settled_of(self.parts) if bench.is_compared else None,
            "may_check": bench.is_compared and user_can_check_coding(self.user, self.consultation),
            "codebook": self.codebook,
            "filters": self.filters,
            "why_nothing": "" if bench.listed else why_nothing(self.consultation),
            "marks": [] if bench.place else marks_of(self.parts),
            "not_quoted": not_to_be_quoted(self.parts),
            "memos": memos_on(self.consultation, self.user, parts=self.parts),
            "may_undo": last_step(self.request, self.response.pk) is not None,
            "at": at if PLACE.fullmatch(at) else "",
        }


class DecisionScreen(ResponseScreen):
    """A button of the bench: one decision, then the bench again, where she was."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = state_of(self.parts, self.user)
        place = SUGGESTIONS
        try:
            with telling_of_signature(request, self.consultation):
                place = self.decide()
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
        note_step(request, self.response.pk, step_between(before, state_of(self.parts, self.user)))
        return self.to_bench(self.response.pk, place)

    def decide(self) -> str:
        """Do it. Returns where on the bench she goes on."""
        raise NotImplementedError

    def suggestion(self) -> Suggestion:
        """The suggestion of the theme that the address names: a run may have made it anew since
        the page was shown. Raises Suggestion.DoesNotExist."""
        rows = suggestions_for([part.pk for part in self.parts], self.codebook)
        for suggestion in rows:
            if suggestion.theme_id == self.kwargs["theme"]:
                return suggestion
        raise Suggestion.DoesNotExist

    def next_open(self) -> str:
        """The next suggestion that she hasn't decided on, or else the button to go on."""
        theme = next_open(self.parts, self.codebook, self.user, after=self.kwargs["theme"])
        return GO_ON if theme is None else f"theme-{theme}"


class AcceptView(DecisionScreen):
    """Accept a suggestion."""

    def decide(self) -> str:
        accept_suggestion(suggestion=self.suggestion(), by=self.user)
        return self.next_open()


class RejectView(DecisionScreen):
    """Turn a suggestion down."""

    def decide(self) -> str:
        reject_suggestion(suggestion=self.suggestion(), by=self.user)
        return self.next_open()


class UndoView(DecisionScreen):
    """Take back a decision of her own."""

    def decide(self) -> str:
        codings = Coding.objects.filter(coder=self.user, response__in=self.parts)
        coding = codings.get(pk=self.kwargs["pk"])
        remove_coding(coding=coding, by=self.user)
        return self.place_of(coding.theme_id)


class AddView(DecisionScreen):
    """Add the themes that she ticked."""

    def decide(self) -> str:
        offered = themes_offered(self.codebook) if self.codebook else []
        form = AddThemesForm(self.request.POST, offered=offered)
        chosen: list[Theme] = form.cleaned_data["themes"] if form.is_valid() else []
        for theme in chosen:
            suggestion = suggestion_of(self.parts, theme, self.user)
            if suggestion is not None:  # she found by herself what the machine suggests too
                accept_suggestion(suggestion=suggestion, by=self.user)
            else:
                add_coding(response=self.response, theme=theme, by=self.user)
        for error in form.errors.get("themes", []):
            messages.warning(self.request, error)
        if form.is_valid() and form.lost:
            messages.warning(
                self.request,
                _("A theme that you ticked is not in the codebook any more, so it was not added."),
            )
        return self.place_of(chosen[-1].pk) if chosen else "add"


class UndoLastView(ResponseScreen):
    """Undo the last thing that she did to this response."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = last_step(request, self.response.pk)
        if step is None:
            messages.warning(request, _("There is nothing to undo here."))
            return self.to_bench(self.response.pk, SUGGESTIONS)
        drop_step(request, self.response.pk)
        try:
            with telling_of_signature(request, self.consultation):
                themes = put_back(response=self.response, step=step, by=self.user)
        except (ChangedMeanwhile, CodingCompared, ObjectDoesNotExist, ThemeNotOffered, CodingBlind):
            messages.warning(request, _("That has changed meanwhile, so it is not undone."))
            return self.to_bench(self.response.pk, SUGGESTIONS)
        names = ", ".join(called(theme, self.names) for theme in themes)
        messages.success(request, _("Undone: %s.") % names if names else _("Undone."))
        places = [self.place_of(theme.pk) for theme in themes] or ["marks"]
        return self.to_bench(
            self.response.pk, next((p for p in places if p != SUGGESTIONS), SUGGESTIONS)
        )


class ReadView(ResponseScreen):
    """Mark as read and go to the next response that she has not read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark_read(response=self.response, by=self.user)
        after = self.next_unread()
        if after is not None:
            return self.to_bench(after, WORDS)
        messages.success(request, _("You have read all responses of this list."))
        if self.filters.question is not None:
            search = reverse("insights:search", args=[self.consultation.pk])
            return HttpResponseRedirect(f"{search}{self.filters.question.address}")
        return redirect("insights:responses", self.consultation.pk)
