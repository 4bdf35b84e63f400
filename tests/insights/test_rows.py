"""Suggestions written many at a time are those that the ORM would write, and undo nobody's work."""

from typing import Any

import pytest

from feedback.models import Form
from insights.models import Coding, Suggestion
from insights.selectors.women import with_a_part_in
from insights.services.rows import ROWS_AT_ONCE, Row, forget_undecided, write_rows
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.themes import theme_of

pytestmark = pytest.mark.django_db
PLACES = '[{"answer": 7, "start": 0, "end": 4, "cue": "tŷ \\"bach\\" %s"}]'


def row(response: int, code: str = "need.money", **fields: Any) -> Row:
    values: dict[str, Any] = {
        "response_id": response,
        "theme_id": theme_of(code).pk,
        "words": PLACES,
        "sentences": "[]",
        "band": "weak",
        "chance": 0.5,
        "nearest_id": None,
        "engine": "pairs-1",
        "codebook_version": "1.0",
        "model_version": "50-abc",
    }
    return Row(**values | fields)


@pytest.fixture
def coded(asked: Form) -> Form:
    return asked


def test_a_row_reads_as_it_was_given(coded: Form) -> None:
    one, other = make_response(coded), make_response(coded)
    write_rows([row(one.pk, nearest_id=other.pk), row(other.pk, chance=None)])
    found = Suggestion.objects.get(response=one)
    assert found.words == [{"answer": 7, "start": 0, "end": 4, "cue": 'tŷ "bach" %s'}]
    assert (found.sentences, found.chance, found.nearest_id) == ([], 0.5, other.pk)
    assert Suggestion.objects.get(response=other).chance is None


def test_more_rows_than_one_statement_takes(coded: Form) -> None:
    response = make_response(coded)
    write_rows([row(response.pk, engine=f"engine-{n}") for n in range(ROWS_AT_ONCE + 1)])
    assert Suggestion.objects.count() == ROWS_AT_ONCE + 1


def test_no_rows_are_no_statement(coded: Form) -> None:
    write_rows([])
    assert not Suggestion.objects.exists()


def test_what_is_there_is_left_alone(coded: Form) -> None:
    response = make_response(coded)
    write_rows([row(response.pk)])
    write_rows([row(response.pk, band="strong"), row(response.pk, "need.housing")])
    assert set(Suggestion.objects.values_list("band", flat=True)) == {"weak"}
    assert Suggestion.objects.count() == 2


def test_what_a_person_decided_on_is_never_forgotten(coded: Form) -> None:
    mine, other = make_response(coded), make_response(coded)
    write_rows([row(mine.pk), row(mine.pk, "need.housing"), row(other.pk)])
    decided = Suggestion.objects.get(response=mine, theme=theme_of("need.money"))
    Coding.objects.create(
        response=mine,
        theme=decided.theme,
        coder=make_staff("facilitator", coded.consultation.area),
        decision=Coding.Decision.REJECTED,
        suggestion=decided,
        codebook_version="1.0",
        coded_on="2026-01-02",
    )
    forget_undecided(Suggestion.objects.filter(response=mine))
    assert set(Suggestion.objects.values_list("pk", "response")) == {
        (decided.pk, mine.pk),
        (Suggestion.objects.get(response=other).pk, other.pk),
    }


def test_rows_of_no_visit_are_nobody_elses_part(coded: Form) -> None:
    alone, also_alone = make_response(coded), make_response(coded)
    rows = type(alone).objects.all()
    found = rows.filter(with_a_part_in(rows.filter(pk=alone.pk)))
    assert list(found) == [alone]
    assert list(rows.filter(~with_a_part_in(rows.filter(pk=alone.pk)))) == [also_alone]
