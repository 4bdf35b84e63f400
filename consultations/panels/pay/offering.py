"""Attendance makes a fee. It is offered to her, and never paid before she has chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from consultations.panels.models import Attendance, Fee, Message, Panel, RateCard, Session
from consultations.panels.pay.choosing import in_open_run
from consultations.panels.pay.custody import forget_agreement, is_the_governors
from consultations.panels.pay.money import part_of, total
from consultations.panels.pay.owed import OPEN, Method
from consultations.panels.pay.rates import Band, NoBand, Time, fee_for, minutes_paid
from consultations.panels.pay.telling import offered, tell
from consultations.panels.sessions.attending import PAY_DAYS


def card_of(panel: Panel) -> RateCard | None:
    """The rate card in force: the newest that is published."""
    rows = RateCard.objects.filter(panel=panel).exclude(published_on=None)
    return rows.prefetch_related("lines").order_by("-number").first()


def time_of(session: Any) -> Time:
    return Time(session.prep_minutes, session.minutes, session.debrief_minutes)


@dataclass(frozen=True)
class Worth:
    """What something comes to, and by which band of which card."""

    card: RateCard
    band: Band
    minutes: int
    pence: int

    @property
    def rate(self) -> str:
        return f"{self.band.label} ({self.card.number})"


def keep_card(place: Attendance) -> None:
    """The price that she is asked with stands, whatever is published later: the card in force as
    she was asked, or else as she said yes."""
    if place.rate_card is None:
        _keep(place, card_of(place.session.panel))


def _keep(place: Attendance, card: RateCard | None) -> None:
    if card is not None and place.rate_card != card:
        place.rate_card = card
        place.save(update_fields=["rate_card"])


def priced(place: Attendance, planned: Time, counted: int) -> Worth | None:
    """By the card that is kept for her; where that has no band so long, or there is none, by the
    newest. None where that is no better."""
    for card in (place.rate_card, card_of(place.session.panel)):
        try:
            if card is not None:
                return Worth(card, *fee_for(card.bands(), planned, counted))
        except NoBand:
            continue
    return None


def price_of(place: Attendance) -> Worth | None:
    """What she is offered for the whole of a session that is still to come."""
    return priced(place, time_of(place.session), place.session.minutes)


def planned_for(place: Attendance) -> Time:
    """The plan that she is paid by: where we cancelled late, the time that she had kept free, since
    the plan may have another length now."""
    session, counted = place.session, place.minutes or 0
    if place.came == Attendance.Came.CANCELLED:
        return Time(session.prep_minutes, counted, session.debrief_minutes)
    return time_of(session)


def worth_of(place: Attendance) -> Worth | None:
    """Of how it was for her; None without a card that is long enough, and for nothing."""
    found = priced(place, planned_for(place), place.minutes or 0)
    return found if found is not None and found.pence else None


@transaction.atomic
def offer_for(place: Attendance) -> Fee | None:
    """Offer what one attendance is worth, or put right what is offered; the fee, if there is one.

    What she chose of another amount is asked again, also where it was approved and is in no run.
    What went stands: what she was there for on top is offered beside it. A new rate card changes no
    price that she was asked with, or offered. Without a card, or one that is long enough, nothing
    is offered yet: the screen of pay says so, and `offer_all` comes back to it.
    """
    fee = Fee.objects.select_for_update().filter(attendance=place).first()
    if fee is not None and not _can_be_put_right(fee):
        _offer_the_rest(place, fee)
        return fee
    found = worth_of(place)
    if found is None or place.pay_due_on is None:
        if fee is not None and not place.minutes:
            fee.delete()
            return None
        return fee
    _keep(place, found.card)
    if fee is None:
        fee = Fee(attendance=place, session=place.session, member=place.member)
    elif fee.minutes == found.minutes:
        if fee.due_on != place.pay_due_on:
            fee.due_on = place.pay_due_on
            fee.save(update_fields=["due_on"])
        return fee
    fee.due_on = place.pay_due_on
    return _offered_anew(fee, found.rate, found.minutes, found.pence)


def _can_be_put_right(fee: Fee) -> bool:
    return fee.state in OPEN or (fee.state == Fee.State.APPROVED and not in_open_run(fee))


def _offered_anew(fee: Fee, rate: str, minutes: int, pence: int) -> Fee:
    """She is asked, and told. That she is in custody, and whoever approved something else, is
    another matter: the way stays, the approval goes."""
    fee.rate, fee.minutes, fee.offered_pence = rate, minutes, pence
    fee.state, fee.choice, fee.chosen_pence, fee.chosen_on = Fee.State.OFFERED, "", None, None
    forget_agreement(fee)
    fee.donate_to = ""
    fee.method = Method.GOVERNOR if is_the_governors(fee) else ""
    fee.approved_on, fee.approved_by, fee.chosen_by = None, None, None
    fee.save()
    before = Message.objects.filter(member=fee.member, key__startswith=f"fee {fee.pk} offered")
    tell(fee, f"offered {pence}, {before.count() + 1}", offered)
    return fee


def _offer_the_rest(place: Attendance, fee: Fee) -> None:
    """Attendance was put right after her fee had gone: a fee of its own for minutes on top, by the
    card of the first. Less is nobody's debt: the screens say that it differs (`differs`)."""
    if fee.state in (Fee.State.DECLINED, Fee.State.DONATED):
        return
    found = worth_of(place)
    beside = Fee.objects.select_for_update().filter(
        session=place.session, member=place.member, attendance=None
    )
    rest = beside.filter(state__in=OPEN).first()
    gone = total(beside.exclude(state__in=OPEN).values_list("minutes", flat=True))
    more = (found.minutes if found else 0) - fee.minutes - gone
    if found is None or more <= 0:
        if rest is not None:
            rest.delete()
        return
    if rest is not None and rest.minutes == more:
        return
    if rest is None:
        rest = Fee(session=place.session, member=place.member)
    rest.due_on = timezone.localdate() + timedelta(days=PAY_DAYS)
    _offered_anew(rest, found.rate, more, part_of(found.pence, more, found.minutes))


