"""What a woman takes back goes from memos that repeat her words, wherever they stand."""

import pytest

from accounts.models import User
from feedback.models import Form, Response
from insights.models import Memo
from insights.notes.memos import write_memo
from insights.notes.repeating import repeating
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING
from tests.factories.themes import theme_of


def test_memos_that_repeat_her_words_go_with_her(
    coded_form: Form, response: Response, ann: User
) -> None:
    page, other = coded_form.consultation, make_response(coded_form, "They listened.")
    quoting = "As one said: The hostel was FULL, again."
    kept = "Hostels are full in all these towns."
    for text in (quoting, kept):
        write_memo(consultation=page, text=text, by=ann)
        write_memo(consultation=page, text=text, by=ann, theme=theme_of(HOUSING))
        write_memo(consultation=page, text=text, by=ann, response=other)
    other.delete()
    assert set(Memo.objects.values_list("text", flat=True)) == {quoting, kept}
    response.delete()
    assert list(Memo.objects.values_list("text", flat=True)) == [kept, kept]


@pytest.mark.parametrize(
    ("memo", "said", "is_one"),
    [
        ("the hostel was full", "The hostel was full. I went.", True),
        ("she said: the hostel was full!", "The hostel was full.", True),
        ("the hostel was cold", "The hostel was full.", False),
        ("hostel", "The hostel was full.", False),
        ("No way", "no way", True),
        ("", "The hostel was full.", False),
        ("the hostel was full", "", False),
    ],
)
def test_four_words_in_a_row_are_a_quotation(memo: str, said: str, is_one: bool) -> None:
    assert (repeating({1: memo}, [said]) == {1}) is is_one
