"""Where quotes of the bank are used: findings of drafts, editions, cards, published outcomes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from consultations.selectors import source_of
from feedback.uses import Use
from insights.models import BankQuote, FindingQuote, HandOver, ReviewPack
from insights.packs.selectors import EDITIONS, packs_of
from insights.packs.trail import version_of
from insights.quotes.words import Said, repeats, said_by


class Where(TextChoices):
    """What a quote is used in."""

    DRAFT = "draft", _("A finding of the draft")
    REVIEW = "review", _("Review edition")
    PUBLIC = "public", _("Public edition")
    OUTCOME = "outcome", _("The page of the consultation")
    CARDS = "cards", _("Quote cards with words of this response")


@dataclass(frozen=True)
class Used:
    """One place: `words` say which finding, whose cards or what version; `pack` leads to it."""

    where: Where
    words: str
    pack: int | None = None
    on: date | None = None

    @property
    def is_out(self) -> bool:
        """Whether it was signed, published or handed on: it doesn't go by itself."""
        return self.where is not Where.DRAFT


def used_in(
    quotes: Sequence[BankQuote], said: Mapping[int, Said] | None = None
) -> dict[int, list[Used]]:
    """Quote → where it is used; of quotes of one consultation, in a handful of queries. `said` is
    what `said_by` told the reading team of them, if it was asked already."""
    found: dict[int, list[Used]] = defaultdict(list)
    if not quotes:
        return found
    _add_drafts(found, quotes)
    said = said_by(quotes, Use.READING_TEAM) if said is None else said
    for quote, pack, name, row in _signed(quotes, said):
        version = version_of(pack, name)
        found[quote.pk].append(Used(Where(name), version, pack.pk, pack.signed_on))
        if "mark" in row and pack.outcome is not None:
            on = pack.outcome.published_on
            found[quote.pk].append(Used(Where.OUTCOME, version, pack.pk, on))
    _add_cards(found, quotes)
    return found


def stands_in_signed(quote: BankQuote) -> bool:
    """Whether an edition of a signed pack repeats it."""
    return any(True for _ in _signed([quote], said_by([quote], Use.READING_TEAM)))


def _add_drafts(found: dict[int, list[Used]], quotes: Sequence[BankQuote]) -> None:
    told = FindingQuote.objects.filter(
        quote__in=[quote.pk for quote in quotes], finding__pack__status=ReviewPack.Status.DRAFT
    ).select_related("finding")
    for one in told.order_by("finding__order", "finding_id"):
        finding = one.finding
        found[one.quote_id].append(Used(Where.DRAFT, finding.sentence, finding.pack_id))


def _signed(
    quotes: Sequence[BankQuote], said: Mapping[int, Said]
) -> Iterable[tuple[BankQuote, ReviewPack, str, Mapping[str, Any]]]:
    """Each place in an edition of a signed pack: known by the response and the words."""
    page = quotes[0].response.version.form.consultation
    packs = packs_of(page).exclude(status=ReviewPack.Status.DRAFT).select_related("outcome")
    by_response: dict[int, list[BankQuote]] = defaultdict(list)
    for quote in quotes:
        by_response[quote.response_id].append(quote)
    words = {
        quote.pk: said[quote.answer].text[quote.start : quote.end]
        for quote in quotes
        if quote.answer in said
    }
    for pack in packs:
        for name in EDITIONS:
            for row in pack.editions.get(name, {}).get("quotes", ()):
                for quote in by_response.get(row["response"], ()):
                    if quote.pk in words and repeats(row["text"], words[quote.pk]):
                        yield quote, pack, name, row


def _add_cards(found: dict[int, list[Used]], quotes: Sequence[BankQuote]) -> None:
    page = source_of(quotes[0].response.version.form.consultation)
    of_response: dict[int, list[int]] = defaultdict(list)
    for quote in quotes:
        of_response[quote.response_id].append(quote.pk)
    links = HandOver.responses.through.objects.filter(
        handover__kind=HandOver.Kind.CARDS,
        handover__consultation=page,
        response__in=list(of_response),
    ).select_related("handover")
    for link in links.order_by("-handover"):
        cards = link.handover
        for pk in of_response[link.response_id]:
            found[pk].append(Used(Where.CARDS, cards.held_by, on=cards.made_on))
