"""Writes of the bank of quotes: put words in, say of them what a reader holds, take them out.

Whoever codes in the area reads for it, and adding counts as nothing: she who adds is one of the two
readers only once she has gone through the checklist as well.
"""

from collections.abc import Collection, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from feedback.models import Response
from feedback.review.selectors import with_a_case
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.analysis.clusters import widened
from insights.models import BankQuote, FindingQuote, QuoteCheck, ReviewPack, Theme
from insights.notes.passages import WordsChanged
from insights.packs.quotes import LONGEST, SHORTEST
from insights.packs.services import remove_quotes
from insights.quotes.checklist import KEYS
from insights.quotes.states import State, state_of
from insights.quotes.used import stands_in_signed
from insights.quotes.words import carry, repeats, said_by
from insights.rigour.blind import blind_place
from insights.selectors import theming_of
from insights.selectors.words import seal_of, texts_of
from insights.services.coding import require_parts

LONGEST_WHY = 600


class CantQuote(ValueError):
    """These words can't be put into the bank, or not be passed. The message says why, for the
    person who asked."""


class NotAllHeld(ValueError):
    """Passing says that every point of the checklist holds."""


class NoReason(ValueError):
    """Who holds a quote back says why: whoever wants to repeat it has nothing else to go by."""


class CheckStands(ValueError):
    """A signed pack repeats the quote on the word of this reader. She may still stop it."""


class IsStopped(ValueError):
    """What may not be repeated stays, so that nobody adds it again unawares."""


@transaction.atomic
def add_quote(
    *,
    response: Response,
    answer: int,
    start: int,
    end: int,
    theme: Theme,
    by: User,
    seal: str | None = None,
) -> BankQuote:
    """Put words of her answer into the bank, for a theme that they were given.

    Places are widened to whole signs. `seal` is what `seal_of` said of the words in which they were
    chosen, where a page shows all of them. Raises PermissionDenied, Response.DoesNotExist,
    WordsChanged, and CantQuote.
    """
    parts = require_parts(response, by)
    _refuse_blind(parts, by)
    if seal is not None and seal != seal_of(texts_of([part.pk for part in parts])):
        raise WordsChanged("Her words have changed since the page was shown.")
    now = next(part for part in parts if part == response)
    start, end = _place(now, answer, start, end)
    _refuse_closed(now, parts, theme)
    quote, is_new = BankQuote.objects.get_or_create(
        answer=answer,
        start=start,
        end=end,
        defaults={
            "response": now,
            "theme": theme,
            "added_by": by,
            "added_on": timezone.localdate(),
        },
    )
    if not is_new:
        raise CantQuote(_("These words are in the bank already."))
    audit(user=by, action="add quote", subject=f"quote {quote.pk}")
    return quote


def _refuse_blind(parts: Sequence[Response], by: User) -> None:
    if blind_place(parts, by) is not None:
        raise CantQuote(
            _("You code this response blind. Its words can be quoted once the sample is compared.")
        )


def _place(response: Response, answer: int, start: int, end: int) -> tuple[int, int]:
    """Whole signs of her own words, neither too few nor too many. Raises CantQuote."""
    answers = answers_for(use=Use.READING_TEAM, responses=[response.pk]).filter(pk=answer)
    text = answers.values_list("text", flat=True).first() or ""
    found = widened(text, start, end)
    if found is None:
        raise CantQuote(_("Choose some of her own words first."))
    length = found[1] - found[0]
    if not SHORTEST <= length <= LONGEST:
        raise CantQuote(
            _(
                "A quote has between %(shortest)d and %(longest)d characters and this has "
                "%(length)d: choose fewer words, or more."
            )
            % {"shortest": SHORTEST, "longest": LONGEST, "length": length}
        )
    return found


def _refuse_closed(response: Response, parts: Sequence[Response], theme: Theme) -> None:
    if with_a_case([response.pk]):
        raise CantQuote(_("A safeguarding case was opened for these words. They are never quoted."))
    if not response.uses:
        raise CantQuote(_("She allows no use of these words, so nobody may quote them."))
    theming = theming_of(response.version.form.consultation)
    ours = theming is not None and theming.codebook_id == theme.codebook_id
    if not ours or not carry([part.pk for part in parts], theme):
        raise CantQuote(
            _("Nobody has given this response the theme “%(theme)s”. Code it first.")
            % {"theme": theme}
        )


@transaction.atomic
def check_quote(
    *, quote: BankQuote, by: User, held: Collection[str], passed: bool, why: str = ""
) -> QuoteCheck:
    """Say what a reader holds of a quote, in place of what she said before.

    One who doesn't pass it takes it out of signed packs, the public page and briefs as well. Raises
    PermissionDenied, Response.DoesNotExist, BankQuote.DoesNotExist where her words changed
    meanwhile, CantQuote, NotAllHeld, NoReason, and CheckStands.
    """
    parts = require_parts(quote.response, by)
    _refuse_blind(parts, by)
    now = BankQuote.objects.select_for_update(of=("self",), no_key=True).get(pk=quote.pk)
    holds = sorted(KEYS.intersection(held))
    reason = "" if passed else " ".join(why.split())[:LONGEST_WHY]
    if passed and with_a_case([now.response_id]):
        raise CantQuote(_("A safeguarding case was opened for these words. They are never quoted."))
    if passed and KEYS.difference(holds):
        raise NotAllHeld("Passing needs every point.")
    if not passed and not reason:
        raise NoReason("Say why it is not to be repeated.")
    before = now.checks.filter(reader=by).first()
    if before is not None and before.passed and passed and stands_in_signed(now):
        raise CheckStands("A signed pack repeats it on her word.")
    check, _is_new = QuoteCheck.objects.update_or_create(
        quote=now,
        reader=by,
        defaults={
            "held": holds,
            "passed": passed,
            "why": reason,
            "checked_on": timezone.localdate(),
        },
    )
    audit(user=by, action="pass quote" if passed else "stop quote", subject=f"quote {now.pk}")
    if not passed:
        _take_out_of_packs(now)
    return check


def _take_out_of_packs(quote: BankQuote) -> None:
    """Who sees a danger late still ends it: what was signed and published repeats it no more."""
    for said in said_by([quote], Use.READING_TEAM).values():
        same = partial(repeats, words=said.text[quote.start : quote.end])
        remove_quotes([quote.response_id], only=same)


@transaction.atomic
def remove_quote(*, quote: BankQuote, by: User) -> int:
    """Take a quote out of the bank. Returns how many findings of a draft were told with it.

    Signed packs stay as they are. Raises PermissionDenied, Response.DoesNotExist,
    BankQuote.DoesNotExist, and IsStopped.
    """
    require_parts(quote.response, by)
    now = BankQuote.objects.select_for_update(of=("self",), no_key=True).get(pk=quote.pk)
    if state_of(now.checks.all()) == State.STOPPED:
        raise IsStopped("Somebody holds that it is not to be repeated.")
    told = _told_in_drafts([now.pk])
    now.delete()
    audit(user=by, action="remove quote", subject=f"quote {quote.pk}")
    return told


def forget_quotes_of(response: Response) -> int:
    """The words of a response have changed: what two people checked is no longer what is there.
    Returns how many findings of a draft were told with them."""
    quotes = BankQuote.objects.filter(response=response)
    told = _told_in_drafts(quotes.values_list("pk", flat=True))
    quotes.delete()
    return told


def _told_in_drafts(quotes: Collection[int]) -> int:
    drafts = FindingQuote.objects.filter(finding__pack__status=ReviewPack.Status.DRAFT)
    return drafts.filter(quote__in=list(quotes)).values("finding").distinct().count()
