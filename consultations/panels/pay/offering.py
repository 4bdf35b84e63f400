"""Attendance makes a fee. It is offered to her, and never paid before she has chosen."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.panels.models import Attendance, Fee, Panel, RateCard
from consultations.panels.pay.money import pounds
from consultations.panels.pay.owed import OPEN
from consultations.panels.pay.rates import Band, NoBand, Time, fee_for
from consultations.panels.people.sending import MemberIsGone, send_to_member
from consultations.panels.sessions.wording import title_of


def card_of(panel: Panel) -> RateCard | None:
    """The rate card in force: the newest that is published."""
    rows = RateCard.objects.filter(panel=panel).exclude(published_on=None)
    return rows.prefetch_related("lines").order_by("-number").first()


def time_of(session: Any) -> Time:
    return Time(session.prep_minutes, session.minutes, session.debrief_minutes)


def worth(card: RateCard, session: Any, counted: int) -> tuple[Band, int, int]:
    """(band, minutes paid, pence) of a session as it is planned. Raises NoBand."""
    return fee_for(card.bands(), time_of(session), counted)


def worth_of(card: RateCard, place: Attendance) -> tuple[Band, int, int]:
    """The same of how it was for one woman. What we cancelled late is paid in full, and by the time
    that she had kept free: the plan may have another length since. Raises NoBand."""
    counted = place.minutes or 0
    if place.came == Attendance.Came.CANCELLED:
        session = place.session
        kept = Time(session.prep_minutes, counted, session.debrief_minutes)
        return fee_for(card.bands(), kept, counted)
    return worth(card, place.session, counted)


@transaction.atomic
def offer_for(place: Attendance) -> Fee | None:
    """Offer what one attendance is worth, or put right what is offered; the fee, if there is one.

    What she chose of another amount is asked again. What is approved stands: it is put right by
    people. Without a rate card, or one that is long enough, nothing is offered yet: the screen of
    pay says so, and `offer_all` comes back to it.
    """
    fee = Fee.objects.select_for_update().filter(attendance=place).first()
    if fee is not None and fee.state not in OPEN:
        return fee
    card = card_of(place.session.panel)
    try:
        found = worth_of(card, place) if card else None
    except NoBand:
        found = None
    if found is None or not found[2] or place.pay_due_on is None:
        if fee is not None and not place.minutes:
            fee.delete()
            return None
        return fee
    band, minutes, pence = found
    assert card is not None
    known = f"{band.label} ({card.number})"
    if fee is not None and (fee.offered_pence, fee.due_on) == (pence, place.pay_due_on):
        return fee
    values = {"rate": known, "minutes": minutes, "offered_pence": pence, "due_on": place.pay_due_on}
    if fee is None:
        fee = Fee.objects.create(
            attendance=place, session=place.session, member=place.member, **values
        )
    else:
        is_other = fee.offered_pence != pence
        for name, value in values.items():
            setattr(fee, name, value)
        if is_other:
            fee.state, fee.choice, fee.chosen_pence, fee.chosen_on = (
                Fee.State.OFFERED,
                "",
                None,
                None,
            )
        fee.save()
        if not is_other:
            return fee
    tell(fee, f"offered {pence}", offered)
    return fee


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


def tell(fee: Fee, about: str, words: Any) -> None:
    """Tell her something about a fee, in her language, by the one door."""
    member = fee.member
    if member is None:
        return
    with override(member.language):
        title, text = words(fee)
    try:
        send_to_member(member=member, key=f"fee {fee.pk} {about}", title=title, text=text)
    except MemberIsGone:
        return


def offered(fee: Fee) -> tuple[str, str]:
    text = _(
        "For “%(session)s” you can have %(amount)s. You choose: all of it, less, none, or for a "
        "charity. You can also wait. If you get benefits, talk to an adviser first: it is free."
    )
    told = {"session": title_of(fee.session), "amount": pounds(fee.offered_pence)}
    return _("Your fee: you choose"), text % told


def sent(fee: Fee) -> tuple[str, str]:
    text = _("%(amount)s was sent on %(day)s. On your statement it has the reference %(ref)s.")
    day = date_format(fee.sent_on or timezone.localdate(), "j F Y")
    told = {"amount": pounds(fee.chosen_pence or 0), "day": day, "ref": fee.reference}
    return _("Your fee is on its way"), text % told


def came_back(fee: Fee) -> tuple[str, str]:
    text = _(
        "%(amount)s came back to us. Nothing is lost. Look at your payment details, or choose "
        "another way, and we send it again."
    )
    return _("Your fee came back"), text % {"amount": pounds(fee.chosen_pence or 0)}
