"""What stands in the matrix: who has a row, which themes have a column, what a cell says."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.codebook.changes import move_theme, retire_theme
from insights.framework.cell import cell_of
from insights.models import Coding, Passage, Sample
from insights.rigour.comparing import compare_sample
from insights.rigour.sampling import CantDraw, draw_sample
from insights.selectors import parts_of
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import make_codebook, theme_of, use_codebook
from tests.insights.framework.cells import (
    FIRST,
    LAST,
    UNSAFE,
    VISIT,
    filters_of,
    matrix,
    write,
    wrote,
)
from tests.insights.rigour.doubly import code_all

HASH = "ef" * 32


def take_back(receipt: str) -> None:
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex(receipt), kind=ReceiptAct.Kind.WITHDRAW)


def columns(form: Form, query: str = "") -> list[str]:
    return [column.theme.code for column in filters_of(form, query).columns]


def test_a_row_a_woman_a_column_a_theme(here: Form, ann: User) -> None:
    both = make_coded(here, ann, HOUSING, COURT)
    none = make_coded(here, ann)
    written = make_coded(here, ann, MONEY)
    write(written, MONEY, "In debt since the fine.", ann)
    assert matrix(here, ann) == {
        both.pk: {HOUSING: "?"},
        none.pk: {},
        written.pk: {MONEY: "In debt since the fine."},
    }
    assert matrix(here, ann, "axis=stage")[both.pk] == {COURT: "?"}
    assert matrix(here, ann, "axis=odd") == matrix(here, ann)


def test_rows_of_a_visit_are_one_woman(here: Form, ann: User) -> None:
    first = make_coded(here, ann, MONEY, visit_hash=VISIT, week=FIRST)
    last = make_coded(here, ann, HOUSING, visit_hash=VISIT, week=LAST)
    write(first, HOUSING, "A room at last.", ann)
    wrote(first, MONEY, "In debt.", ann)
    assert matrix(here, ann) == {last.pk: {HOUSING: "A room at last.", MONEY: "In debt."}}
    write(last, MONEY, "Still in debt.", ann)
    assert matrix(here, ann)[last.pk][MONEY] == "Still in debt."
    assert first.summaries.count() == 1


def test_sub_themes_are_folded_or_have_columns(here: Form, ann: User) -> None:
    response = make_coded(here, ann, UNSAFE)
    assert columns(here) == [HOUSING, MONEY]
    assert columns(here, "subs=1") == [HOUSING, UNSAFE, MONEY]
    assert matrix(here, ann)[response.pk] == {HOUSING: "?"}
    assert matrix(here, ann, "subs=1")[response.pk] == {UNSAFE: "?"}
    write(response, UNSAFE, "Afraid at night.", ann)
    assert matrix(here, ann)[response.pk] == {HOUSING: "Afraid at night."}
    assert matrix(here, ann, "subs=1")[response.pk] == {UNSAFE: "Afraid at night."}
    write(response, HOUSING, "A mixed hostel.", ann)  # what speaks for it is the sub-theme
    assert matrix(here, ann)[response.pk] == {HOUSING: "A mixed hostel. | Afraid at night."}


def test_a_theme_narrows_women_and_columns(here: Form, ann: User) -> None:
    housing, money = make_coded(here, ann, HOUSING, MONEY), make_coded(here, ann, MONEY)
    sub = make_coded(here, ann, UNSAFE)
    query = f"theme={theme_of(HOUSING).pk}"
    assert matrix(here, ann, query) == {housing.pk: {HOUSING: "?"}, sub.pk: {HOUSING: "?"}}
    assert columns(here, f"{query}&subs=1") == [HOUSING, UNSAFE]
    assert money.pk in matrix(here, ann, "theme=0")
    assert money.pk in matrix(here, ann, f"theme={theme_of(COURT).pk}")  # of another axis


def test_what_waits(here: Form, ann: User) -> None:
    half = make_coded(here, ann, HOUSING, MONEY)
    done = make_coded(here, ann, HOUSING)
    make_coded(here, ann, COURT)
    make_coded(here, ann)
    write(half, HOUSING, "A room.", ann)
    write(done, HOUSING, "A room.", ann)
    assert matrix(here, ann, "show=open") == {half.pk: {HOUSING: "A room.", MONEY: "?"}}
    assert matrix(here, ann, f"show=open&theme={theme_of(HOUSING).pk}") == {}
    assert set(matrix(here, ann, "show=some")) == {half.pk, done.pk}


@pytest.mark.parametrize(("query", "waits"), [("show=open", False), ("show=open&subs=1", True)])
def test_folded_one_summary_is_enough_for_a_theme_and_its_sub_themes(
    here: Form, ann: User, query: str, waits: bool
) -> None:
    response = make_coded(here, ann, UNSAFE)
    write(response, HOUSING, "A room.", ann)
    assert bool(matrix(here, ann, query)) is waits


def test_what_was_written_on_another_row_of_the_visit_does_not_wait(here: Form, ann: User) -> None:
    first = make_coded(here, ann, HOUSING, visit_hash=VISIT, week=FIRST)
    make_coded(here, ann, HOUSING, visit_hash=VISIT, week=LAST)
    wrote(first, HOUSING, "A room.", ann)
    assert matrix(here, ann, "show=open") == {}


@pytest.mark.parametrize("decision", ["rejected", "added"])
def test_only_what_counts_is_coded(here: Form, ann: User, decision: str) -> None:
    response = make_coded(here, ann, HOUSING)
    Coding.objects.update(decision=decision, counts=decision == "rejected")
    assert matrix(here, ann) == {response.pk: {}}
    assert matrix(here, ann, "show=open") == matrix(here, ann, "show=some") == {}


def test_retired_themes_have_a_column_while_they_hold_something(here: Form, ann: User) -> None:
    make_coded(here, ann, MONEY)
    retire_theme(theme=theme_of(MONEY), by=ann, why="Better so.")
    assert columns(here) == [HOUSING, MONEY]
    Coding.objects.all().delete()
    assert columns(here) == [HOUSING]
    wrote(make_response(here), MONEY, "In debt.", ann)
    assert columns(here) == [HOUSING, MONEY]


def test_a_theme_that_moved_to_another_axis_stands_there(here: Form, ann: User) -> None:
    move_theme(theme=theme_of(MONEY), axis="stage", by=ann)
    assert columns(here, "axis=need") == [HOUSING]
    assert sorted(columns(here, "axis=stage")) == [MONEY, COURT]


def test_another_consultation_and_codebook_stay_out(
    here: Form, ann: User, form: Callable[..., Form]
) -> None:
    other = form()
    use_codebook(other.consultation, theme_of(HOUSING).codebook)
    make_coded(other, ann, HOUSING)
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    response = make_coded(here, ann, "feeling-safe")
    assert matrix(here, ann) == {response.pk: {}}
    assert matrix(here, ann, "show=some") == {}


# -- taken back


def test_who_took_back_all_has_no_row(here: Form, ann: User) -> None:
    wrote(make_coded(here, ann, HOUSING, receipt_hash=HASH), HOUSING, "A room.", ann)
    assert matrix(here, ann)
    take_back(HASH)
    assert matrix(here, ann) == {}


@pytest.mark.parametrize("of", ["first", "last"])
def test_a_part_taken_back_takes_all_summaries_of_the_visit(here: Form, ann: User, of: str) -> None:
    parts = {
        name: make_coded(
            here,
            ann,
            HOUSING,
            visit_hash=VISIT,
            week=week,
            receipt_hash=(HASH if name == of else "cd" * 32),
        )
        for name, week in (("first", FIRST), ("last", LAST))
    }
    other = make_coded(here, ann, HOUSING)
    wrote(parts["first"], HOUSING, "A room.", ann)
    wrote(other, HOUSING, "A flat.", ann)
    take_back(HASH)
    (left,) = (part for name, part in parts.items() if name != of)
    assert matrix(here, ann) == {left.pk: {HOUSING: "?"}, other.pk: {HOUSING: "A flat."}}


# -- coded blind


@pytest.fixture
def blind(here: Form, ann: User, bea: User) -> tuple[Response, Sample]:
    """A response coded as housing, with a summary, that Bea codes blind."""
    response = make_coded(here, ann, HOUSING, MONEY)
    sample = draw_sample(consultation=here.consultation, second=bea, by=ann)
    write(response, HOUSING, "A room.", ann)
    return response, sample


def test_she_who_codes_blind_sees_nothing_of_it(
    here: Form, ann: User, bea: User, blind: tuple[Response, Sample]
) -> None:
    response, sample = blind
    assert matrix(here, bea) == {response.pk: {}}
    for query in ("show=open", "show=some", f"theme={theme_of(HOUSING).pk}"):
        assert matrix(here, bea, query) == {}
        assert response.pk in matrix(here, ann, query) or query == "show=open"
    code_all(sample, [[COURT]])
    assert matrix(here, ann, "axis=stage")[response.pk] == {}  # her codes don't count yet
    compare_sample(sample=sample, by=ann)
    assert matrix(here, bea)[response.pk] == {HOUSING: "A room.", MONEY: "?"}


def test_who_summed_it_up_has_seen_its_codes_and_is_no_second_coder(
    here: Form, ann: User, bea: User
) -> None:
    response = make_coded(here, ann, HOUSING)
    write(response, HOUSING, "A room.", bea)
    with pytest.raises(CantDraw):
        draw_sample(consultation=here.consultation, second=bea, by=ann)
    make_coded(here, ann, HOUSING)
    assert draw_sample(consultation=here.consultation, second=bea, by=ann).members.count() == 1


# -- words pointed at


def test_the_words_that_a_coding_points_at(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, HOUSING, text="The hostel was full, and I was in debt.")
    answer = response.answers.get()
    answer.translation = "Roedd yr hostel yn llawn"
    answer.save()
    coding = response.codings.get()
    for start, end, translated in (
        (4, 10, False),
        (4, 10, False),
        (9, 15, True),
        (200, 300, False),
    ):
        place: dict[str, Any] = {"start": start, "end": end, "in_translation": translated}
        Passage.objects.get_or_create(coding=coding, answer=answer.pk, **place)
    Passage.objects.create(coding=coding, answer=1, start=0, end=3)  # of no answer of hers

    def pointed(code: str) -> list[str]:
        return [said.text for said in cell_of(parts_of(response), theme_of(code)).pointed]

    assert pointed(HOUSING) == ["hostel", "hostel"]
    assert pointed(MONEY) == []
    Coding.objects.update(counts=False)
    assert pointed(HOUSING) == []
