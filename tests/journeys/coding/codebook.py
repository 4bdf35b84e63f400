"""The codebook that four consultations share: themes are defined, renamed, merged, split, retired
and named for an area; each change moves what people coded, is written down, and can be undone."""

from collections import Counter

from django.db.models import Q
from django.urls import reverse

from insights.codebook.models import CodebookChange
from insights.models import Codebook, Coding, Theme
from insights.selectors import theming_of
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import World

MONEY, TRANSPORT, CHILDCARE, FAMILY = (
    f"need.{name}" for name in ("money", "transport", "childcare", "children_family")
)
WHY = "Why, if you like"
Given = Counter[tuple[int, int, int, str, bool]]  # response, theme, coder, decision, does it count


def walk(me: Walker, world: World) -> None:
    theming = theming_of(world.finished)
    assert theming is not None
    book = theming.codebook
    me.open(reverse("insights:codebook:list"))
    me.look("codebooks")
    me.follow(book.name)
    me.says("Used in: Glanwern, Southdown.")
    me.look("a codebook")
    before = book.version
    define(me, book)
    rename(me, book)
    merge_and_undo(me, book)
    split(me, book)
    retire(me, book)
    name_for_an_area(me, world, book)
    side_by_side(me, book, before)


def place(name: str, book: Codebook, *more: int) -> str:
    return reverse(f"insights:codebook:{name}", args=[book.pk, *more])


def theme(book: Codebook, code: str) -> Theme:
    return book.themes.get(code=code)


def given() -> Given:
    """All that people coded, anywhere."""
    columns = ("response_id", "theme_id", "coder_id", "decision", "counts")
    return Counter(Coding.objects.values_list(*columns))


def women_with(*themes: Theme) -> set[int]:
    here = Q(theme__in=themes) | Q(theme__parent__in=themes)
    rows = Coding.objects.filter(here, decision__in=("accepted", "added", "agreed"), counts=True)
    return set(rows.values_list("response_id", flat=True))


def define(me: Walker, book: Codebook) -> None:
    me.open(place("add", book))
    me.look("add a theme")
    me.press("Add it")
    me.says("This field is required.")
    me.tab.get_by_label("Where").select_option("axis:need")
    me.type(me.tab.locator("[name=name]"), "Waiting for a date")
    me.type("What it covers", "Months in which nobody says when the hearing is.")
    me.type("What belongs here", "Bail, remand, a date that was moved.")
    me.press("Add it")
    me.says("“Waiting for a date” is in the codebook. Nothing is coded with it yet.")


def rename(me: Walker, book: Codebook) -> None:
    """What people coded stays where it is."""
    coded = given()
    me.open(place("edit", book, theme(book, MONEY).pk))
    me.look("edit a theme")
    me.type(me.tab.locator("[name=name]"), "Money, debt and benefits")
    me.type(WHY, "Women say “benefits”.")
    me.press("Save")
    me.says("“Money, debt and benefits” is saved.")
    assert given() == coded


def merge_and_undo(me: Walker, book: Codebook) -> None:
    """Two themes become one, and each woman keeps it once; then all is as it was, to the row."""
    coded, (one, other) = given(), (theme(book, CHILDCARE), theme(book, FAMILY))
    both = women_with(one, other)
    assert set() < women_with(one) < both
    me.open(place("merge", book, one.pk))
    me.says("responses have it, in: Glanwern, Southdown.")
    me.look("merge a theme")
    me.tab.get_by_label("Merge it into").select_option(str(other.pk))
    me.press("Merge")
    me.says("Few women raised this in", "Say why, so that it doesn't go unnoticed.")
    assert given() == coded
    me.type(WHY, "Women tell of both in one breath.")
    me.press("Merge")
    me.says(f"“{one}” is merged into “{other}”.")
    assert women_with(other) == both
    assert not women_with(one)
    me.open(place("history", book))
    me.says("Theme merged: " + str(one), "codings were moved.")
    me.look("what was changed")
    me.press("Undo")
    me.says("Undone: Theme merged")
    assert given() == coded


def split(me: Walker, book: Codebook) -> None:
    """One theme becomes two below it: who is ticked goes there, all others stay where they are."""
    old = theme(book, TRANSPORT)
    women = women_with(old)
    assert len(women) >= 3
    me.open(place("split", book, old.pk))
    me.type("Name of new theme 1", "No bus")
    me.type("Name of new theme 2", "The fare")
    me.press("Go on to the responses")
    me.look("split a theme")
    first = me.tab.locator("fieldset.book__row").first
    me.tick(first.get_by_label("No bus"))
    me.tick(first.get_by_label("The fare"))
    me.type(WHY, "A bus that isn't there is not a bus that costs too much.")
    me.enter(me.tab.get_by_role("button", name="Split", exact=True))
    me.says(f"“{old}” is split into “No bus”, “The fare”.")
    new = [book.themes.get(name=name, parent=old) for name in ("No bus", "The fare")]
    assert women_with(new[0]) == women_with(new[1])
    assert len(women_with(new[0])) == 1
    assert women_with(old) == women, "under the theme above nobody is lost"


def retire(me: Walker, book: Codebook) -> None:
    """Out of use, and back: what was coded with it stays."""
    me.open(place("retire", book, theme(book, FAMILY).pk))
    me.type(WHY, "It is said in each of its sub-themes.")
    me.press("Retire it")
    me.says("It has sub-themes in use: move, merge or retire those first.")
    coded, old = given(), book.themes.get(name="The fare")
    assert women_with(old)
    me.open(place("retire", book, old.pk))
    me.look("retire a theme")
    me.type(WHY, "One woman, and she spoke of the bus.")
    me.press("Retire it")
    me.says(f"“{old}” is retired.")
    assert given() == coded
    me.open(place("theme", book, old.pk))
    me.look("a theme that is retired")
    me.follow("Take back into use")
    me.press("Take it back into use")
    me.says(f"“{old}” is in use again.")
    assert given() == coded


def name_for_an_area(me: Walker, world: World, book: Codebook) -> None:
    """Southdown's screens say it in Southdown's words, Glanwern's as the codebook has it."""
    me.open(place("names", book, theme(book, MONEY).pk))
    me.look("names in areas")
    me.type(me.tab.get_by_label("Name in Southdown", exact=True), "Making ends meet")
    me.press("Save")
    me.says("The names are saved.")
    me.open(reverse("insights:overview", args=[world.finished.pk]))
    me.says("Making ends meet")
    me.open(reverse("insights:overview", args=[world.reflexive.pk]))
    me.says("Money, debt and benefits", "Buses and getting there")
    me.says_nothing_of("Making ends meet")


def side_by_side(me: Walker, book: Codebook, before: str) -> None:
    """What the version said that she began with, and what it says now."""
    now = Codebook.objects.get(pk=book.pk).version
    assert now != before
    me.open(place("versions", book))
    me.tab.get_by_label("From version").select_option(before)
    me.tab.get_by_label("to version").select_option(now)
    me.press("Show")
    me.says(f"{before} beside {now}", "Money, debt and benefits", "Waiting for a date", "No bus")
    me.look("two versions")
    kinds = Counter(CodebookChange.objects.filter(undone_on=None).values_list("kind", flat=True))
    assert kinds["split"] == kinds["added"] == 1
