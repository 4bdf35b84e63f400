"""A line shows the words that were looked for where they stand, and marks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form
from insights.analysis.search_query import read_query
from insights.analysis.word_finder import Finder
from insights.models import Mark, Sample
from insights.search.rows import AROUND, excerpt_around, found_rows
from insights.services import add_coding
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING
from tests.factories.themes import theme_of
from tests.insights.search.conftest import of


def excerpt(text: str, query: str) -> str:
    runs = excerpt_around(text, Finder(read_query(query)).places(text))
    return "".join(f"[{run.text}]" if run.is_found else run.text for run in runs)


def test_what_stands_around_the_first_word() -> None:
    long = "They never rang me back at all. " * 10
    said = excerpt(f"{long}The hostels had no room. {long}", "room hostel")
    assert "The [hostels] had no [room]. They" in said
    assert said[0] == said[-1] == "…"
    assert len(said) < 2 * AROUND + 20
    assert not said.startswith("… "), "cut between words"


@pytest.mark.parametrize("text", ["hostel", "The hostel.", "x" * 500 + " hostel " + "y" * 500])
def test_short_and_long_ones(text: str) -> None:
    said = excerpt(text, "hostel")
    assert "[hostel]" in said
    assert (said.strip("…").replace("[", "").replace("]", "") in text) is True


@given(st.text(alphabet="ab \n.", max_size=400))
def test_an_excerpt_is_a_part_of_her_words(text: str) -> None:
    if places := Finder(read_query("ab")).places(text):
        runs = excerpt_around(text, places)
        assert "".join(run.text for run in runs).strip("…") in text
        assert any(run.is_found and run.text == "ab" for run in runs)


def rows(page: ConsultationPage, reader: User, query: str, *names: str) -> dict[str, str]:
    finder = Finder(read_query(query)) if query else None
    found = found_rows(
        page, [of(name).pk for name in names], reader=reader, finder=finder, names={}
    )
    return {
        name: "".join(run.text for run in one.hit.runs) if one.hit else one.row.excerpt
        for name, one in zip(names, found, strict=True)
    }


def test_the_first_words_where_nothing_is_looked_for(
    page: ConsultationPage, facilitator: User
) -> None:
    assert rows(page, facilitator, "", "jail")["jail"].startswith("My mum came")
    assert rows(page, facilitator, "-zebra", "jail")["jail"].startswith("My mum came")


def test_her_own_words_go_before_a_translation(page: ConsultationPage, facilitator: User) -> None:
    answer = of("jail").answers.get()
    answer.translation = "My mother came to the prison."
    answer.save()
    (one,) = found_rows(
        *(page, [of("jail").pk]),
        reader=facilitator,
        finder=Finder(read_query("came")),
        names={},
    )
    assert one.hit
    assert not one.hit.is_translation
    (one,) = found_rows(
        *(page, [of("jail").pk]),
        reader=facilitator,
        finder=Finder(read_query("mother")),
        names={},
    )
    assert one.hit
    assert one.hit.is_translation


def test_words_of_an_earlier_row_of_the_visit(page: ConsultationPage, facilitator: User) -> None:
    form = Form.objects.get()
    texts = {"2026-03-02": "A landlord.", "2026-03-09": "The bailiff."}
    pks = [
        make_response(form, text, week=week, visit_hash="ab" * 32).pk
        for week, text in texts.items()
    ]
    finder = Finder(read_query("landlord"))
    (one,) = found_rows(page, [pks[1]], reader=facilitator, finder=finder, names={})
    assert one.hit
    assert [run.text for run in one.hit.runs if run.is_found] == ["landlord"]
    assert (one.row.pk, one.row.parts) == (pks[1], 2)


def test_marks_and_codes_of_others_are_hidden_where_she_codes_blind(
    page: ConsultationPage, sample: Sample, facilitator: User, second: User
) -> None:
    response = of("blind")
    today = {"marked_on": response.week}
    Mark.objects.create(response=response, kind="rich", by=facilitator, **today)
    Mark.objects.create(response=of("debt"), kind="rich", by=facilitator, **today)
    add_coding(response=of("debt"), theme=theme_of(HOUSING), by=second)
    pks = [response.pk, of("debt").pk]
    first, other = found_rows(page, pks, reader=second, finder=None, names={})
    assert (first.row.marks, first.row.coded) == ((), [])
    assert (other.row.marks, other.row.coded) == (["Rich in evidence"], ["Housing"])
    Mark.objects.create(response=response, kind="quotable", by=second, **today)
    (first,) = found_rows(page, pks[:1], reader=second, finder=None, names={})
    assert not first.row.marks  # nobody sees marks there before both codings are compared
    (first,) = found_rows(page, pks[:1], reader=facilitator, finder=None, names={})
    assert len(first.row.marks) == 2
