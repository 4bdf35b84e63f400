"""What isn't finished, or was pressed twice, holds nobody up and does nothing unasked."""

import re
from typing import Any

import pytest

from feedback import flow, views
from feedback.consent import change_uses, standing
from feedback.intake.models import IntakeKey, ReceiptAct, SealedResponse
from feedback.models import Form, Question
from feedback.services import NotTakenNow
from feedback.slips import find_slip, open_slip
from tests.factories.feedback import make_question
from tests.feedback.review.conftest import sweep_now
from tests.feedback.woman import MakeForm, Woman

pytestmark = pytest.mark.pages
Kind = Question.Kind
NO_YEAR = {"part": "05", "year": ""}
YEAR_TOO = "Choose the year as well."
NAMED = "Ask Sandra Smith on 07700 900123"


@pytest.fixture
def dated(form: MakeForm, intake_key: IntakeKey) -> Form:
    first = make_question(Kind.SHORT_TEXT, "What happened?")
    return form(None, first, make_question(Kind.WHEN, "When was it?"))


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


def at_the_date(form: Form) -> Woman:
    woman = Woman(form)
    woman.begin()
    woman.press("continue", text="It rained")
    return woman


@pytest.mark.parametrize(
    ("go", "shows"),
    [
        ("back", "What happened?"),
        ("save", "These six words open it again"),
        ("stay", "When was it?"),
        ("aside:help", "Back to my words"),
    ],
)
def test_a_month_without_a_year_stops_nothing_but_going_on(
    dated: Form, go: str, shows: str
) -> None:
    woman = at_the_date(dated)
    woman.press(go, **NO_YEAR)
    assert shows in woman.text
    assert YEAR_TOO not in woman.text


def test_going_on_asks_for_the_year_also_when_she_comes_by_again(dated: Form) -> None:
    woman = at_the_date(dated)
    woman.press("continue", **NO_YEAR)
    assert YEAR_TOO in woman.text
    woman.press("back", **NO_YEAR)
    woman.press("continue", text="It rained")
    assert '<option value="05" selected>' in woman.text
    woman.press("continue", **NO_YEAR)
    assert YEAR_TOO in woman.text


def test_back_to_check_asks_for_the_year(dated: Form) -> None:
    """Else it would be sent unfinished."""
    woman = at_the_date(dated)
    woman.press("skip")
    key = re.findall(r'value="change:(\w+)"', woman.text)[1]
    woman.press(f"change:{key}")
    woman.press("back", **NO_YEAR)
    assert YEAR_TOO in woman.text


def test_a_full_form_lets_her_back_and_says_how_much_is_too_much(
    form: MakeForm, intake_key: IntakeKey
) -> None:
    woman = Woman(form(None, *(make_question(Kind.LONG_TEXT, f"Part {n}?") for n in range(3))))
    woman.begin()
    woman.press("continue", text="x" * flow.LONGEST_TEXT)
    woman.press("continue", text="y" * flow.LONGEST_TEXT)
    assert "Up to 0 characters" in woman.text
    woman.press("continue", text="hello")
    assert "are 5 characters too long" in woman.text
    assert ">\nhello</textarea>" in woman.text
    woman.press("back", text="hello")
    assert "Part 1?" in woman.text
    woman.press("continue", text="short")
    assert ">\nhello</textarea>" in woman.text
    woman.press("continue", text="hello")
    assert "Check your answers" in woman.text


def test_what_is_too_long_lets_her_back_and_leaves_room_for_others(
    form: MakeForm, intake_key: IntakeKey
) -> None:
    woman = Woman(form(None, *(make_question(Kind.LONG_TEXT, f"Part {n}?") for n in range(2))))
    woman.begin()
    woman.press("continue", text="short")
    woman.press("back", text="x" * 90_000)
    assert "Part 0?" in woman.text
    woman.press("continue", text="y" * flow.LONGEST_TEXT)
    assert "x" * 90_000 in woman.text
    woman.press("continue", text="x" * 90_000)
    assert "Make it 20,000 or fewer" in woman.text
    woman.press("continue", text="x" * flow.LONGEST_TEXT)
    assert "Check your answers" in woman.text


