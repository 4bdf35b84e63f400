"""The bank of quotes: its list, one quote with its checklist, and taking one out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from feedback.models import Response
from feedback.selectors import question_labels, responses_for
from feedback.uses import OFFERED, allowed_in_words
from insights.models import BankQuote, QuoteCheck, Theme
from insights.quotes.forms import MINE, BankFilter, CheckForm, uses_offered
from insights.quotes.selectors import (
    Shown,
    bank,
    bank_of,
    numbers_of,
    results_for,
    shown,
    whole_answer,
)
from insights.quotes.services import (
    CantQuote,
    CheckStands,
    IsStopped,
    check_quote,
    remove_quote,
)
from insights.quotes.states import State, state_of
from insights.quotes.words import carry
from insights.selectors import parts_of
from insights.views.base import ConsultationScreen

PAGE_SIZE = 25
MEANWHILE = gettext_lazy(
    "Her words were changed or taken back meanwhile, so this quote is in the bank no more."
)


class BankScreen(ConsultationScreen):
    """A page of the bank."""

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:quotes", args=[self.consultation.pk])
        return [*super().trail(), {"url": url, "label": _("Bank of quotes")}]

    @cached_property
    def themes(self) -> list[Theme]:
        """Themes on top of the codebook, in its order."""
        book = self.theming.codebook_id if self.theming else None
        return list(Theme.objects.filter(codebook=book, parent=None, merged_into=None))

    def to_bank(self) -> HttpResponse:
        return redirect("insights:quotes", self.consultation.pk)


class BankView(BankScreen):
    """All quotes, narrowed by where they stand, by theme and by use."""

    template_name = "insights/quotes/bank.html"
    page_title = gettext_lazy("Bank of quotes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = BankFilter.of(self.request.GET, self.themes)
        quotes = bank_of(self.consultation, self.user, **filters.kept)
        paginator = WagtailPaginator(quotes, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "filters": filters,
            "numbers": numbers_of(self.consultation, self.user),
            "shows": [(MINE, _("Yours to read")), *State.choices],
            "themes": self.themes,
            "uses": uses_offered(),
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "rows": shown(page, with_uses=True),
        }


class OneQuoteScreen(BankScreen):
    """A page about one quote; one that she codes blind, or that is gone, is not found."""

    quote: BankQuote
    one: Shown

    def prepare(self) -> None:
        super().prepare()
        quotes = bank(self.consultation, self.user)
        self.quote = get_object_or_404(quotes, pk=self.kwargs["quote"])
        found = shown([self.quote], with_uses=True)
        if not found:
            raise Http404
        self.one = found[0]

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:quote", args=[self.consultation.pk, self.quote.pk])
        return [*super().trail(), {"url": url, "label": _("Quote")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "one": self.one, "quote": self.quote}

    def here(self) -> HttpResponse:
        return redirect("insights:quote", self.consultation.pk, self.quote.pk)


class QuoteView(OneQuoteScreen):
    """A quote in its answer, the checklist, what its readers held, and where it is used."""

    template_name = "insights/quotes/quote.html"
    form: CheckForm

    def prepare(self) -> None:
        super().prepare()
        self.hers = self.quote.checks.filter(reader=self.user).first()
        data = self.request.POST if self.request.method == "POST" else None
        self.form = CheckForm(data, check=self.hers)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.get(request)
        try:
            check = check_quote(quote=self.quote, by=self.user, **self.form.chosen)
        except CantQuote as error:
            self.form.add_error("verdict", str(error))
            return self.get(request)
        except CheckStands:
            self.form.add_error(
                "verdict",
                _("A signed pack repeats it on your word. You can still say No, and why."),
            )
            return self.get(request)
        except (BankQuote.DoesNotExist, Response.DoesNotExist):
            messages.warning(request, str(MEANWHILE))
            return self.to_bank()
        self.say(check)
        return self.here()

    def say(self, check: QuoteCheck) -> None:
        """What it came to."""
        state = state_of(QuoteCheck.objects.filter(quote=check.quote_id))
        messages.success(self.request, _("Kept. Now: %(state)s.") % {"state": state.label})
        if not check.passed and any(used.is_out for used in self.one.used):
            messages.warning(
                self.request,
                _(
                    "It is taken out of signed packs, the public page and panel briefs. Tell "
                    "whoever holds a file or cards with it from before."
                ),
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        response = self.quote.response
        asked = question_labels(response.version, response.language)
        answer = whole_answer(self.quote)
        parts = [part.pk for part in parts_of(response)]
        return {
            **super().get_context_data(**kwargs),
            "answer": answer,
            "question": asked.get(answer.question if answer else "", ""),
            "allowed": allowed_in_words(response.uses, response.uses_wording),
            "is_changing": self.is_changing(response),
            "is_given": carry(parts, self.one.theme),
            "results": results_for(self.quote, self.user),
            "hers": self.hers,
            "form": self.form,
        }

    def is_changing(self, response: Response) -> bool:
        """Whether she has changed what she allows, and no sweep has stored it yet."""
        for use in OFFERED:
            if use.value in response.uses:
                rows = responses_for(use=use, consultation=self.consultation)
                return not rows.filter(pk=response.pk).exists()
        return False


class RemoveView(OneQuoteScreen):
    """Take a quote out of the bank."""

    template_name = "insights/quotes/remove.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Take a quote out of the bank")}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            told = remove_quote(quote=self.quote, by=self.user)
        except IsStopped:
            messages.error(
                request,
                _("It may not be repeated, and stays here so that nobody adds it again unawares."),
            )
            return self.here()
        except (BankQuote.DoesNotExist, Response.DoesNotExist):
            messages.warning(request, str(MEANWHILE))
            return self.to_bank()
        said = _("The quote is out of the bank.")
        if told:
            lost = ngettext(
                "%(n)d finding of the draft is told without it now.",
                "%(n)d findings of the draft are told without it now.",
                told,
            )
            said = f"{said} {lost % {'n': told}}"
        messages.success(request, said)
        return self.to_bank()
