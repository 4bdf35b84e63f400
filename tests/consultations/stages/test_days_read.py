"""A day that everyone read is told when another stands in its place, whatever came in between."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consultations.bodies.models import BodyForm
from consultations.models import ConsultationPage, PageChange, Stage
from consultations.promises.models import Move
from consultations.promises.services import Said, move_reply
from consultations.services import enter_stage, go_back
from consultations.stages.services import ask_gates_again
from core.models import Area
from feedback.models import Form
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form

Make = Callable[..., ConsultationPage]
DAY = timedelta(days=1)
Way = Callable[[ConsultationPage], None]


@pytest.fixture
def checked(page: ConsultationPage, area: Area) -> ConsultationPage:
    """Everyone reads its days; it opens in a week."""
    enter_stage(consultation=page, stage=Stage.CHECKED, by=make_staff("editor", area))
    return stored(page)


def stored(page: ConsultationPage) -> ConsultationPage:
    return ConsultationPage.objects.get(pk=page.pk)


def to_draft(page: ConsultationPage) -> None:
    by = make_staff("editor", page.area)
    go_back(consultation=stored(page), stage=Stage.DRAFT, why="Not yet.", by=by)


def to_checked(page: ConsultationPage) -> None:
    by = make_staff("editor", page.area)
    enter_stage(consultation=stored(page), stage=Stage.CHECKED, by=by)


def down(page: ConsultationPage) -> None:
    stored(page).unpublish()


def up(page: ConsultationPage) -> None:
    stored(page).save_revision().publish()


def both_down(page: ConsultationPage) -> None:
    to_draft(page)
    down(page)


def both_up(page: ConsultationPage) -> None:
    to_checked(page)
    up(page)


def move(page: ConsultationPage, days: int) -> None:
    """As an editor does on its page."""
    page = stored(page)
    page.closes_on += days * DAY
    page.reply_by += days * DAY
    revision = page.save_revision()
    if page.live:
        revision.publish()
    else:
        page.save()


def told() -> list[tuple[str, date | None, date | None]]:
    return list(PageChange.objects.order_by("about").values_list("about", "was", "now"))


AWAY = pytest.mark.parametrize(
    ("away", "again"),
    [(to_draft, to_checked), (down, up), (both_down, both_up), (lambda page: None, up)],
)


@AWAY
def test_days_that_were_read_are_told_however_they_moved(
    checked: ConsultationPage, away: Way, again: Way
) -> None:
    closes, reply = checked.closes_on, checked.reply_by
    away(checked)
    for days in (3, 4):  # what stood in a draft alone was read by nobody
        move(checked, days)
    again(checked)
    assert told() == [
        ("closes_on", closes, closes + 7 * DAY),
        ("reply_by", reply, reply + 7 * DAY),
    ]
    assert Client().get(checked.url).content.decode().count("We said first that") == 2
    up(checked)
    assert len(told()) == 2


@AWAY
def test_days_that_came_back_are_not_told(checked: ConsultationPage, away: Way, again: Way) -> None:
    away(checked)
    move(checked, 3)
    move(checked, -3)
    again(checked)
    assert "We said first that" not in Client().get(checked.url).content.decode()


def test_a_draft_that_is_up_shows_no_day_and_owes_none(page: ConsultationPage) -> None:
    up(page)
    move(page, 3)
    to_checked(page)
    assert told() == []


def test_what_was_checked_and_never_up_owes_none(checked: ConsultationPage) -> None:
    ConsultationPage.objects.filter(pk=checked.pk).update(live=False)
    move(checked, 3)
    to_draft(checked)
    up(checked)
    move(checked, 3)
    to_checked(checked)
    assert told() == []


@AWAY
def test_days_that_were_moved_and_come_with_the_opening_are_told_too(
    checked: ConsultationPage, away: Way, again: Way
) -> None:
    opens = checked.opens_on
    away(checked)
    page = stored(checked)
    page.opens_on = timezone.localdate()
    page.save()
    again(checked)
    assert stored(checked).is_open()
    assert told() == [("opens_on", opens, timezone.localdate())]


@pytest.mark.parametrize("trait", ["open", "closed"])
def test_once_it_has_opened_no_way_round_moves_a_day(consultation: Make, trait: str) -> None:
    page = consultation(trait)
    before = (page.closes_on, page.reply_by)
    for way in (down, lambda page: move(page, 5), up, lambda page: move(page, 5)):
        way(page)
    now = stored(page)
    assert (now.closes_on, now.reply_by) == before
    assert told() == []


def test_a_reply_that_was_moved_with_a_reason_is_told_once(consultation: Make, area: Area) -> None:
    page = consultation()
    down(page)
    to, why = page.reply_by + DAY, Said("Snow came.")
    move_reply(consultation=stored(page), by=make_staff("editor", area), to=to, because=why)
    up(page)
    assert told() == []
    assert Move.objects.count() == 1


# -- organisations


@pytest.fixture
def asked(checked: ConsultationPage) -> BodyForm:
    """They answer on days of their own, which everyone reads."""
    return make_body_form(checked, closes_on=checked.closes_on + DAY)


def form_of(form: BodyForm) -> BodyForm:
    return BodyForm.objects.get(pk=form.pk)


def switch(page: ConsultationPage, *, on: bool) -> None:
    form = BodyForm.objects.get(consultation=page)
    form.is_on = on
    form.save()


def hold(page: ConsultationPage) -> None:
    ConsultationPage.objects.filter(pk=page.pk).update(no_welsh_because="")
    ask_gates_again(consultation=page)
    assert stored(page).held_back


def release(page: ConsultationPage) -> None:
    ConsultationPage.objects.filter(pk=page.pk).update(no_welsh_because="Nobody asked for it.")
    ask_gates_again(consultation=page)


ROUND = pytest.mark.parametrize(
    ("away", "again"),
    [
        (to_draft, to_checked),
        (down, up),
        (hold, release),
        (lambda page: switch(page, on=False), lambda page: switch(page, on=True)),
        (lambda page: None, lambda page: None),
    ],
)


@ROUND
def test_the_days_of_organisations_are_told_however_they_moved(
    asked: BodyForm, away: Way, again: Way
) -> None:
    page = asked.consultation
    was = page.closes_on + DAY
    away(page)
    for days in (2, 4):
        form = form_of(asked)
        form.closes_on = was + days * DAY
        form.save()
    again(page)
    assert told() == [("bodies_closes_on", was, was + 4 * DAY)]


@pytest.mark.parametrize("own", [True, False])
def test_days_that_become_women_s_or_their_own_are_told_once(
    checked: ConsultationPage, own: bool
) -> None:
    mine = checked.closes_on + DAY
    form = make_body_form(checked, closes_on=mine if own else None)
    to_draft(checked)
    form = form_of(form)
    form.closes_on = None if own else mine
    form.save()
    to_checked(checked)
    days = (mine, checked.closes_on) if own else (checked.closes_on, mine)
    assert told() == [("bodies_closes_on", *days)]


def test_women_s_days_are_told_as_women_s_alone(checked: ConsultationPage) -> None:
    make_body_form(checked)
    move(checked, 3)
    assert {about for about, _was, _now in told()} == {"closes_on", "reply_by"}


@pytest.mark.parametrize("way", [to_draft, hold, down])
def test_what_organisations_could_answer_is_held_before_women_can(
    ready: Form, checked: ConsultationPage, way: Way
) -> None:
    closes = checked.closes_on
    form = make_body_form(checked, opens_on=timezone.localdate() - DAY, closes_on=closes)
    assert form.has_opened
    way(checked)
    form = form_of(form)
    form.closes_on = closes + DAY
    form.save()
    assert form_of(form).closes_on == closes
    assert told() == []


def test_a_day_that_moves_on_another_day_is_told_beside_the_first(
    checked: ConsultationPage,
) -> None:
    closes = checked.closes_on
    move(checked, 2)
    with time_machine.travel(timezone.now() + DAY):
        move(checked, 2)
    days = PageChange.objects.filter(about="closes_on").values_list("was", "now")
    assert list(days) == [(closes, closes + 2 * DAY), (closes + 2 * DAY, closes + 4 * DAY)]