@pytest.mark.parametrize("go", ["stay", "save", "back", "aside:help"])
def test_only_going_on_takes_details_out(made: Form, go: str) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=NAMED)
    for press in ("skip", "skip", "continue"):
        woman.press(press)
    out = re.findall(r'name="out" value="([^"]+)"', woman.text)
    assert out
    there = woman.state
    woman.press(go, shown="details", out=out)
    woman.state = there if go in {"save", "back"} else woman.state
    woman.press("return")
    assert re.findall(r'name="out" value="([^"]+)"', woman.text) == out
    woman.press("continue", shown="details", out=out)
    woman.press("back")
    assert "07700" not in woman.text


# -- pressed again with other uses, since no answer came


def sent_with(form: Form, *uses: str) -> tuple[Woman, str]:
    woman = Woman(form)
    woman.begin()
    woman.press("continue", text="Hers")
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    state = woman.state
    woman.press("send", shown="uses", uses=list(uses))
    return woman, state


def uses_of(words: list[str]) -> Any:
    sweep_now()
    found = find_slip(" ".join(words))
    assert found is not None
    return open_slip(found[0], found[1])["received"]["uses"]


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (("public", "report"), (), ()),
        (("public", "report"), ("report",), ("report",)),
        (("public", "report"), ("report", "research"), ("report",)),
    ],
)
def test_what_she_ticks_no_more_is_taken_away(
    made: Form, first: tuple[str, ...], last: tuple[str, ...], holds: tuple[str, ...]
) -> None:
    woman, state = sent_with(made, *first)
    words = woman.words
    again = woman.repeat(state, "send", shown="uses", uses=list(last)).content.decode()
    assert "You sent this before" in again
    assert all(f">{word}<" in again for word in words)
    woman.repeat(state, "send", shown="uses", uses=list(last))
    assert SealedResponse.objects.count() == 1
    assert ReceiptAct.objects.count() == 1
    assert sorted(uses_of(words)) == sorted(holds)


@pytest.mark.parametrize("again", [["report"], ["report", "public"]])
def test_the_same_again_or_more_changes_nothing(made: Form, again: list[str]) -> None:
    woman, state = sent_with(made, "report")
    assert "You sent this before" not in woman.text
    woman.repeat(state, "send", shown="uses", uses=again)
    assert not ReceiptAct.objects.exists()
    assert uses_of(woman.words) == ["report"]


@pytest.mark.parametrize("swept", [False, True])
@pytest.mark.parametrize("again", [["report", "public"], ["report"]])
def test_loading_it_again_never_undoes_a_change_by_her_six_words(
    made: Form, swept: bool, again: list[str]
) -> None:
    """She took every use away with her six words, then went back to the receipt."""
    woman, state = sent_with(made, "report", "public")
    found = find_slip(" ".join(woman.words))
    assert found is not None
    now = standing(found[0], open_slip(*found))
    change_uses(slip=found[0], now=now, uses=[], wording=1, number=1, visit="another")
    if swept:
        sweep_now()
    woman.repeat(state, "send", shown="uses", uses=again)
    assert uses_of(woman.words) == []


def test_a_change_that_could_not_be_kept_is_never_said_to_hold(
    made: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    woman, state = sent_with(made, "report")

    def locked(**_: object) -> None:
        raise NotTakenNow

    monkeypatch.setattr(views, "change_uses", locked)
    page = woman.repeat(state, "send", shown="uses", uses=[])
    assert page.status_code == 503
    assert "Please try again later" in page.content.decode()
    assert not [word for word in woman.words if f">{word}<" in page.content.decode()]
