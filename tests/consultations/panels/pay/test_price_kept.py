"""The price that she was asked with stands: for her letter, her fee, and what is put right."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F

from consultations.panels.models import (
    Attendance,
    Fee,
    Panel,
    PanelMember,
    RateCard,
    RateLine,
    Session,
)
from consultations.panels.pay import letters
from consultations.panels.pay.offering import offer_for
from consultations.panels.sessions import asking
from consultations.panels.sessions.asking import Reply
from consultations.panels.sessions.noting import note_attendance
from tests.factories.pay import make_card, make_fee, make_held
from tests.factories.sessions import in_days, make_place, make_session

S = Fee.State


def cheaper(panel: Panel, number: int = 2) -> RateCard:
    card = make_card(panel, number=number)
    card.lines.update(pence=F("pence") / 5)
    return card


def asked(panel: Panel, member: PanelMember) -> Attendance:
    session = make_session(panel, Session.State.OPEN)
    return asking.ask(user=panel.coordinator, session=session, member=member)


def held(place: Attendance) -> Attendance:
    """The same place, after the session."""
    Session.objects.update(state=Session.State.DONE, starts_at=in_days(-1))
    return Attendance.objects.select_related("session__panel", "member").get(pk=place.pk)


def test_what_she_was_asked_with_is_what_she_gets(panel: Panel, her: PanelMember) -> None:
    card = make_card(panel)
    place = asked(panel, her)
    cheaper(panel)
    assert place.rate_card == card
    assert "£55" in str(letters.offer(place))
    place = asking.reply(user=her.user, place=place, told=Reply("yes", {}))
    place = held(place)
    note_attendance(user=panel.coordinator, place=place, came="full")
    fee = Fee.objects.get()
    assert (fee.offered_pence, fee.rate) == (5_500, "Two hours (1)")


def test_where_there_was_no_card_it_is_the_one_of_her_yes(panel: Panel, her: PanelMember) -> None:
    place = asked(panel, her)
    assert place.rate_card is None
    with pytest.raises(letters.NoRate):
        letters.offer(place)
    card = make_card(panel)
    place = asking.reply(user=her.user, place=place, told=Reply("yes", {}))
    assert place.rate_card == card
    cheaper(panel)
    place = asking.reply(user=her.user, place=place, told=Reply("maybe", {}))
    assert place.rate_card == card
    assert "£55" in str(letters.offer(place))


def test_a_no_keeps_no_price(panel: Panel, her: PanelMember) -> None:
    place = asked(panel, her)
    make_card(panel)
    place = asking.reply(user=her.user, place=place, told=Reply("no", {}))
    assert place.rate_card is None


def test_what_is_put_right_goes_by_the_card_of_the_fee(panel: Panel, her: PanelMember) -> None:
    make_card(panel)
    place = make_place(make_held(panel), her)
    note_attendance(user=panel.coordinator, place=place, came="part", minutes=60)
    cheaper(panel)
    note_attendance(user=panel.coordinator, place=place, came="full")
    fee = Fee.objects.get()
    assert (fee.offered_pence, fee.rate) == (5_500, "Two hours (1)")
    # and so does what is offered beside a fee that went
    note_attendance(user=panel.coordinator, place=place, came="part", minutes=60)
    Fee.objects.update(state=S.SENT, choice="accept", chosen_pence=2_750)
    note_attendance(user=panel.coordinator, place=place, came="full")
    rest = Fee.objects.get(attendance=None)
    assert (rest.offered_pence, rest.rate) == (2_750, "Two hours (1)")


def test_a_card_that_is_too_short_gives_way_to_the_newest(panel: Panel, her: PanelMember) -> None:
    make_card(panel)
    place = asked(panel, her)
    Session.objects.update(minutes=300)
    place = held(place)
    note_attendance(user=panel.coordinator, place=place, came="full")
    assert not Fee.objects.exists()
    longer = make_card(panel, number=2)
    RateLine.objects.create(card=longer, label="A day", up_to_minutes=480, pence=16_500)
    fee = offer_for(place)
    assert fee is not None
    assert fee.offered_pence == 16_500
    assert Attendance.objects.get().rate_card == longer


def test_the_letter_says_what_her_fee_says(panel: Panel, her: PanelMember) -> None:
    cheaper(panel, number=1)
    session = make_held(panel)
    fee = make_fee(session, her, S.SENT, minutes=60, offered_pence=2_750, chosen_pence=2_750)
    place = Attendance.objects.select_related("session__panel", "member").get()
    said = str(letters.offer(place))
    assert "£27.50" in said
    assert "60 minutes" in said
    assert "whole session" not in said
    fee.delete()
    assert "£11" in str(letters.offer(place))


def test_what_was_asked_before_this_was_kept_has_its_card(panel: Panel, her: PanelMember) -> None:
    old, new = make_card(panel), cheaper(panel)
    RateCard.objects.filter(pk=old.pk).update(published_on=in_days(-9).date())
    paid = make_fee(make_held(panel), her)
    before = make_place(make_held(panel), her, asked_on=in_days(-5).date())
    now = make_place(make_held(panel), her)
    never = make_place(make_held(panel), her, asked_on=in_days(-10).date())
    migration: Any = import_module("consultations.panels.migrations.0013_the_price_asked_with")
    migration.keep_cards(apps, None)
    cards = dict(Attendance.objects.values_list("pk", "rate_card"))
    assert paid.attendance is not None
    assert cards == {
        paid.attendance.pk: old.pk,
        before.pk: old.pk,
        now.pk: new.pk,
        never.pk: None,
    }
