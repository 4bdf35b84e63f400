"""Putting words into the bank: out of a list of candidates, or out of one response."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use, allowed_in_words
from insights.models import BankQuote, Theme
from insights.notes.passages import WordsChanged
from insights.packs.quotes import LONGEST, SHORTEST
from insights.quotes.candidates import candidates
from insights.quotes.forms import ThemeForm, Words, together, words_of
from insights.quotes.selectors import sentences_of, themes_given
from insights.quotes.services import CantQuote, add_quote
from insights.quotes.views import BankScreen
from insights.rigour.blind import hidden_from
from insights.selectors import parts_of
from insights.selectors.words import seal_of, texts_of

NO_WORDS = gettext_lazy("Tick the words first, then add them.")


class AddScreen(BankScreen):
    """A page from which words are added; she then reads the quote and goes through its list."""

    def to_quote(self, quote: BankQuote) -> HttpResponse:
        messages.success(
            self.request,
            _("Added. That counts as nothing yet: two people read it, and you may be one of them."),
        )
        return redirect("insights:quote", self.consultation.pk, quote.pk)

    def readable(self) -> Any:
        rows = responses_for(use=Use.READING_TEAM, consultation=self.consultation)
        return rows.select_related("version__form__consultation")


class CandidatesView(AddScreen):
    """Words under one theme that may be worth a place in the bank."""

    template_name = "insights/quotes/candidates.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Find quotes")}]

    def asked(self) -> Theme | None:
        form = ThemeForm(self.request.GET, themes=self.themes)
        return form.chosen if form.is_valid() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        theme = self.asked()
        found = candidates(self.consultation, theme, self.user) if theme else []
        return {
            **super().get_context_data(**kwargs),
            "themes": self.themes,
            "theme": theme,
            "candidates": found,
        }


class AddView(AddScreen):
    """Add one of the candidates."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ThemeForm(request.POST, themes=self.themes)
        places = words_of([request.POST.get("words", "")])
        response = self.of_answer(places[0].answer) if places else None
        if not form.is_valid() or response is None:
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
            return redirect("insights:quote_candidates", self.consultation.pk)
        place = places[0]
        try:
            quote = add_quote(
                response=response,
                answer=place.answer,
                start=place.start,
                end=place.end,
                theme=form.chosen,
                by=self.user,
            )
        except (CantQuote, Response.DoesNotExist) as error:
            messages.warning(request, str(error))
            url = reverse("insights:quote_candidates", args=[self.consultation.pk])
            return redirect(f"{url}?theme={form.chosen.pk}")
        return self.to_quote(quote)

    def of_answer(self, answer: int) -> Response | None:
        """The response of an answer of this consultation."""
        answers = answers_for(use=Use.READING_TEAM, consultation=self.consultation)
        row = answers.filter(pk=answer).values_list("response", flat=True).first()
        return self.readable().filter(pk=row).first()


class ChooseView(AddScreen):
    """Sentences of one response to tick, and the theme that they speak for."""

    template_name = "insights/quotes/choose.html"
    form: ThemeForm

    def prepare(self) -> None:
        super().prepare()
        rows = self.readable().exclude(pk__in=hidden_from(self.user))
        self.parts = parts_of(get_object_or_404(rows, pk=self.kwargs["response"]))
        self.given = themes_given(self.parts, self.theming)
        data = self.request.POST if self.request.method == "POST" else None
        self.form = ThemeForm(data, themes=self.given)
        self.texts = texts_of([part.pk for part in self.parts])

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Choose words to quote")}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.said = sentences_of(self.parts)
        answers = {answer.pk: answer.response for answer in self.said}
        place = together(words_of(request.POST.getlist("places")), answers)
        if not self.form.is_valid():
            messages.error(request, self.form.errors["theme"][0])
            return self.get(request)
        if place is None:
            messages.error(request, str(NO_WORDS))
            return self.get(request)
        try:
            quote = self.added(place, answers[place.answer])
        except WordsChanged:
            messages.warning(
                request, _("Her words have changed meanwhile. Read them again, then choose anew.")
            )
            return redirect(request.path)
        except (CantQuote, Response.DoesNotExist) as error:
            messages.error(request, str(error))
            return self.get(request)
        return self.to_quote(quote)

    def added(self, place: Words, row: int) -> BankQuote:
        return add_quote(
            response=next(part for part in self.parts if part.pk == row),
            answer=place.answer,
            start=place.start,
            end=place.end,
            theme=self.form.chosen,
            by=self.user,
            seal=self.request.POST.get("seal", ""),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = {use for part in self.parts for use in part.uses}
        only = str(self.given[0].pk) if len(self.given) == 1 else ""
        return {
            **super().get_context_data(**kwargs),
            "answers": sentences_of(self.parts),
            "themes": self.given,
            "chosen": self.request.POST.get("theme", only),
            "ticked": set(self.request.POST.getlist("places")),
            "seal": seal_of(self.texts),
            "response": self.parts[0],
            "allowed": allowed_in_words(sorted(uses), self.parts[0].uses_wording),
            "shortest": SHORTEST,
            "longest": LONGEST,
        }
