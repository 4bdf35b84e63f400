"""Screens of recommendations and decisions, and what holds for all three kinds."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from feedback.models import Form
from insights.models import ReviewPack
from tests.factories.findings import make_quote
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    make_coded,
    make_finding,
    make_recommendation,
)
from tests.factories.themes import theme_of
from tests.fixtures.browser import AxeCheck
from tests.fixtures.story import StaffClient, log_in
from tests.insights.findings.screens import editions, every_address, typed, url

pytestmark = pytest.mark.pages

TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def test_a_recommendation_is_written_with_the_findings_it_rests_on(
    client: StaffClient, draft: ReviewPack
) -> None:
    finding = draft.findings.get()
    sent = {"text": "Pay for six flats.", "decides": "The cabinet", "findings": [str(finding.pk)]}
    client.post(url("add_recommendation", draft), {**sent, "scope": "Flats.", "equality": "All."})
    asked = draft.recommended.get()
    assert (asked.text, asked.decides, asked.scope) == (
        "Pay for six flats.",
        "The cabinet",
        "Flats.",
    )
    assert asked.findings.get() == finding
    page = client.get(url("recommendations", draft)).content.decode()
    assert "Not decided yet" in page
    assert finding.sentence in page


@pytest.mark.parametrize("field", ["text", "decides", "scope"])
def test_a_mistake_in_a_recommendation_loses_nothing(
    client: StaffClient, draft: ReviewPack, field: str
) -> None:
    finding = draft.findings.get()
    sent = {"text": "Pay for flats.", "equality": "Dear words.", "findings": [str(finding.pk)]}
    page = client.post(
        url("add_recommendation", draft), {**sent, field: "y" * 1_600}
    ).content.decode()
    assert "Nothing that you wrote is lost." in page
    assert "y" * 1_600 in page
    assert "Dear words." in page
    assert f'value="{finding.pk}" checked' in page
    assert not draft.recommended.exists()


def test_a_decision_answers_a_recommendation(client: StaffClient, draft: ReviewPack) -> None:
    asked = make_recommendation(draft, client.user, draft.findings.get())
    sent = {
        "you_said": "Give us a phone.",
        "answer": "not",
        "what": "We could not.",
        "owner": "The fund",
        "board": "The board",
        "due_on": "2027-03-01",
        "money": "None",
        "session": "First session",
        "theme": str(theme_of(MONEY).pk),
        "recommendation": str(asked.pk),
    }
    client.post(url("add_decision", draft), sent)
    made = draft.decisions.get(you_said="Give us a phone.")
    assert (made.recommendation, made.theme) == (asked, theme_of(MONEY))
    assert (made.board, made.money, made.session) == ("The board", "None", "First session")
    page = client.get(url("decisions", draft)).content.decode()
    assert "Say why, for: Give us a phone." in page
    assert "We could not" in client.get(url("recommendations", draft)).content.decode()


def test_a_mistake_in_a_decision_loses_nothing(client: StaffClient, draft: ReviewPack) -> None:
    sent = {"you_said": "Give us a phone.", "answer": "not", "money": "Dear words."}
    page = client.post(url("add_decision", draft), sent).content.decode()
    assert "Nothing that you wrote is lost." in page
    assert 'value="Give us a phone."' in page
    assert "Dear words." in page
    assert 'href="#id_what"' in page
    assert draft.decisions.count() == 1


def test_a_recommendation_of_another_pack_is_no_answer(
    client: StaffClient, draft: ReviewPack
) -> None:
    other = ReviewPack.objects.create(consultation=draft.consultation, number=7)
    asked = make_recommendation(other, client.user)
    sent = {"you_said": "A", "answer": "do", "what": "B", "owner": "C"}
    page = client.post(url("add_decision", draft), {**sent, "recommendation": str(asked.pk)})
    assert "choose one from the list" in page.content.decode()
    finding = make_finding(other, client.user)
    client.post(url("add_recommendation", draft), {"text": "D", "findings": [str(finding.pk)]})
    assert not draft.recommended.get().findings.exists()


def test_save_and_add_another_opens_an_empty_form(client: StaffClient, draft: ReviewPack) -> None:
    answer = client.post(url("add_finding", draft), typed(more="1"))
    assert answer["Location"] == url("add_finding", draft)
    assert draft.findings.count() == 2


# -- all of them


@pytest.mark.parametrize("text", ["<script>alert(1)</script> and more", '"><img src=x> and more'])
def test_words_are_escaped(
    client: StaffClient, crowd: Form, draft: ReviewPack, readers: list[User], text: str
) -> None:
    said = make_coded(crowd, client.user, MONEY, text=text, uses=["public"])
    quote = make_quote(said, client.user, passed=readers)
    finding = make_finding(
        draft, client.user, MONEY, sentence=text, said=text, negative=text, quotes=[quote]
    )
    make_recommendation(draft, client.user, finding, text=text, decides=text)
    draft.decisions.update(you_said=text, what=text, board=text, session=text)
    addresses = [*every_address(draft, client.user), url("finding", draft, finding.pk)]
    addresses += editions(draft)
    for address in addresses:
        assert text not in client.get(address).content.decode(), address


@pytest.mark.parametrize("size", [1, 12])
def test_a_page_asks_the_same_at_any_size(
    client: StaffClient, crowd: Form, draft: ReviewPack, readers: list[User], size: int
) -> None:
    for _ in range(size):
        said = make_coded(crowd, client.user, HOUSING, text=SAID, uses=["public"])
        quote = make_quote(said, client.user, passed=readers)
        finding = make_finding(draft, client.user, quotes=[quote])
        make_recommendation(draft, client.user, finding)
    for address in every_address(draft, client.user):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        ours = [q for q in asked if "insights_" in q["sql"] or "feedback_" in q["sql"]]
        assert len(ours) <= 20, (address, len(ours))


@pytest.mark.browser
@pytest.mark.long
def test_screens_pass_axe(
    page: Any,
    axe: AxeCheck,
    live_server: Any,
    crowd: Form,
    draft: ReviewPack,
    facilitator: User,
    readers: list[User],
) -> None:
    said = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"])
    make_finding(draft, facilitator, quotes=[make_quote(said, facilitator, passed=readers)])
    cookie = log_in(facilitator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    addresses = [url("pack", draft), *every_address(draft, facilitator)]
    addresses += editions(draft)
    for address in addresses:
        page.goto(live_server.url + address)
        axe(page)
        page.set_viewport_size({"width": 320, "height": 800})
        needed, there = page.evaluate(TOO_WIDE)
        assert needed <= there, f"{address} scrolls sideways: {needed} > {there}"
        page.set_viewport_size({"width": 1280, "height": 800})
