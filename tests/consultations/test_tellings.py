"""An outcome in Welsh and in easy read: what is written, and where it is shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from consultations.models import ConsultationPage, Decision, Outcome, Telling
from consultations.outcomes.selectors import told_as
from consultations.outcomes.tellings import NobodyChecked, NotWhole, TellingStands
from consultations.services import (
    DecisionText,
    OutcomeText,
    ToldDecision,
    publish_outcome,
    write_telling,
)
from core.models import HomePage
from tests.fixtures.browser import AxeCheck

Make = Callable[..., ConsultationPage]
Form = Telling.Form
ENGLISH, WELSH, EASY = "Friday is the worst day.", "Dydd Gwener yw'r gwaethaf.", "Friday is bad."
NOT = ToldDecision("Roedd ar gau.", "Bydd yn aros ar gau.", "Nid oes arian.")
DO = ToldDecision("Doedd neb yno.", "Mae gweithiwr yno nawr.")


@pytest.fixture
def outcome(consultation: Make) -> Outcome:
    def decision(**given: Any) -> DecisionText:
        return DecisionText(owner="The council", **given)

    return publish_outcome(
        consultation=consultation("closed"),
        text=OutcomeText(
            version="1",
            summary=ENGLISH,
            taken_to="the board",
            women=145,
            themes=[],
            decisions=[
                decision(
                    you_said="The office was shut.",
                    answer=Decision.Answer.NOT,
                    what="It will stay shut.",
                    because="There is no money.",
                ),
                decision(
                    you_said="Nobody was there.",
                    answer=Decision.Answer.DO,
                    what="A worker is there now.",
                ),
            ],
        ),
    )


def tell(outcome: Outcome, form: Form = Form.WELSH, **changes: Any) -> Telling:
    given: dict[str, Any] = {"summary": WELSH, "decisions": [NOT, DO], "checked_by": "Nia"}
    return write_telling(outcome=outcome, form=form, **{**given, **changes})


@pytest.fixture
def twin(outcome: Outcome, site_root: HomePage) -> ConsultationPage:
    """The Welsh page of its consultation."""
    welsh = Locale.objects.get(language_code="cy")
    page = outcome.consultation
    for one in (site_root, page.get_parent().specific, page):
        one.copy_for_translation(welsh).save_revision().publish()
    found: ConsultationPage = page.get_translations().get()
    return found


def html_of(page: ConsultationPage) -> str:
    return Client().get(page.url).content.decode()


# -- what is written


def test_each_decision_is_told_under_its_own_key(outcome: Outcome) -> None:
    keys = [str(decision.key) for decision in outcome.decisions.all()]
    telling = tell(outcome)
    assert [row["key"] for row in telling.decisions] == keys
    assert telling.decisions[0] == {
        "key": keys[0],
        "you_said": NOT.you_said,
        "what": NOT.what,
        "because": NOT.because,
    }


def test_what_was_written_stands(outcome: Outcome) -> None:
    tell(outcome)
    with pytest.raises(TellingStands):
        tell(outcome, summary="Another.")
    tell(outcome, Form.EASY, summary=EASY)
    assert outcome.tellings.get(form=Form.WELSH).summary == WELSH


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": " "},
        {"decisions": []},
        {"decisions": [NOT]},
        {"decisions": [NOT, DO, DO]},
        {"decisions": [DO, NOT]},  # the reason has moved
        {"decisions": [replace(NOT, because=" "), DO]},
        {"decisions": [replace(NOT, you_said=""), DO]},
        {"decisions": [NOT, replace(DO, what="\n")]},
    ],
)
def test_nothing_that_the_english_says_may_be_missing(
    outcome: Outcome, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotWhole):
        tell(outcome, **changes)
    assert not outcome.tellings.exists()


@pytest.mark.parametrize("name", ["", "  ", "–", "?", "A", "12"])
def test_who_checked_it_is_named(outcome: Outcome, name: str) -> None:
    with pytest.raises(NobodyChecked):
        tell(outcome, checked_by=name)
    assert not outcome.tellings.exists()
    assert tell(outcome, checked_by=" Siân Jones ").checked_by == "Siân Jones"
    with pytest.raises(IntegrityError), transaction.atomic():
        outcome.tellings.update(checked_by="")


def test_a_telling_that_lacks_a_decision_is_not_shown(outcome: Outcome) -> None:
    telling = tell(outcome)
    telling.decisions = telling.decisions[:1]
    telling.save()
    assert told_as(Outcome.objects.get(), Form.WELSH) is None
    assert told_as(Outcome.objects.get(), Form.EASY) is None


# -- where it is shown


@pytest.mark.pages
def test_the_welsh_page_has_the_welsh_words_and_the_english_page_its_own(
    outcome: Outcome, twin: ConsultationPage
) -> None:
    tell(outcome)
    welsh, english = html_of(twin), html_of(outcome.consultation)
    for words in (NOT.you_said, NOT.what, NOT.because, DO.what):
        assert words in welsh
        assert words not in english
    assert "Dydd Gwener" in welsh
    assert ENGLISH not in welsh
    assert ENGLISH in english
    assert 'class="lead" lang' not in welsh
    assert f'lang="en">{NOT.what}' not in welsh


@pytest.mark.pages
@pytest.mark.parametrize("written", [[], [Form.EASY], [Form.EASY_WELSH]])
def test_without_welsh_the_welsh_page_says_that_the_words_are_english(
    outcome: Outcome, twin: ConsultationPage, written: list[Form]
) -> None:
    for form in written:
        tell(outcome, form)
    html = html_of(twin)
    assert f'<p lang="en">{outcome.decisions.all()[0].what}</p>' in html
    assert '<div class="lead" lang="en">' in html


@pytest.mark.pages
def test_easy_read_is_a_sentence_a_line_on_the_page_and_a_link_leads_to_it(
    outcome: Outcome,
) -> None:
    easy = ToldDecision("It was shut. We had to go.", "It stays shut.", "We have no money.")
    tell(outcome, Form.EASY, summary="Friday is bad. We know.", decisions=[easy, DO])
    html = html_of(outcome.consultation)
    assert 'href="#easy-read"' in html
    assert html.count('id="easy-read"') == 1
    for line in ("Friday is bad.", "We know.", "It was shut.", "We had to go.", "It stays shut."):
        assert f"<p>{line}</p>" in html
    assert ENGLISH in html


@pytest.mark.pages
@pytest.mark.parametrize("written", [[], [Form.WELSH], [Form.EASY_WELSH]])
def test_without_easy_read_the_english_page_doesnt_speak_of_it(
    outcome: Outcome, written: list[Form]
) -> None:
    for form in written:
        tell(outcome, form)
    assert "easy-read" not in html_of(outcome.consultation)


@pytest.mark.pages
@pytest.mark.parametrize(
    ("written", "shown", "in_english"),
    [
        ([Form.EASY], "English line.", True),
        ([Form.EASY_WELSH], "Llinell Gymraeg.", False),
        ([Form.EASY, Form.EASY_WELSH], "Llinell Gymraeg.", False),
    ],
)
def test_the_welsh_page_has_easy_read_in_welsh_or_else_in_english(
    outcome: Outcome, twin: ConsultationPage, written: list[Form], shown: str, in_english: bool
) -> None:
    for form in written:
        line = "English line." if form == Form.EASY else "Llinell Gymraeg."
        tell(outcome, form, summary=line)
    html = html_of(twin)
    assert ('<div lang="en"><p>English line.</p>' in html) == in_english
    assert html.count(f"<p>{shown}</p>") == 1
    assert "Hawdd ei ddeall" in html


@pytest.mark.pages
def test_words_are_escaped(outcome: Outcome, twin: ConsultationPage) -> None:
    nasty = "<script>alert(1)</script>"
    told = [ToldDecision(nasty, nasty, nasty), ToldDecision(nasty, nasty)]
    for form in Form:
        tell(outcome, form, summary=nasty, decisions=told)
    for page in (outcome.consultation, twin):
        assert nasty not in html_of(page)


@pytest.mark.pages
def test_a_superseded_outcome_takes_its_tellings_along(
    outcome: Outcome, twin: ConsultationPage
) -> None:
    tell(outcome)
    publish_outcome(
        consultation=outcome.consultation,
        text=OutcomeText(
            version="2",
            summary="Something else.",
            taken_to="the board",
            women=None,
            themes=[],
            decisions=[],
        ),
    )
    assert "Dydd Gwener" not in html_of(twin)


@pytest.mark.pages
def test_tellings_cost_one_query(outcome: Outcome) -> None:
    from django.db import connection

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            html_of(outcome.consultation)
        return len(caught)

    queries()
    before = queries()
    for form in Form:
        tell(outcome, form)
    assert queries() == before


@pytest.mark.browser
@pytest.mark.long
def test_the_page_with_easy_read_passes_axe(
    page: Any, axe: AxeCheck, live_server: Any, outcome: Outcome
) -> None:
    tell(outcome, Form.EASY, summary="Friday is bad. We know.")
    page.goto(live_server.url + outcome.consultation.url)
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    needed, there = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert needed <= there
