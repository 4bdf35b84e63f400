"""Making, moving, keeping and giving up a promise: who may, when, and what stands afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from consultations.models import ConsultationPage, Move, Promise
from consultations.promises import services
from consultations.promises.services import (
    DayIsGone,
    HasEnded,
    InTheArchive,
    KeptBefore,
    NotPromised,
    NotPublic,
    Said,
    WordsMissing,
    WrongDay,
)
from core.models import Area, HomePage
from tests.factories.accounts import make_staff
from tests.factories.promises import day, make_promise

Make = Callable[..., ConsultationPage]
WHY = Said(" The board meets later. ")


@pytest.fixture
def editor(area: Area) -> Any:
    return make_staff("editor", area)


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation("closed")


def make(page: ConsultationPage, by: Any, **fields: Any) -> Promise:
    values: dict[str, Any] = {
        "what": Said("We meet."),
        "owner": "Head of housing",
        "due_on": day(5),
    }
    return services.make_promise(consultation=page, by=by, **values | fields)


DO: dict[str, Callable[[ConsultationPage, Promise, Any], object]] = {
    "make": lambda page, promise, by: make(page, by),
    "move": lambda page, promise, by: services.move_promise(
        promise=promise, by=by, to=day(20), because=WHY
    ),
    "move_reply": lambda page, promise, by: services.move_reply(
        consultation=page, by=by, to=day(50), because=WHY
    ),
    "end": lambda page, promise, by: services.end_promise(
        promise=promise, by=by, state="kept", on=day(0), how=Said("We met.")
    ),
}


def stored() -> list[Any]:
    return [
        list(Promise.objects.values_list("due_on", "state")),
        list(Move.objects.values_list("now", flat=True)),
        list(ConsultationPage.objects.values_list("reply_by", flat=True)),
    ]


@pytest.mark.parametrize("action", DO)
@pytest.mark.parametrize(
    ("role", "here", "may"),
    [
        ("editor", True, True),
        ("editor", False, False),
        *((role, True, False) for role in ("facilitator", "reviewer", "administrator")),
    ],
)
def test_who_may(
    page: ConsultationPage,
    area: Area,
    other_area: Area,
    action: str,
    role: str,
    here: bool,
    may: bool,
) -> None:
    promise = make_promise(page)
    by, before = make_staff(role, area if here else other_area), stored()
    if may:
        DO[action](page, promise, by)
        assert stored() != before
    else:
        with pytest.raises(PermissionDenied):
            DO[action](page, promise, by)
        assert stored() == before


def test_a_promise_keeps_both_languages_and_a_line_in_the_history(
    page: ConsultationPage, editor: Any
) -> None:
    made = make(page, editor, what=Said(" We meet. ", " Rydym yn cwrdd. "))
    assert (made.what, made.what_cy) == ("We meet.", "Rydym yn cwrdd.")
    assert (made.made_on, made.state) == (day(0), "stands")
    line = PageLogEntry.objects.get(action="promises.make")
    assert (line.page_id, line.user, line.data) == (page.pk, editor, {"promise": made.pk})


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"what": Said(" ", "Cymraeg")}, WordsMissing),
        ({"owner": " "}, WordsMissing),
        ({"due_on": day(-3)}, WrongDay),
        ({"due_on": day(2000)}, WrongDay),
        ({"due_on": date.max}, WrongDay),
        ({"due_on": day(-1)}, WrongDay),
    ],
)
def test_what_is_no_promise(
    page: ConsultationPage, editor: Any, fields: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        make(page, editor, **fields)
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, None),
        ({"live": False, "first_published_at": timezone.now()}, None),  # it is down just now
        ({"live": False}, NotPublic),
        ({"reached": "followed_up"}, InTheArchive),
    ],
)
def test_nothing_is_promised_where_nobody_reads_it_or_all_is_over(
    consultation: Make, editor: Any, fields: dict[str, Any], error: type[Exception] | None
) -> None:
    page = consultation("planned", **fields)
    if error is None:
        make(page, editor)
    else:
        with pytest.raises(error):
            make(page, editor)
    assert Promise.objects.exists() is (error is None)


@pytest.mark.parametrize(
    ("state", "on", "error"),
    [
        ("kept", -6, WrongDay),  # before it was written
        ("kept", -5, KeptBefore),
        ("kept", -4, None),
        ("broken", -5, None),  # a slip that is put right at once
        ("broken", -6, WrongDay),
    ],
)
def test_nothing_is_kept_before_it_was_promised(
    page: ConsultationPage, editor: Any, state: str, on: int, error: type[Exception] | None
) -> None:
    promise = make(page, editor)
    Promise.objects.update(made_on=day(-5), due_on=day(-3))
    if error is None:
        services.end_promise(promise=promise, by=editor, state=state, on=day(on), how=WHY)
    else:
        with pytest.raises(error):
            services.end_promise(promise=promise, by=editor, state=state, on=day(on), how=WHY)
    assert Promise.objects.get().state == ("stands" if error else state)


def test_a_moved_day_keeps_the_old_one_and_its_reason(page: ConsultationPage, editor: Any) -> None:
    promise = make_promise(page, 3)
    move = services.move_promise(promise=promise, by=editor, to=day(20), because=WHY)
    again = services.move_promise(promise=promise, by=editor, to=day(30), because=WHY)
    assert (move.was, move.now, move.moved_on) == (day(3), day(20), day(0))
    assert (again.was, again.now, again.because) == (day(20), day(30), "The board meets later.")
    promise.refresh_from_db()
    assert promise.due_on == day(30)


@pytest.mark.parametrize(
    ("due", "state", "to", "because", "error"),
    [
        (3, "stands", day(3), WHY, WrongDay),
        (3, "stands", day(-1), WHY, WrongDay),
        (3, "stands", date.max, WHY, WrongDay),
        (3, "stands", day(9), Said(""), WordsMissing),
        (-1, "stands", day(9), WHY, DayIsGone),
        (3, "kept", day(9), WHY, HasEnded),
        (3, "broken", day(9), WHY, HasEnded),
    ],
)
def test_what_cannot_be_moved(
    page: ConsultationPage,
    editor: Any,
    due: int,
    state: str,
    to: date,
    because: Said,
    error: type[Exception],
) -> None:
    promise, was = make_promise(page, due, state=state), stored()
    with pytest.raises(error):
        services.move_promise(promise=promise, by=editor, to=to, because=because)
    assert stored() == was


def test_a_reply_is_moved_in_every_language(
    site_root: HomePage, page: ConsultationPage, editor: Any
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    for thing in (site_root, page.get_parent().specific, page):
        twin = thing.copy_for_translation(welsh)
        twin.save_revision().publish()
    services.move_reply(consultation=twin, by=editor, to=day(60), because=WHY)
    days = ConsultationPage.objects.values_list("reply_by", flat=True)
    assert list(days) == [day(60), day(60)]
    assert Move.objects.get().consultation_id == page.pk


@pytest.mark.parametrize(
    ("trait", "fields", "to", "error"),
    [
        ("planned", {}, 70, NotPromised),
        ("open", {}, 5, WrongDay),  # before it closes
        ("open", {}, 51, WrongDay),  # its day already
        ("closed", {"reply_by": day(-1)}, 30, DayIsGone),
        ("closed", {"reached": "decided"}, 60, HasEnded),
    ],
)
def test_what_reply_cannot_be_moved(
    consultation: Make, editor: Any, trait: str, fields: Any, to: int, error: type[Exception]
) -> None:
    page = consultation(trait, **fields)
    with pytest.raises(error):
        services.move_reply(consultation=page, by=editor, to=day(to), because=WHY)
    assert not Move.objects.exists()


@pytest.mark.parametrize("trait", ["open", "closed"])
def test_what_was_promised_is_not_edited_away(consultation: Make, trait: str) -> None:
    page = consultation(trait)
    was, opened = page.reply_by, page.opens_on
    draft = page.save_revision()
    page.reply_by, page.opens_on, page.title = day(400), day(-90), "Another title"
    page.save_revision().publish()
    page = ConsultationPage.objects.get(pk=page.pk)
    assert (page.reply_by, page.opens_on, page.title) == (was, opened, "Another title")
    ConsultationPage.objects.filter(pk=page.pk).update(reply_by=day(90))
    draft.refresh_from_db()
    assert draft.as_object().reply_by == day(90)
    draft.publish()
    page.refresh_from_db()
    assert page.reply_by == day(90)


def test_what_nobody_could_read_may_still_be_edited(consultation: Make) -> None:
    for page in (consultation("planned"), consultation("open", live=False)):
        page.reply_by = day(400)
        page.save()
        page.refresh_from_db()
        assert page.reply_by == day(400)


def test_taking_a_page_down_lets_nobody_edit_its_promise(consultation: Make) -> None:
    page = consultation("open")
    page.save_revision().publish()
    page = ConsultationPage.objects.get(pk=page.pk)
    page.unpublish()
    was = page.reply_by
    page.reply_by = day(400)
    page.save()
    page.refresh_from_db()
    assert page.reply_by == was


@pytest.mark.parametrize("state", ["kept", "broken"])
def test_it_ends_in_the_open_and_may_be_put_right_on_that_day(
    page: ConsultationPage, editor: Any, state: str
) -> None:
    promise = make_promise(page, -3)

    def end(words: str) -> Promise:
        how = Said(words, "Cymraeg")
        return services.end_promise(promise=promise, by=editor, state=state, on=day(-4), how=how)

    end("We met.")
    ended = end("We met twice.")
    assert (ended.state, ended.ended_on, ended.how) == (state, day(-4), "We met twice.")
    Promise.objects.update(told_on=day(-1))
    with pytest.raises(HasEnded):
        end("We never met.")
    assert Promise.objects.get().how == "We met twice."


@pytest.mark.parametrize(
    ("state", "on", "how", "error"),
    [
        ("kept", day(1), Said("We met."), WrongDay),
        ("kept", day(-900), Said("We met."), WrongDay),
        ("stands", day(0), Said("We met."), WrongDay),
        ("kept", day(0), Said(" "), WordsMissing),
        ("broken", day(0), Said(""), WordsMissing),
    ],
)
def test_what_ends_nothing(
    page: ConsultationPage, editor: Any, state: str, on: date, how: Said, error: type[Exception]
) -> None:
    promise = make_promise(page, -3)
    with pytest.raises(error):
        services.end_promise(promise=promise, by=editor, state=state, on=on, how=how)
    assert Promise.objects.get().state == "stands"
