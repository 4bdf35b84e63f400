"""Panel briefs, as they stand below: one of a consultation stands, and words can be taken back."""

from collections.abc import Callable, Iterator

import pytest

from consultations import selectors
from consultations.models import Brief, ConsultationPage
from consultations.outcomes.selectors import briefs_for
from consultations.selectors import shown_quotes
from consultations.services import BriefPart, QuoteText, publish_brief, take_back_from_brief

Make = Callable[..., ConsultationPage]
SAID = "The hostel was full."


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Marks of what was taken back a moment ago."""
    marks: set[str] = set()
    monkeypatch.setattr(selectors, "_taken_back", [lambda: marks])
    return iter([marks])


def give(page: ConsultationPage, version: str = "1", asks: int = 1) -> Brief:
    return publish_brief(
        consultation=page,
        version=version,
        title="Getting out",
        parts=[BriefPart("What this is about", ["A plan."], ["Two things."])],
        asks=["What comes first?"] * asks,
        quotes=[QuoteText("Housing", SAID, "en-gb", mark="a1")],
    )


def test_a_newer_brief_takes_the_place_of_the_one_before(consultation: Make) -> None:
    page = consultation("closed")
    first, second = give(page), give(page, "2")
    first.refresh_from_db()
    assert first.superseded
    assert list(briefs_for(page)) == [second]
    assert second.parts == [
        {"title": "What this is about", "paragraphs": ["A plan."], "items": ["Two things."]}
    ]


def test_briefs_of_other_consultations_are_left_alone(consultation: Make) -> None:
    page, other = consultation("closed"), consultation("closed")
    mine = give(page)
    give(other)
    assert list(briefs_for(page)) == [mine]
    assert list(briefs_for(consultation("open"))) == []


@pytest.mark.parametrize("asks", [0, 6])
def test_a_panel_is_asked_one_to_five_questions(consultation: Make, asks: int) -> None:
    page = consultation("closed")
    give(page, asks=5)
    with pytest.raises(ValueError, match="1 to 5"):
        give(page, "2", asks=asks)
    assert briefs_for(page).get().version == "1"


def test_words_taken_back_a_moment_ago_are_not_shown(
    consultation: Make, taken: Iterator[set[str]]
) -> None:
    marks, brief = next(taken), give(consultation("closed"))
    marks.add("b2")
    assert [quote["text"] for quote in shown_quotes(brief)] == [SAID]
    marks.add("a1")
    assert [quote["text"] for quote in shown_quotes(brief)] == [""]


def test_while_nobody_can_tell_what_was_taken_back_no_quote_is_shown(
    consultation: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = give(consultation("closed"))
    for readers in ([], [lambda: None]):
        monkeypatch.setattr(selectors, "_taken_back", readers)
        assert shown_quotes(brief) == []


@pytest.mark.parametrize("superseded", [False, True])
def test_words_are_taken_out_of_a_brief_for_good(consultation: Make, superseded: bool) -> None:
    page = consultation("closed")
    brief = give(page)
    if superseded:
        give(page, "2")
    assert take_back_from_brief(brief=brief, marks={"a1"}, version="1.1")
    brief.refresh_from_db()
    assert (brief.version, [quote["text"] for quote in brief.quotes]) == ("1.1", [""])
    assert not take_back_from_brief(brief=brief, marks={"a1"}, version="1.2")
    brief.refresh_from_db()
    assert brief.version == "1.1"


@pytest.mark.parametrize("marks", [set(), {"b2"}])
def test_other_marks_change_nothing(consultation: Make, marks: set[str]) -> None:
    brief = give(consultation("closed"))
    assert not take_back_from_brief(brief=brief, marks=marks, version="1.1")
    brief.refresh_from_db()
    assert (brief.version, brief.quotes[0]["text"]) == ("1", SAID)
