"""Reading and coding at the bench, by the keys that its own list names, and by no other way."""

import re
from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from playwright.sync_api import expect

from insights.models import Coding, Mark, Memo, Passage, Reading, Share
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import World

READ_BEFORE, ALL, READS = 13, 25, 11
MEMO = "Two women speak of the dock. Ask in the next session what would have helped."
OPEN = "[data-row][data-open]"  # suggestions that she hasn't decided on


def read_share(me: Walker, world: World) -> None:
    """Her share, then some of her colleagues': a share bars nobody. One is left unread."""
    page = reverse("insights:responses", args=[world.consultation.pk])
    me.follow("Open my share")
    me.follow("Start reading")
    share = share_of(world)
    me.says(f"Response 1 of {share}", f"0 of {share} in your share read")
    me.look("the bench")
    work: list[Callable[[Walker], None]] = [
        *(accept_all, turn_down, change, split, point_at_words, undo),
        *(write_memo, mark, find_a_theme, accept_all, accept_all),
    ]
    assert 0 < share < len(work) == READS
    for number, do in enumerate(work, start=1):
        code(me, do)
        if number < share:
            me.says(f"{number} of {share} in your share read")
        elif number == share:
            me.says("You have read all responses of this list.")
            me.open(f"{page}?show=all")
            me.follow("Start reading")
            me.says(f"{READ_BEFORE + share} of {ALL} read by you", f"{share} of {share} in your")
    readings = Reading.objects.filter(reader=world.facilitator)
    here = readings.filter(response__version__form__consultation=world.consultation)
    assert here.count() == READ_BEFORE + READS
    me.open(reverse("insights:memos", args=[world.consultation.pk]))
    me.says(MEMO)
    me.look("memos")
    me.open(f"{page}?show=quotable")
    assert me.tab.locator("th.words").count() == 1


def share_of(world: World) -> int:
    """How many are the facilitator's own to read."""
    hers = Share.objects.filter(coder=world.facilitator)
    return hers.filter(response__version__form__consultation=world.consultation).count()


def code(me: Walker, do: Callable[[Walker], None]) -> None:
    """One response: something is given, the thing is done, and on she goes."""
    if not me.tab.locator("[data-row]:visible").count():
        add(me, "Confidence,")
    do(me)
    if not given(me).exists():  # all was turned down: no theme is no reading of these
        add(me, "Trust and")
    with me.tab.expect_navigation():
        me.keys("n")


def response_of(me: Walker) -> int:
    found = re.search(r"/responses/(\d+)/", me.tab.url)
    assert found
    return int(found.group(1))


def given(me: Walker) -> QuerySet[Coding]:
    return Coding.objects.filter(
        response=response_of(me), decision__in=("accepted", "added"), counts=True
    )


def add(me: Walker, words: str) -> str:
    """Find a theme and add it. Returns its name."""
    me.keys("/")
    me.stands_at("#find-theme")
    me.tab.keyboard.type(words)
    said = me.tab.locator("#find-said")
    expect(said).to_contain_text("Enter adds")
    name = re.search("“(.+)”", said.inner_text())
    assert name
    me.keys("Enter")
    expect(me.tab.locator("[data-row]:focus strong")).to_have_text(name.group(1))
    return name.group(1)


def accept_all(me: Walker) -> None:
    waiting = me.tab.locator(f"{OPEN}:visible").count()
    me.keys(*["a"] * waiting)
    expect(me.tab.locator(f"{OPEN}:visible")).to_have_count(0, timeout=30_000)  # nine posts
    accepted = given(me).filter(decision="accepted", suggestion__isnull=False)
    assert accepted.count() >= waiting


def turn_down(me: Walker) -> None:
    if not me.tab.locator(f"{OPEN}:visible").count():
        return
    name = me.tab.locator(f"{OPEN}:visible strong").first.inner_text()
    me.keys("x")
    row = me.tab.locator("[data-row]", has=me.tab.get_by_text(name, exact=True)).first
    expect(row).not_to_have_attribute("data-open", "")
    expect(row).to_contain_text("Not this")
    rejected = Coding.objects.get(response=response_of(me), theme__name=name)
    assert rejected.decision == "rejected"


def change(me: Walker) -> None:
    """Another theme in place of the first."""
    me.keys("j")
    old = me.tab.locator("[data-row]:focus strong").inner_text()
    with me.tab.expect_navigation():
        me.keys("c")
    me.stands_at("#find-theme")
    me.look("change a theme")
    me.tab.locator("#find-theme").focus()
    me.tab.keyboard.type("Learning and")
    with me.tab.expect_navigation():
        me.keys("Enter")
    me.says(f"“{old}” is now: Learning and skills.")
    expect(me.tab.locator("[data-row]:focus strong")).to_have_text("Learning and skills")
    assert given(me).filter(theme__name="Learning and skills").exists()
    assert not given(me).filter(theme__name=old).exists()


def split(me: Walker) -> None:
    """Two themes in place of the first."""
    me.keys("j")
    old = me.tab.locator("[data-row]:focus strong").inner_text()
    with me.tab.expect_navigation():
        me.keys("c")
    me.stands_at("#find-theme")
    me.tab.keyboard.type("Pregnancy, birth and new")
    me.keys("ArrowDown", "Space", "ArrowUp", "Control+a")
    me.tab.keyboard.type("Immigration status")
    with me.tab.expect_navigation():
        me.keys("Enter")
    names = set(given(me).values_list("theme__name", flat=True))
    assert {"Pregnancy, birth and new babies", "Immigration status"} <= names
    assert old not in names


def point_at_words(me: Walker) -> None:
    name = add(me, "Decency") if not given(me).exists() else ""
    me.keys("p")
    me.stands_at("[data-words]")
    me.keys("Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    expect(me.tab.locator(".pointed")).not_to_have_count(0)
    passage = Passage.objects.get(coding__response=response_of(me))
    assert passage.end > passage.start
    assert name in ("", passage.coding.theme.name)
    me.look("the bench with words pointed at")


def undo(me: Walker) -> None:
    before = set(given(me).values_list("pk", flat=True))
    name = add(me, "Phones and")
    me.keys("u")
    expect(me.tab.locator(".messages")).to_contain_text(f"Undone: {name}.")
    assert set(given(me).values_list("pk", flat=True)) == before


def write_memo(me: Walker) -> None:
    me.keys("m")
    me.stands_at("#memo-text")
    me.tab.keyboard.type(MEMO)
    me.keys("Tab")
    with me.tab.expect_navigation():
        me.keys("Enter")
    assert Memo.objects.latest("pk").response_id == response_of(me)


def mark(me: Walker) -> None:
    for key, kind in (("r", "rich"), ("q", "quotable")):
        me.keys(key)
        me.stands_at(f"#mark-{kind}")
    kinds = Mark.objects.filter(response=response_of(me)).values_list("kind", flat=True)
    assert set(kinds) == {"rich", "quotable"}


def find_a_theme(me: Walker) -> None:
    """By words of its description, not of its name."""
    name = add(me, "solicitor")
    assert given(me).filter(theme__name=name).exists()