def differs(fee: Fee) -> bool:
    """Whether more was paid than attendance says now."""
    place = fee.attendance
    if place is None or fee.state in (*OPEN, Fee.State.DECLINED):
        return False
    return fee.minutes > minutes_paid(planned_for(place), place.minutes or 0)


def may_differ() -> Q:
    """Fees to look at for that: those that went, until the session is closed."""
    gone = ~Q(state__in=(*OPEN, Fee.State.DECLINED)) & Q(member__isnull=False)
    return gone & ~Q(session__state=Session.State.CLOSED)


def differing(fees: Iterable[Fee]) -> list[Fee]:
    """Of these, with their `attendance__session`, those of which more was paid."""
    hers = [fee for fee in fees if fee.member_id and fee.session.state != Session.State.CLOSED]
    return [fee for fee in hers if differs(fee)]


@transaction.atomic
def offer_all(panel: Panel) -> int:
    """Offer what waited for a rate card; returns how many fees there are now that weren't."""
    before = Fee.objects.filter(session__panel=panel).count()
    for place in without_fee(panel):
        offer_for(place)
    return Fee.objects.filter(session__panel=panel).count() - before


def unoffered() -> QuerySet[Attendance]:
    """Attendances that count for pay and have no fee: there was no rate card, or none so long."""
    return Attendance.objects.filter(minutes__gt=0, fee=None).exclude(pay_due_on=None)


def without_fee(panel: Panel) -> list[Attendance]:
    """Attendances of a panel that count for pay and have no fee."""
    rows = unoffered().filter(session__panel=panel)
    return list(rows.select_related("session__panel", "member"))
