"""The facilitator: shares out, reads and codes, looks at what was coded, hands over. No mouse."""

import csv
import io
import zipfile
from pathlib import Path

from django.urls import reverse

from insights.models import CaseSummary, Coding, HandOver, SuggestionRun
from insights.services.runs import carry_out_run
from tests.insights.handover import qda_shape
from tests.journeys.coding.reading import read_share, share_of
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import ALL as EVERYBODY
from tests.journeys.coding.world import TITLE, World

UNREAD, BEFORE = 4, 13  # unread by anybody and nobody's; read and coded before
ALL = EVERYBODY["half read"]


def place(name: str, world: World, *more: int) -> str:
    return reverse(f"insights:{name}", args=[world.consultation.pk, *more])


def walk(me: Walker, world: World, files: Path) -> None:
    find(me, world)
    share_out(me, world)
    read_share(me, world)
    look_at_what_was_coded(me, world)
    search(me, world)
    sum_up(me, world)
    hand_over(me, world, files)


def find(me: Walker, world: World) -> None:
    """From the first screen to the consultation; the worker looks for themes meanwhile."""
    me.open("/manage/")
    me.follow("Themes")
    me.look("themes")
    me.follow(TITLE)
    me.says(f"{ALL} responses: {BEFORE} read by you, {BEFORE} coded")
    me.look("responses")
    me.press("Look for themes")
    carry_out_run(run=SuggestionRun.objects.get(consultation=world.consultation))
    me.open(place("responses", world))
    me.says(f"{ALL} responses: {BEFORE} read by you, {BEFORE} coded")


def share_out(me: Walker, world: World) -> None:
    me.follow("Shared out")
    me.says(f"{UNREAD} responses are in nobody's share")
    for person in (world.facilitator, world.lead):
        box = me.tab.get_by_label(str(person), exact=True)
        if not box.is_checked():
            me.tick(box)
    me.press("Share out")
    me.says(
        f"{share_of(world)} responses: 0 read, 0 coded.", "Every response is in somebody's share"
    )
    me.look("shared out")


def look_at_what_was_coded(me: Walker, world: World) -> None:
    """The list leads to each picture of it. They are looked at in `together`, over more women."""
    for link, says in (
        ("Map of themes", "25 women answered; 24 are coded."),
        ("Over time", "Over time"),
        ("Who we heard", "Who we heard"),
        ("Overview of themes", "24 of 25 responses are coded"),
    ):
        me.open(place("responses", world))
        me.follow(link)
        me.says(says)
    me.follow("Legal help and rights")
    me.look("a theme")


def search(me: Walker, world: World) -> None:
    """A stem, a phrase, a word that stands for the same, filters together, and a table."""
    me.open(place("responses", world))
    me.follow("Search")

    def ask(words: str) -> None:
        me.type("Words", words)
        me.enter(me.tab.get_by_role("button", name="Search", exact=True))

    ask("arresting")
    me.says("3 responses found")  # arrested, arrest
    ask('"video link"')
    me.says("1 response found", "“video link”")
    ask('"link video"')
    me.says("0 responses found", "Nothing was found")
    ask("lawyer")
    me.says("0 responses found")
    me.enter(me.tab.get_by_role("link", name="Look for words that stand for the same").first)
    me.says("solicitor")
    me.look("search by a synonym")
    found = me.tab.locator(".found__one").count()
    assert found >= 2
    me.tab.locator(".search__filters > summary").press("Enter")
    me.tick(me.tab.get_by_label("Paper", exact=True))
    me.tick(me.tab.get_by_label("English", exact=True))
    me.enter(me.tab.get_by_role("button", name="Search", exact=True))
    assert me.tab.locator(".found__one").count() == 1 < found
    me.follow("Table to code from")
    me.tick(me.tab.locator("[name=response]").first)
    response = int(me.tab.locator("[name=response]").first.get_attribute("value") or 0)
    chosen = me.tab.get_by_label("Add a theme to what is ticked")
    chosen.focus()
    me.tab.keyboard.type("Phones")
    me.keys("Enter")  # sends nothing: the button beside it does
    me.look("table to code from")
    me.enter(me.tab.get_by_role("button", name="Add", exact=True))
    me.says("“Phones and the internet” was added to 1 response.")
    given = Coding.objects.filter(response=response, theme__code="need.digital")
    assert given.get().coder == world.facilitator
    me.press("Undo what was just added")
    me.says("1 coding is undone.")
    assert not given.exists()


def sum_up(me: Walker, world: World) -> None:
    """A cell of the framework matrix."""
    me.open(f"{place('matrix', world)}?axis=need")
    me.look("matrix")
    me.follow("Summarise")
    me.look("a summary")
    me.type("Summary", "Nobody told her what the words meant.")
    me.press("Save, back to the matrix")
    me.says("Nobody told her what the words meant.")
    written = CaseSummary.objects.filter(response__version__form__consultation=world.consultation)
    assert written.get().written_by == world.facilitator


def hand_over(me: Walker, world: World, files: Path) -> None:
    """A table, a project for another tool, a paragraph, and cards."""
    me.open(place("responses", world))
    me.follow("Hand over")
    me.look("hand over")
    table = zipfile.ZipFile(_file(me, world, files, "CSV, for a spreadsheet"))
    rows = list(csv.DictReader(io.StringIO(table.read("coded.csv").decode("utf-8-sig"))))
    assert len(rows) == ALL
    assert sum(bool(row["coded_by"]) for row in rows) == 24
    project = zipfile.ZipFile(_file(me, world, files, "REFI-QDA project"))
    assert project.testzip() is None
    assert qda_shape.faults(project.read("project.qde").decode()) == []
    me.open(place("hand_over", world))
    me.says("Evaluation team", "CSV", "REFI-QDA")

    me.follow("A paragraph to copy")
    words = me.tab.locator("#exact-words").input_value()
    assert words.startswith("Of the 25 women who answered, the words of 24 were given themes")
    assert "Most often these 24 spoke of" in words
    assert "a quiet voice" in words
    assert "One person coded." in words
    me.look("a paragraph")
    cards(me, world, files)


def cards(me: Walker, world: World, files: Path) -> None:
    """Quotes that women allowed, on paper."""
    me.open(place("quote_cards", world))
    me.look("quote cards")
    me.tick(me.tab.get_by_label("Show them to the people who plan services"))
    me.press("Show quotes")
    me.look("quotes to choose from")
    me.tick(me.tab.locator("[name=quotes]"))
    me.type("Why they leave", "Session on Tuesday.")
    me.type("Who will have them", "Session lead")
    with me.tab.expect_download() as given:
        me.tab.get_by_role("button", name="Make the cards").press("Enter")
    path = files / given.value.suggested_filename
    given.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF-")
    kinds = HandOver.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["coded_csv", "qdpx", "cards"]


def _file(me: Walker, world: World, files: Path, kind: str) -> Path:
    """Fill the form in and keep what comes."""
    me.open(place("hand_over", world))
    me.tick(me.tab.get_by_label(kind, exact=False))
    me.tick(me.tab.get_by_label("Print them in a report"))
    me.type("Why they leave", "For the evaluation.")
    me.type("Who will have them", "Evaluation team")
    with me.tab.expect_download() as given:
        me.tab.get_by_role("button", name="Make the file").press("Enter")
    path = files / given.value.suggested_filename
    given.value.save_as(path)
    return path
