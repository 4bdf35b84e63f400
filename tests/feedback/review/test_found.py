"""Rows, marks and places of what was found in an answer."""

from accounts.models import User
from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.questionnaire import Questionnaire
from feedback.redaction import candidates
from feedback.review.forms import ReviewForm
from feedback.review.found import occurrences, pack, pieces_of, rows_of, unpack
from tests.factories.feedback import make_payload


def test_the_same_words_are_one_row() -> None:
    text = "Shaniqa came. My son Tyler and Tyler and 07700 900142"
    rows = rows_of(text, candidates(text))
    assert [(row.words, len(row.places)) for row in rows if row.words == "Tyler"] == [("Tyler", 2)]


def test_pieces_make_the_whole_text() -> None:
    text = "so Sarah then Sarah"
    pieces = pieces_of(text, rows_of(text, candidates(text)))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.row for piece in pieces] == [None, 0, None, 0]


def test_packing_places_can_be_undone() -> None:
    assert unpack(pack([(1, 2), (3, 5)]), "abcdef") == [(1, 2), (3, 5)]


def test_whole_words_come_before_parts_of_words() -> None:
    assert occurrences("he", "the he") == [(4, 6)]
    assert occurrences("tris", "trish") == [(0, 4)]
    assert occurrences("x", "abc") == []


def test_an_answer_to_a_question_of_before_is_shown_too(one_form: Form, reader: User) -> None:
    payload = make_payload(one_form, answers={"0" * 32: AnswerPayload(text="old")})
    (part,) = ReviewForm(payload, Questionnaire(()), 0).parts
    assert part.label == "A question that is not asked any more"
