"""Help and staying safe, from a page of hers: her words come along, and leaving ends it all."""

import re
from typing import Any

import pytest
from django.test import Client

from feedback.intake.models import IntakeKey
from feedback.kiosk import Kiosk
from feedback.models import Form
from feedback.services import is_closed
from feedback.state import State, Visit
from tests.feedback.woman import ESCAPED, SECRET, MakeForm, Woman, field

pytestmark = pytest.mark.pages
ASIDES = ["help", "safety"]
ALL = [*ASIDES, "lost"]


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


def leave_from(page: Any) -> None:
    """Press "Leave this site" on this page."""
    token = field(page, "visit")
    assert token
    assert Client().post("/leave/", {"visit": token}).status_code == 303


@pytest.mark.parametrize("to", ASIDES)
def test_what_she_was_writing_is_there_again(made: Form, to: str) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press(f"aside:{to}", text=SECRET)
    assert ESCAPED not in woman.text
    assert "Back to my words" in woman.text
    woman.press("return")
    assert ESCAPED in woman.text
    assert "Question 1 of 3" in woman.text


def test_a_choice_is_there_again_too(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("skip")
    chosen = re.findall(r'name="option" value="(\w+)"', woman.text)[1]
    woman.press("aside:help", option=chosen)
    woman.press("return")
    assert f'value="{chosen}" checked' in woman.text


@pytest.mark.parametrize("to", ASIDES)
@pytest.mark.parametrize("go", ["aside:help", "return", "continue"])
def test_leaving_from_there_ends_her_visit(made: Form, to: str, go: str) -> None:
    woman = Woman(made)
    woman.begin()
    state = woman.state
    page = woman.press(f"aside:{to}", text=SECRET)
    after = woman.state
    leave_from(page)
    for kept in (state, after):
        shown = woman.repeat(kept, go, text=SECRET).content.decode()
        assert ESCAPED not in shown
        assert "Back to my words" not in shown


@pytest.mark.parametrize("to", ALL)
def test_leaving_from_there_ends_her_receipt(made: Form, to: str) -> None:
    woman = Woman(made)
    woman.to_the_end()
    state, words = woman.state, woman.words
    page = Client().post(f"/aside/{to}/", {"visit": woman.visit, "area": "southdown"})
    assert not [word for word in words if f">{word}<" in page.content.decode()]
    assert 'href="/"' not in page.content.decode()
    assert woman.repeat(state, "send", shown="uses").content.decode().count(f">{words[0]}<")
    leave_from(page)
    again = woman.repeat(state, "send", shown="uses")
    assert not [word for word in words if f">{word}<" in again.content.decode()]


@pytest.mark.parametrize("paths", [["/your-words/"], ["/your-words/", "/carry-on/"]])
@pytest.mark.parametrize("last", ["", "/aside/lost/"])
def test_leaving_from_where_six_words_are_typed_ends_her_receipt(
    made: Form, paths: list[str], last: str
) -> None:
    woman = Woman(made)
    woman.to_the_end()
    state, words = woman.state, woman.words
    visit = woman.visit
    for path in [*paths, *filter(None, [last])]:
        page = Client().post(path, {"visit": visit})
        assert "There is a problem" not in page.content.decode()
        assert re.findall(r'<a [^>]*href="([^"]*)"', page.content.decode()) == ["#main"]
        visit = field(page, "visit")
    leave_from(page)
    again = woman.repeat(state, "send", shown="uses").content.decode()
    assert not [word for word in words if f">{word}<" in again]


@pytest.mark.parametrize("path", ["/your-words/", "/carry-on/"])
def test_pages_of_six_words_carry_their_visit_along(made: Form, path: str) -> None:
    page = Client().get(path)
    visit = Visit.from_token(field(page, "visit"))
    assert visit is not None
    aside = Client().post("/aside/help/", {"visit": visit.token})
    leave_from(aside)
    assert is_closed(visit.id)


@pytest.mark.parametrize("to", ALL)
def test_typed_as_an_address_it_is_the_usual_page(site_root: object, to: str) -> None:
    page = Client().get(f"/aside/{to}/", follow=True)
    assert page.redirect_chain
    assert page.status_code == 200
    assert field(page, "visit") == ""


@pytest.mark.parametrize("visit", ["", "broken", "\0", "x" * 5000])
def test_what_is_no_visit_is_not_passed_on(site_root: object, visit: str) -> None:
    page = Client().post("/aside/safety/", {"visit": visit, "area": "'\0\""})
    assert page.status_code == 200
    assert field(page, "visit") == ""


def test_other_sites_and_other_words_open_nothing(site_root: object) -> None:
    evil = Client(HTTP_ORIGIN="https://evil.example")
    assert evil.post("/aside/help/").status_code == 403
    assert Client().post("/aside/other/").status_code == 404


def test_no_page_of_her_visit_has_a_way_out_of_it(made: Form) -> None:
    """A link would leave her visit open behind her."""
    woman = Woman(made)
    woman.press("start")
    pages = [woman.text]
    woman.begin()
    for go in ("continue", "skip", "skip", "continue", "continue"):
        pages.append(woman.text)
        woman.press(go, text="Ring Sandra Smith on 07700 900123")
    pages.append(woman.text)
    woman.press("send", shown="uses")
    pages.append(woman.text)
    assert len(woman.words) == 6
    for page in pages:
        assert re.findall(r'<a [^>]*href="([^"]*)"', page) == ["#main"], page


def test_on_a_shared_device_they_stay_links(made: Form) -> None:
    """Its script opens them in a box of the same page."""
    kiosk = Kiosk.today(made.pk, "en-gb")
    page = Client().post(kiosk.home, {"go": "open"}).content.decode()
    assert "aside:" not in page
    assert "/aside/" not in page
    assert 'href="/help/' in page


def test_the_state_that_comes_along_is_sealed(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("aside:help", text=SECRET)
    state = State.from_token(woman.state)
    assert state is not None
    assert "letters" not in woman.text
    assert [answer.text for answer in state.answers.values()] == [SECRET]
