"""The second coder: she codes a sample by herself, by keyboard, and is told of nobody's codes."""

from django.urls import reverse
from playwright.sync_api import expect

from insights.models import Coding, Sample, Theme
from insights.rigour.pairs import members_of
from insights.rigour.sampling import finish_place
from insights.services import add_coding
from tests.journeys.coding.reading import add, response_of
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import TITLE, World

SIZE, BY_HAND = 20, 4  # what lies between the first few and the last is coded by her alike
BLIND = "nothing is suggested and nobody's codes are shown"


def walk(me: Walker, world: World) -> None:
    page = world.consultation.pk
    me.open("/manage/")
    me.follow("Themes")
    me.follow(TITLE)
    sees_nothing_of_the_sample(me, world)
    me.open(reverse("insights:responses", args=[page]))
    me.follow(f"Sample to code: {SIZE} left")
    me.says(f"0 of {SIZE} done")
    me.look("sample")
    me.follow("Go on coding")
    me.look("the bench of the sample")
    for number in range(1, BY_HAND + 1):
        code(me, world, number)
    the_same_without_a_browser(world)
    me.open(reverse("insights:responses", args=[page]))
    me.follow("Sample to code: 1 left")
    me.follow("Go on coding")
    code(me, world, SIZE)
    me.says("You have coded the whole sample")
    here = Coding.objects.filter(
        coder=world.second, response__version__form__consultation=world.consultation
    )
    assert here.exists()
    assert not here.filter(counts=True).exists()
    assert all(member.is_done for member in members_of(Sample.objects.latest("pk")))


def code(me: Walker, world: World, number: int) -> None:
    me.says(f"Response {number} of {SIZE}", f"{number - 1} of {SIZE} of your sample done", BLIND)
    assert not me.tab.locator("[data-key=a], .band, mark[data-themes], .marks__button").count()
    for name in as_she_sees_it(world, response_of(me), number):
        assert add(me, name) == name
    with me.tab.expect_navigation():
        me.keys("n")


def the_same_without_a_browser(world: World) -> None:
    members = members_of(Sample.objects.latest("pk"))
    for number, member in list(enumerate(members, start=1))[BY_HAND:-1]:
        for name in as_she_sees_it(world, member.response_id, number):
            theme = Theme.objects.get(name=name, parent=None)
            add_coding(response=member.response, theme=theme, by=world.second)
        finish_place(response=member.response, by=world.second)


def sees_nothing_of_the_sample(me: Walker, world: World) -> None:
    """Nowhere is a number or a theme that others gave what she will code."""
    page = world.consultation.pk
    hers = [member.response_id for member in members_of(Sample.objects.latest("pk"))]
    me.open(reverse("insights:overview", args=[page]))
    me.says(f"Below, the {SIZE} responses of your sample are left out")
    me.look("overview of who codes blind")
    told = [int(cell.inner_text()) for cell in me.tab.locator("td.number a").all()]
    assert max(told, default=0) <= 25 - SIZE
    me.open(reverse("insights:matrix", args=[page]))
    expect(me.tab.get_by_text("In your sample: shown once the sample is compared.")).to_have_count(
        SIZE
    )
    me.open(reverse("insights:paragraph", args=[page]))
    me.says("You are coding a sample of this consultation by yourself.")
    for name in ("map", "quiet_voices", "search"):
        me.open(reverse(f"insights:{name}", args=[page]))
    me.open(reverse("insights:bench", args=[page, hers[0]]))
    me.says(BLIND)
    me.says_nothing_of("Suggested themes", "Farah")


def as_she_sees_it(world: World, response: int, number: int) -> list[str]:
    """What the text was written for; now and then she misses a theme, or reads one into it."""
    names = world.names_of(response)
    if number % 4 == 0:
        names = names[1:]
    if number % 5 == 0 and "Housing" not in names:
        names.append("Housing")
    return names
