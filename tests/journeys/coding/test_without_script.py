"""The facilitator's way through the demo's responses where the browser runs no script."""

import re

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from playwright.sync_api import Locator

from feedback.models import Response
from insights.models import Coding, Memo, Reading, Suggestion, SuggestionRun, Theme
from insights.services.runs import carry_out_run
from tests.journeys.coding.conftest import Walkers
from tests.journeys.coding.reading import given, response_of
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import TITLE, World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.demo]
MEMO = "She says what the others only hint at."


def test_a_facilitator_reads_and_codes(world: World, walkers: Walkers) -> None:
    me = walkers(world.facilitator, script=False)
    me.open(reverse("insights:themes"))
    me.follow(TITLE)
    me.says("25 responses: 13 read by you, 13 coded")
    me.press("Look for themes")
    carry_out_run(run=SuggestionRun.objects.get(consultation=world.consultation))
    me.open(reverse("insights:responses", args=[world.consultation.pk]) + "?show=all")
    me.follow("Start reading")
    me.says("13 of 25 read by you")
    accept_and_turn_down(me)
    add_another(me)
    write_memo(me)
    point(me)
    read = Reading.objects.filter(reader=world.facilitator, response__in=here(world)).count()
    for number in range(read + 1, read + 4):
        me.press("Read, next")
        me.says(f"{number} of 25 read by you")
        assert not me.tab.locator("[data-keys-open]").is_visible()
    search(me, world)


def here(world: World) -> QuerySet[Response]:
    return Response.objects.filter(version__form__consultation=world.consultation)


def rows(me: Walker) -> Locator:
    """Suggestions that she hasn't decided on."""
    return me.tab.locator("[data-row][data-open]:visible")


def accept_and_turn_down(me: Walker) -> None:
    while rows(me).count() < 2:
        me.press("Read, next")
    accepted, refused = (rows(me).nth(n).locator("strong").inner_text() for n in (0, 1))
    me.enter(rows(me).first.get_by_role("button", name="Accept"))
    me.enter(rows(me).first.get_by_role("button", name="Not this"))
    decisions = Coding.objects.filter(response=response_of(me))
    assert dict(decisions.values_list("theme__name", "decision")) == {
        accepted: "accepted",
        refused: "rejected",
    }
    me.press("Undo the last")
    me.says(f"Undone: {refused}.")
    assert list(given(me).values_list("theme__name", flat=True)) == [accepted]


def add_another(me: Walker) -> None:
    """A theme that wasn't suggested: what was depends on what the engine has learned."""
    assert not me.tab.locator(".add__search").is_visible()
    suggested = Suggestion.objects.filter(response=response_of(me)).values("theme")
    theme = (
        Theme.objects.filter(status=Theme.Status.ACTIVE).exclude(pk__in=suggested).earliest("order")
    )
    me.tick(me.tab.locator(f"[name=themes][value='{theme.pk}']"))
    me.press("Add what is ticked")
    assert given(me).filter(theme=theme, decision="added").exists()


def write_memo(me: Walker) -> None:
    me.tab.locator("#memo-new > summary").press("Enter")
    me.type(me.tab.locator("#memo-text"), MEMO)
    me.press("Save the memo")
    me.says(MEMO)
    assert Memo.objects.latest("pk").response_id == response_of(me)


def point(me: Walker) -> None:
    """Words are pointed at by sentence, on a page of its own."""
    me.enter(me.tab.locator("a[data-key=p]"))
    me.tick(me.tab.locator("[name=places]"))
    me.press("Point at them")
    assert me.tab.locator(".pointed").count()


def search(me: Walker, world: World) -> None:
    me.open(reverse("insights:search", args=[world.consultation.pk]))
    me.type("Words", "arresting")
    with me.tab.expect_navigation():
        me.keys("Enter")
    me.says("3 responses found")
    me.follow("Table to code from")
    me.tick(me.tab.locator("[name=response]"))
    me.tab.get_by_label("Add a theme to what is ticked").select_option(label="Childcare")
    me.enter(me.tab.get_by_role("button", name="Add", exact=True))
    me.says("“Childcare” was added to 1 response.")
    me.press("Undo what was just added")
    me.enter(me.tab.get_by_role("link", name=re.compile("^Take away")))
    me.says("25 responses found")
