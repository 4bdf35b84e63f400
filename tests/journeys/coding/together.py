"""The lead looks at all four consultations together: between areas, over time, one theme against
another, whom we heard, how far two people agreed, a reading that measures nothing, and a search."""

import re

from django.urls import reverse

from consultations.models import ConsultationPage
from feedback.models import Response
from insights.models import CaseSummary, Coding, Memo, Sample, Theme
from tests.journeys.coding import by_hand
from tests.journeys.coding.codebook import women_with
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import ALL, World

HOUSING, STRUCTURES = "need.housing", "factor.structures"
NUMBERS_OF_AGREEMENT = ("kappa", "Kappa", "alpha", "Krippendorff", "Compare", "second coder")


def place(name: str, page: ConsultationPage, *more: int) -> str:
    return reverse(f"insights:{name}", args=[page.pk, *more])


def walk(me: Walker, world: World) -> None:
    assert Response.objects.count() == sum(ALL.values())
    find(me, world)
    look_at_the_pictures(me, world)
    between(me, world)
    who_was_heard(me, world)
    agree(me, world)
    read_what_was_noted(me, world)
    read_reflexively(me, world)
    search(me, world)


def find(me: Walker, world: World) -> None:
    """Each consultation with how far it is."""
    me.open(reverse("insights:themes"))
    for page, women in ((world.consultation, "half read"), (world.finished, "finished")):
        row = me.tab.locator("tr", has_text=str(page)).inner_text()
        assert str(ALL[women]) in row.split()
    me.look("themes of two areas")


def look_at_the_pictures(me: Walker, world: World) -> None:
    """The map and the overview; a number opens the women behind it."""
    page = world.finished
    me.open(place("overview", page))
    me.look("overview of all that is coded")
    me.open(place("map", page))
    me.look("map of all that is coded")
    cell = me.tab.locator(".map tbody td a").first
    number = int(cell.inner_text())
    me.enter(cell)
    assert me.tab.locator("th.words").count() == min(number, 25)
    me.open(place("over_time", page))
    me.look("over time")
    me.open(f"{place('over_time', page)}?of=area")
    me.says("Southdown")
    me.look("an area over time")


def between(me: Walker, world: World) -> None:
    """Shares of areas beside each other, each with how sure they are."""
    me.open(reverse("insights:between"))
    me.says("Glanwern", "Southdown", "95% interval")
    me.look("between areas")
    me.tab.get_by_label("Side by side").select_option("consultation")
    me.press("Show")
    me.says(*(str(page) for page in (world.consultation, world.finished, world.reflexive)))
    me.look("between consultations")


def who_was_heard(me: Walker, world: World) -> None:
    """Groups in tens, never exact; ways of answering to the woman."""
    me.open(place("heard", world.finished))
    me.says("Women's library group, in prison", "fewer than 10", "20 or more", "12 more wanted")
    me.look("who we heard")


def agree(me: Walker, world: World) -> None:
    """The demo's own sample: every number of the page is NLTK's, worked out here by hand."""
    sample = Sample.objects.get(consultation=world.finished)
    me.open(place("comparison", world.finished, sample.pk))
    me.says(f"Base: {sample.members.count()} responses that both coded", f"from {ALL['finished']}")
    assert by_hand.check(me, sample) >= 10
    me.look("comparison of the demo")


def read_what_was_noted(me: Walker, world: World) -> None:
    """Whoever is new finds memos, marks and summaries, and sees whose they are."""
    page = world.finished
    me.open(place("memos", page))
    me.says(*Memo.objects.filter(consultation=page).values_list("text", flat=True)[:1])
    me.says(str(world.facilitator), str(world.second))
    me.look("memos of a whole reading")
    me.open(f"{place('matrix', page)}?axis=need")
    me.look("a matrix with summaries")
    me.open(f"{place('matrix', page)}?axis=need&theme={theme(HOUSING).pk}")
    for text in CaseSummary.objects.filter(theme=theme(HOUSING)).values_list("text", flat=True)[:1]:
        me.says(text)


def theme(code: str) -> Theme:
    return Theme.objects.get(code=code)


def read_reflexively(me: Walker, world: World) -> None:
    """One reading, told with where its reader stands: no number of agreement anywhere."""
    page = world.reflexive
    me.open(place("double_coding", page))
    me.says("This is a reflexive reading.", "I have waited at these bus stops.")
    assert not me.tab.get_by_role("button", name=re.compile("Draw|Compare")).count()
    me.look("a reflexive reading")
    for name in ("sign_off", "overview", "paragraph", "hand_over"):
        me.open(place(name, page))
        me.says_nothing_of(*NUMBERS_OF_AGREEMENT)
    me.look("hand over of a reflexive reading")
    given = Coding.objects.filter(response__version__form__consultation=page, theme__parent=None)
    coded = given.latest("pk").theme
    me.open(place("theme", page, coded.pk))
    me.says_nothing_of(*NUMBERS_OF_AGREEMENT)


def search(me: Walker, world: World) -> None:
    """Any of two themes, then both of them; then who allows any of two uses, and who both."""
    page = world.finished
    me.open(place("search", page))
    me.tab.locator(".search__filters > summary").press("Enter")
    for code in (HOUSING, STRUCTURES):
        me.tick(me.tab.get_by_label(f"{theme(code)}: given", exact=True))
    either, both = (
        {pk for pk in found if Response.objects.get(pk=pk).version.form.consultation_id == page.pk}
        for found in (
            women_with(theme(HOUSING), theme(STRUCTURES)),
            women_with(theme(HOUSING)) & women_with(theme(STRUCTURES)),
        )
    )
    assert either > both > set()
    ask(me, len(either))
    me.look("search with any of two themes")
    choose_all(me, "given_all")
    ask(me, len(both))
    uses = {pk: set(Response.objects.get(pk=pk).uses) for pk in either}
    wanted = {"report", "public"}
    choose_all(me, "given_all", value="")
    for use in sorted(wanted):
        me.tick(me.tab.locator(f"[name=use][value={use}]"))
    ask(me, sum(bool(allowed & wanted) for allowed in uses.values()))
    choose_all(me, "use_all")
    ask(me, sum(allowed >= wanted for allowed in uses.values()))
    me.look("search with all of two uses")


def choose_all(me: Walker, name: str, value: str = "1") -> None:
    me.tab.locator(f"select[name={name}]").select_option(value)


def ask(me: Walker, number: int) -> None:
    me.enter(me.tab.get_by_role("button", name="Search", exact=True))
    me.says(f"{number} response{'' if number == 1 else 's'} found")
    details = me.tab.locator(".search__filters")
    if details.get_attribute("open") is None:
        details.locator("> summary").press("Enter")
