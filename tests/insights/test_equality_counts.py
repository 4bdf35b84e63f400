"""Who answered: words and rounded numbers for facilitators, and never a small group."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import ConsultationPage
from core.models import Area
from feedback.equality.models import EqualityAnswer
from insights.selectors.equality import equality_questions, released
from insights.suppression import FEWEST, Words, public_parts

Staff = Callable[..., Any]
MAY = date(2026, 5, 1)


def answers(
    page: ConsultationPage, question: str, counts: dict[str, int], month: date = MAY
) -> None:
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(
            consultation=page,
            month=month,
            wording="england-1",
            question=question,
            option=option,
        )
        for option, number in counts.items()
        for _ in range(number)
    )


def screen(client: Any, page: ConsultationPage) -> Any:
    return client.get(f"/manage/themes/{page.pk}/who-answered/")


@pytest.fixture
def page(consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    return consultation(title="Days of release")  # no number in it


def by_text(page: ConsultationPage) -> dict[str, Any]:
    found = equality_questions(consultation=page, language="en-gb")
    return {question.text: question for question in found}


def test_a_facilitator_sees_rounded_numbers(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    answers(page, "religion", {"none": 63, "christian": 22, "muslim": 13})
    html = screen(staff("facilitator", area), page).content.decode()
    assert "About 100 women answered" in html
    assert re.search(r"No religion.*?many.*?65", html, re.S)
    assert "63" not in re.sub(r'(?:href|src|id|for|d|value)="[^"]*"', "", html.split("<main")[1])
    assert "can't be made: the answers are kept apart on purpose" in html.replace("&#x27;", "'")


@pytest.mark.parametrize("women", [1, 9])
def test_under_ten_answers_there_is_no_number_at_all(page: ConsultationPage, women: int) -> None:
    answers(page, "age", {"30-39": women})
    question = by_text(page)["How old are you?"]
    assert (question.total, question.lines) == (None, [])


@pytest.mark.parametrize("women", [10, 49])
def test_under_fifty_there_are_words_and_the_total_alone(
    page: ConsultationPage, women: int
) -> None:
    answers(page, "age", {"30-39": women})
    question = by_text(page)["How old are you?"]
    assert question.total == 5 * ((women + 2) // 5)
    assert {line.number for line in question.lines} == {None}
    assert {line.words for line in question.lines} == {Words.MANY, Words.FEW_OR_NONE}


def test_a_small_group_is_not_given_away_by_the_rest(page: ConsultationPage) -> None:
    answers(page, "religion", {"none": 60, "christian": 20, "muslim": 4})
    lines = {line.text: line for line in by_text(page)["What is your religion?"].lines}
    shown = [line.number for line in lines.values() if line.number is not None]
    assert lines["Muslim"].number is None
    assert shown == [60]


def test_a_second_step_is_shown_only_beside_its_number(page: ConsultationPage) -> None:
    answers(page, "ethnic-group", {"white": 60, "asian": 20, "black": 4})
    answers(page, "ethnic-asian", {"indian": 20})
    answers(page, "ethnic-white", {"british": 60})
    found = by_text(page)
    assert found["Which of these best describes your Asian background?"].total is None
    assert found["Which of these best describes your White background?"].total == 60


def test_languages_of_the_page_are_counted_together(page: ConsultationPage) -> None:
    from wagtail.models import Locale

    twin = page.copy_for_translation(Locale.objects.get(language_code="cy"), copy_parents=True)
    answers(page, "age", {"30-39": 6})
    answers(twin, "age", {"30-39": 6})
    assert by_text(page)["How old are you?"].total == 10


def test_another_consultation_counts_for_itself(
    page: ConsultationPage, consultation: Callable[..., ConsultationPage]
) -> None:
    answers(consultation(), "age", {"30-39": 60})
    assert by_text(page) == {}


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "editor", "auditor"])
def test_others_of_the_area_do_not_see_it(
    staff: Staff, area: Area, page: ConsultationPage, role: str
) -> None:
    answers(page, "age", {"30-39": 60})
    client = staff(role, area)
    refused = screen(client, page)
    assert refused.status_code == 302
    assert refused.headers["Location"].startswith("/manage/")
    assert "who-answered" not in client.get(f"/manage/themes/{page.pk}/").content.decode()


def test_a_facilitator_of_another_area_does_not_find_it(
    staff: Staff, other_area: Area, page: ConsultationPage
) -> None:
    assert screen(staff("facilitator", other_area), page).status_code == 404


def test_the_themes_screen_leads_there(staff: Staff, area: Area, page: ConsultationPage) -> None:
    html = staff("facilitator", area).get(f"/manage/themes/{page.pk}/").content.decode()
    assert f'href="/manage/themes/{page.pk}/who-answered/"' in html


OPTIONS = ["a", "b", "c"]
BATCHES = st.lists(
    st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 60)).map(Counter), max_size=8
)


@given(BATCHES)
def test_no_batch_shows_a_small_arrival(batches: list[Counter[str]]) -> None:
    """Looking after each batch, what is published moves by ten women or more, or not at all."""
    before: dict[str, int] = {}
    for end in range(1, len(batches) + 1):
        release = released(batches[:end])
        for option, count in release.counts.items():
            if option in before and count != before[option]:
                assert abs(count - before[option]) >= FEWEST
            before[option] = count


@given(BATCHES)
def test_what_is_hidden_is_ten_women_or_more_or_nobody_knows(batches: list[Counter[str]]) -> None:
    release = released(batches)
    shown = public_parts(release, OPTIONS)
    assert all(number is None or number >= FEWEST for number in shown.values())
    hidden = [option for option in OPTIONS if shown[option] is None]
    if any(number is not None for number in shown.values()) and hidden:
        assert sum(release.counts.get(option, 0) for option in hidden) >= FEWEST
