"""Quote cards: choose what for, choose quotes, print."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.uses import Use
from insights.handover.cards import CardQuote, ThemeQuotes, chosen_quotes, quotes_by_theme
from insights.handover.cards_pdf import cards_pdf
from insights.handover.forms import CardsForm, CardUseForm
from insights.handover.made import Held, Made
from insights.handover.services import TakenBack, note_hand_over
from insights.handover.views import HandOverScreen, as_file
from insights.models import HandOver


class CardsView(HandOverScreen):
    """What the cards are for; then the quotes that may be on them, theme by theme."""

    template_name = "insights/handover/cards.html"
    page_title = gettext_lazy("Quote cards")
    use: Use | None = None

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Quote cards")}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.asked = CardUseForm(request.GET if "use" in request.GET else None)
        self.use = self.asked.chosen if self.asked.is_valid() else None
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: Sequence[ThemeQuotes] = ()
        if self.use:
            found = quotes_by_theme(self.consultation, self.use, self.user)
        form = self.form()
        offered = {quote.key for theme in found for quote in theme.quotes}
        return {
            **super().get_context_data(**kwargs),
            "asked": self.asked,
            "use": self.use,
            "themes": [theme for theme in found if theme.quotes],
            "without": [theme.theme for theme in found if not theme.quotes],
            "form": form,
            "ticked": [key for key in form.ticked if key in offered],
        }

    def form(self) -> CardsForm:
        return CardsForm()


class PrintCardsView(CardsView):
    """Make the cards of the quotes that are ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.asked = CardUseForm(request.POST)
        keys = request.POST.getlist("quotes")
        self.sent = CardsForm(request.POST, keys=keys)
        if not self.asked.is_valid():
            return self.show()
        self.use = self.asked.chosen
        if not self.sent.is_valid():
            return self.show()
        chosen = chosen_quotes(self.consultation, self.use, self.user, keys)
        if chosen.gone:
            self.sent.add_error("quotes", _gone(chosen.gone))
            return self.show()
        try:
            return as_file(self.made(chosen.quotes), self.consultation.slug)
        except TakenBack:
            self.sent.add_error("quotes", _gone(1))
            return self.show()

    def made(self, quotes: Sequence[CardQuote]) -> Made:
        """The file, once it is written down that it leaves."""
        assert self.use is not None
        held = Held({quote.response for quote in quotes}, len({quote.woman for quote in quotes}))
        given = self.sent.cleaned_data
        data = cards_pdf(quotes, with_themes=given["with_themes"])
        note_hand_over(
            consultation=self.consultation,
            kind=HandOver.Kind.CARDS,
            use=self.use,
            why=given["why"],
            held_by=given["held_by"],
            by=self.user,
            held=held,
        )
        return Made("quote-cards.pdf", "application/pdf", data, held)

    def show(self) -> HttpResponse:
        """The page again, with all that was ticked and typed."""
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def form(self) -> CardsForm:
        return self.sent


def _gone(number: int) -> str:
    told = ngettext(
        "%(number)d quote that you ticked may not be on a card any more, and is gone from the "
        "list. No card was made. Look again, then make the cards.",
        "%(number)d quotes that you ticked may not be on a card any more, and are gone from the "
        "list. No card was made. Look again, then make the cards.",
        number,
    )
    return told % {"number": number}
