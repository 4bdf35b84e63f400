"""A translator may come after the promise; what was written stands."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from consultations.models import ConsultationPage, Move, Promise
from consultations.promises.welsh import untold, write_welsh
from core.models import Area
from tests.factories.accounts import make_staff
from tests.factories.promises import make_move, make_promise
from tests.fixtures.story import StaffClient

Make = Callable[..., ConsultationPage]


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    """Three sentences are in English alone, one is not."""
    page = consultation("closed")
    make_promise(page, 5, what="We meet.", what_cy="Rydym yn cwrdd.", how="We met.")
    make_move(page, 20, 30, make_promise(page, 30, what="We write."))
    make_promise(consultation("open"), 5)
    return page


def names(page: ConsultationPage) -> list[str]:
    return [one.name for one in untold(page)]


def test_what_is_missing_is_written_once(page: ConsultationPage, area: Area) -> None:
    by, found = make_staff("editor", area), untold(page)
    assert [one.english for one in found] == ["We met.", "We write.", "The board meets later."]
    words = {found[0].name: " Cwrddom. ", found[1].name: " ", "promise-1-owner": "Fi"}
    assert write_welsh(consultation=page, by=by, words=words) == 1
    assert Promise.objects.get(what="We meet.").how_cy == "Cwrddom."
    again = {found[0].name: "Arall.", found[2].name: "Mae'r bwrdd yn hwyr."}
    assert write_welsh(consultation=page, by=by, words=again) == 1
    assert Promise.objects.get(what="We meet.").how_cy == "Cwrddom."
    assert Move.objects.get().because_cy == "Mae'r bwrdd yn hwyr."
    assert names(page) == [found[1].name]


@pytest.mark.parametrize(("role", "here"), [("facilitator", True), ("editor", False)])
def test_who_may_not(
    page: ConsultationPage, area: Area, other_area: Area, role: str, here: bool
) -> None:
    by = make_staff(role, area if here else other_area)
    with pytest.raises(PermissionDenied):
        write_welsh(consultation=page, by=by, words=dict.fromkeys(names(page), "Cymraeg"))
    assert len(names(page)) == 3


@pytest.mark.parametrize(("length", "left"), [(400, 2), (401, 3)])
def test_the_screen(
    staff: Callable[..., Any], page: ConsultationPage, area: Area, length: int, left: int
) -> None:
    client: StaffClient = staff("editor", area)
    of = client.get(reverse("promises:of", args=[page.pk])).content.decode()
    assert "Write 3 sentences in Welsh" in of
    address = reverse("promises:welsh", args=[page.pk])
    text = client.post(address, {names(page)[0]: "x" * length}, follow=True).content.decode()
    assert len(names(page)) == left
    assert ("Use 400 or fewer" in text) is (left == 3)
