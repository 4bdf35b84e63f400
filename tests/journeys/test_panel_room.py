"""A room from a brief to an answer: a facilitator and five members, each in a browser of her own at
the same time, through all six stages. On a phone without script; with it, and axe on each page, in
the slow tier. And what script adds: news that never moves what she is typing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.panels.models import Activity, Ballot, Panel, PanelMember, Recommendation, Room
from consultations.panels.services import keep_apart
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_brief, make_card, make_room
from tests.factories.sessions import make_led_panel
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT
from tests.journeys.test_panel_session import enters, staff_enters
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser
NAMES = ("Fern", "Ivy", "Wren", "Robin", "Hazel")
IDEAS = ("A phone", "A bed for the night", "A fare", "A face at the gate", "A hot meal")
Shoot = Callable[[Walk, str], object]


@dataclass
class Together:
    """Who is in the room, each at her own browser."""

    panel: Panel
    staff: Walk
    women: dict[str, Walk]
    shoot: Shoot = lambda walk, name: None

    def opens(self, kind: str, question: str, **given: str) -> str:
        """The facilitator plans an activity, looks at it and opens it. Returns its address."""
        room = Room.objects.get()
        self.staff.go(f"/manage/rooms/{room.pk}/begin/{kind}/")
        self.staff.tab.fill("[name=question]", question)
        for name, words in given.items():
            self.staff.tab.fill(f"[name={name}]", words)
        if kind in ("dots", "moscow"):
            self.staff.tab.select_option("[name=source]", label="What would help?")
        self.staff.press("Plan it")
        self.staff.press("Open it", within=self.staff.main)
        return f"/rooms/activity/{Activity.objects.latest('pk').pk}/"

    def goes_to(self, stage: str) -> None:
        self.staff.go(f"/manage/rooms/{Room.objects.get().pk}/")
        self.staff.tab.select_option("#to", stage)
        self.staff.press("Go there")

    def closes(self, address: str, button: str) -> None:
        self.staff.go(f"/manage{address}")
        self.staff.press(button, within=self.staff.main)

    def each_at(self, address: str) -> None:
        """Everyone has the page open before anybody does something."""
        for woman in self.women.values():
            woman.go(f"/panel{address}")


@pytest.fixture
def tuesday(site_root: object, area: Area) -> Panel:
    panel = make_led_panel(area, name="Tuesday group")
    make_brief(panel)
    return panel


@pytest.mark.parametrize("script", WITH_AND_WITHOUT_SCRIPT)
def test_a_room_through_all_its_stages(newcomer: Newcomer, tuesday: Panel, script: bool) -> None:
    through_all_stages(tuesday, lambda: newcomer(360, script))


def through_all_stages(
    panel: Panel, browser: Callable[[], Walk], shoot: Shoot = lambda walk, name: None
) -> None:
    members = {name: joined(panel, chosen_name=name) for name in NAMES}
    they = Together(panel, browser(), {name: browser() for name in NAMES}, shoot)
    staff_enters(they.staff, panel)
    for name, walk in they.women.items():
        enters(walk, members[name])
    _opened_by_a_brief(they)
    _discover(they)
    _define(they)
    board = _ideas(they)
    _prioritise(they, board, members)
    _review(they)
    _sign_off(they)
    _one_leaves(they)


def _opened_by_a_brief(they: Together) -> None:
    staff, fern = they.staff, they.women["Fern"]
    staff.go("/manage/rooms/")
    staff.follow("Open a room")
    staff.tab.fill("[name=title]", "The first day home")
    staff.tab.fill("[name=hard]", "We look at the first night.")
    they.shoot(staff, "open")
    staff.press("Open the room")
    staff.follow("Let members in")
    for name in NAMES:
        staff.tab.get_by_label(name).check()
    staff.press("Keep it", within=staff.main)
    fern.go("/panel/")
    fern.reads("Your rooms", "The first day home")
    fern.follow("The first day home")
    fern.reads("We look at the first night.", "Nothing is open at this step yet.")
    fern.follow("Read the brief")
    fern.reads("Nobody was at the gate.", "What should come first?")
    fern.follow("Back to the room")
    fern.follow("Who may do what in this room")
    fern.reads("These rules are the same for you and for staff")
    they.shoot(fern, "rules")


def _discover(they: Together) -> None:
    way = they.opens("journey", "What happens on the way home?")
    they.each_at(way)
    rows = ("happened", "felt", "there", "gap", "idea")
    for (name, woman), row in zip(they.women.items(), rows, strict=True):
        woman.tab.select_option("[name=step]", "release")
        woman.tab.select_option("[name=row]", row)
        woman.tab.fill("[name=text]", f"What {name} tells")
        they.shoot(woman, f"say-{name}")
        woman.press("Put my card there")
    last = they.women["Hazel"]
    last.reads(*(f"What {name} tells" for name in NAMES))
    they.shoot(last, "journey")
    they.closes(way, "Close it")
    felt = they.opens("touchpoints", "How did it feel?")
    woman = they.women["Wren"]
    woman.go(f"/panel{felt}")
    woman.tab.select_option("[name=step]", "release")
    woman.tab.select_option("[name=feeling]", "afraid")
    woman.tab.fill("[name=text]", "The bus had gone.")
    woman.main.get_by_text("Without my name").click()
    woman.main.get_by_text("It may be hard to read").click()
    woman.press("Put my card there")
    woman.reads("You (others see no name)")
    they.women["Ivy"].go(f"/panel{felt}")
    they.women["Ivy"].reads("May be hard to read.", "Somebody in the room")
    they.shoot(they.women["Ivy"], "felt")


def _define(they: Together) -> None:
    they.goes_to("define")
    at = they.opens("problems", "What is the problem?")
    they.each_at(at)
    for name in ("Fern", "Robin"):
        they.women[name].tab.fill("[name=text]", f"Nobody is there, says {name}")
        they.women[name].press("Put my card there")
    ivy = they.women["Ivy"]
    ivy.go(f"/panel{at}")
    ivy.follow("Put it in a group")
    ivy.tab.fill("[name=name]", "At the gate")
    ivy.press("Keep this")
    ivy.reads("At the gate", "In no group yet")
    they.shoot(ivy, "groups")


def _ideas(they: Together) -> str:
    they.goes_to("ideas")
    board = they.opens("ideas", "What would help?")
    they.each_at(board)
    for woman, idea in zip(they.women.values(), IDEAS, strict=True):
        woman.tab.fill("[name=text]", idea)
        woman.press("Put my card there")
    staff = they.staff
    staff.go(f"/manage{board}merge/")
    for idea in ("A phone", "A fare"):
        staff.tab.get_by_label(idea, exact=True).check()
    staff.tab.fill("[name=text]", "A bag with a phone and a fare")
    they.shoot(staff, "merge")
    staff.press("Make one card")
    staff.go(f"/manage{board}say/")  # a paper card
    staff.tab.select_option("[name=by]", label="On paper: Hazel")
    staff.tab.fill("[name=text]", "A blanket")
    staff.press("Add the card")
    hazel = they.women["Hazel"]
    hazel.go(f"/panel{board}")
    hazel.reads("A bag with a phone and a fare", "Made of what was said by:", "Fern", "on paper")
    they.shoot(hazel, "board")
    return board


def _prioritise(they: Together, board: str, members: dict[str, PanelMember]) -> None:
    they.goes_to("prioritise")
    they.women["Fern"].go(f"/panel{board}")
    they.women["Fern"].reads("The room is at another step now.")
    vote = they.opens("dots", "If one thing can be done by spring, which?")
    they.each_at(vote)
    for name, dots in (("Fern", 2), ("Ivy", 2), ("Wren", 2)):
        woman = they.women[name]
        woman.main.get_by_label("A face at the gate").select_option(str(dots))
        if name == "Fern":
            they.shoot(woman, "vote")
        woman.press("Keep my vote")
        woman.reads("Your vote is kept.")
    they.women["Robin"].press("I pass")
    they.staff.go(f"/manage{vote}key/")
    they.staff.tab.select_option("[name=by]", label="Hazel")
    they.staff.tab.get_by_label("A blanket").select_option("2")
    they.shoot(they.staff, "key")
    they.staff.press("Keep it", within=they.staff.main)
    assert Ballot.objects.count() == 5
    they.staff.go(f"/manage{vote}")
    they.staff.nowhere("2 dots ·", "took part", "place 1")
    they.women["Hazel"].go(f"/panel{vote}")
    they.women["Hazel"].nowhere("took part", "place 1", ' value="2" selected')
    they.closes(vote, "Close the vote and count it")
    they.staff.reads("5 members took part.", "One passed.", "6 dots")
    assert not Ballot.objects.exists()
    they.women["Robin"].go(f"/panel{vote}")
    they.women["Robin"].reads("What came out", "6 dots", "place 1")
    they.shoot(they.women["Robin"], "result")
    moscow = they.opens("moscow", "What must be there?")
    woman = they.women["Wren"]
    woman.go(f"/panel{moscow}")
    woman.main.get_by_label("A blanket").select_option("must")
    woman.main.get_by_label("A hot meal").select_option("must")
    woman.press("Keep my vote")
    woman.reads("“Must” takes 1 in all.")
    woman.main.get_by_label("A hot meal").select_option("should")
    woman.press("Keep my vote")
    they.shoot(woman, "moscow")


def _review(they: Together) -> None:
    they.goes_to("review")
    draft = they.opens("draft", "Does it say what you mean?", lines="We meet her.\n\nAt the gate.")
    for name, words in (("Ivy", "Not in a car with a logo"), ("Robin", "Say how soon")):
        woman = they.women[name]
        woman.go(f"/panel{draft}")
        woman.follow("Say something about part 2")
        woman.reads("At the gate.")
        woman.tab.fill("[name=text]", words)
        woman.press("Put my card there")
    they.staff.go(f"/manage{draft}")
    they.staff.main.get_by_role("link", name="Not in a car").click()
    they.staff.tab.select_option("[name=state]", "not")
    they.staff.press("Tell the room")
    they.staff.reads("Say why it is not taken up.")
    they.staff.tab.fill("[name=because]", "We have one car, and it has a logo.")
    they.staff.press("Tell the room")
    ivy = they.women["Ivy"]
    ivy.go(f"/panel{draft}")
    ivy.reads("Not taken up, because:", "We have one car", "Open")
    they.shoot(ivy, "draft")


def _sign_off(they: Together) -> None:
    they.goes_to("sign_off")
    room = f"/rooms/{Room.objects.get().pk}/"
    staff = they.staff
    staff.go(f"/manage{room}")
    staff.follow("Write down what the room recommends")
    staff.tab.fill("[name=text]", "A worker meets each woman at the gate.")
    staff.press("Write it down")
    they.each_at(room)
    for name in NAMES:
        woman = they.women[name]
        woman.follow("Where do you stand?")
        stance = "I see it differently" if name == "Robin" else "I stand behind it"
        woman.main.get_by_text(stance, exact=True).click()
        if name == "Fern":
            woman.main.get_by_text("My first name").click()
            woman.tab.fill("[name=name]", "Alys Penhallow")
            they.shoot(woman, "sign")
        woman.press("Keep this")
    staff.follow("Send it out")
    staff.tab.fill("[name=owner]", "Head of probation")
    staff.tab.fill("[name=due_on]", timezone.localdate().isoformat())
    staff.press("Send it out", within=staff.main)
    ago = timezone.localdate() - timedelta(days=3)
    Recommendation.objects.update(due_on=ago)  # time goes by
    fern = they.women["Fern"]
    fern.go(f"/panel{room}")
    fern.reads("Late", "There is no answer yet.", "4 of us stand behind it.")
    they.shoot(fern, "late")
    staff.follow("Tell the answer")
    staff.tab.select_option("[name=answer]", "part")
    staff.tab.fill("[name=because]", "Two days a week, as there is one worker.")
    staff.tab.fill("[name=done_by]", timezone.localdate().isoformat())
    they.shoot(staff, "answer")
    staff.press("Tell the answer", within=staff.main)
    fern.go(f"/panel{room}")
    fern.reads("We will do part of it", "Two days a week", "Named, as they wish: Alys")
    fern.nowhere("Penhallow")
    they.shoot(fern, "answered")


def _one_leaves(they: Together) -> None:
    ivy, room = they.women["Ivy"], Room.objects.get()
    ivy.go(f"/panel/rooms/{room.pk}/")
    ivy.follow("Tell us in private")
    ivy.tab.fill("[name=words]", "It is too much for me.")
    ivy.press("Tell it in private")
    ivy.reads("What you told us in private", "We look at it")
    ivy.press("Leave this room")
    ivy.reads("You are out of the room.", "You are in no room now.")
    they.staff.go("/manage/rooms/")
    they.staff.reads("something was told in private")


def test_news_comes_below_what_she_is_typing(newcomer: Newcomer, tuesday: Panel) -> None:
    """With script: nothing that she types, and nothing where she types it, moves or is lost."""
    fern, ivy = (joined(tuesday, chosen_name=name) for name in ("Fern", "Ivy"))
    board = make_activity(make_room(tuesday, fern, ivy), "ideas")
    make_card(board, ivy, "Before")
    her = newcomer(360, True)
    enters(her, fern)
    her.tab.clock.install()
    sizes: list[int] = []
    her.tab.on(
        "response", lambda told: sizes.append(len(told.body())) if "/news/" in told.url else None
    )
    her.go(f"/panel/rooms/activity/{board.pk}/")
    box = her.tab.locator("textarea")
    box.click()
    box.press_sequentially("Somebody at")
    place = box.bounding_box()
    make_card(board, ivy, "A face at the gate " * 20)
    with her.tab.expect_response("**/news/**"):
        her.tab.clock.run_for(15_500)
    her.tab.get_by_text("New since you opened this page").wait_for()
    assert box.bounding_box() == place
    box.press_sequentially(" the gate")
    assert box.input_value() == "Somebody at the gate"
    assert sizes
    assert max(sizes) <= 2_048
    her.look()


@pytest.mark.parametrize(
    ("happens", "said"),
    [("rests", "The room is resting."), ("goes on", "The room has gone on.")],
)
def test_an_old_page_says_so_where_she_is_looking(
    newcomer: Newcomer, tuesday: Panel, happens: str, said: str
) -> None:
    """At the foot of her screen, though the page is long; what she types stays where it is."""
    fern, ivy = (joined(tuesday, chosen_name=name) for name in ("Fern", "Ivy"))
    room = make_room(tuesday, fern, ivy)
    board = make_activity(room, "ideas")
    for n in range(12):
        make_card(board, ivy, f"{n} A face at the gate")
    her = newcomer(360, True)
    enters(her, fern)
    her.tab.clock.install()
    asked: list[str] = []
    her.tab.on("request", lambda it: asked.append(it.url) if "/news/" in it.url else None)
    her.go(f"/panel/rooms/activity/{board.pk}/")
    box = her.tab.locator("textarea")
    box.click()
    box.press_sequentially("Somebody at")
    place = box.bounding_box()
    if happens == "rests":
        keep_apart(user=tuesday.coordinator, one=fern, other=ivy)
    else:
        at_stage(room, "review")
    with her.tab.expect_response("**/news/**"):
        her.tab.clock.run_for(15_500)
    told = her.tab.get_by_text(said)
    told.wait_for()
    at, screen = told.bounding_box(), her.tab.viewport_size
    assert at is not None
    assert screen is not None
    assert 0 <= at["y"] <= at["y"] + at["height"] <= screen["height"] + 1
    assert box.bounding_box() == place
    her.look()
    her.tab.clock.run_for(60_000)
    assert len(asked) == 1
