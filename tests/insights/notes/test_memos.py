"""Memos and marks: who writes, who reads, and what a blind second coder is not shown."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.codebook.remapping import merge_theme
from insights.models import Mark, Memo
from insights.notes.marking import set_mark
from insights.notes.memos import LONGEST, NothingWritten, change_memo, delete_memo, write_memo
from insights.notes.selectors import About, marks_of, memos_for, memos_on, not_to_be_quoted
from insights.packs.selectors import build_editions
from insights.rigour.sampling import draw_sample
from insights.selectors import Show, parts_of, queue, rows_of
from insights.services import CodingBlind
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, MONEY, draft_of, make_coded
from tests.factories.themes import make_codebook, theme_of
from tests.insights.rigour.doubly import compared

RICH, QUOTABLE = Mark.Kind.RICH, Mark.Kind.QUOTABLE


@pytest.fixture
def page(coded_form: Form) -> ConsultationPage:
    return coded_form.consultation


def texts(page: ConsultationPage, reader: User, about: About | None = None) -> list[str]:
    return sorted(memo.text for memo in memos_for(page, reader, about))


@pytest.fixture
def three(page: ConsultationPage, response: Response, ann: User) -> list[Memo]:
    """One memo on each thing."""
    return [
        write_memo(consultation=page, text="hers", by=ann, response=response),
        write_memo(consultation=page, text="theme", by=ann, theme=theme_of(HOUSING)),
        write_memo(consultation=page, text="whole", by=ann),
    ]


def test_each_is_read_where_it_belongs(
    page: ConsultationPage, response: Response, bea: User, three: list[Memo]
) -> None:
    assert texts(page, bea) == ["hers", "theme", "whole"]
    assert texts(page, bea, About.RESPONSE) == ["hers"]
    assert texts(page, bea, About.THEME) == ["theme"]
    assert texts(page, bea, About.READING) == ["whole"]
    for found, text in (
        (memos_on(page, bea, parts=[response]), "hers"),
        (memos_on(page, bea, theme=theme_of(HOUSING)), "theme"),
        (memos_on(page, bea), "whole"),
    ):
        assert [memo.text for memo in found] == [text]
    assert memos_on(page, bea, theme=theme_of(MONEY)) == []


def test_the_last_ten_stand_beside_what_they_are_on(page: ConsultationPage, ann: User) -> None:
    for n in range(12):
        write_memo(consultation=page, text=f"{n}", by=ann)
    assert [memo.text for memo in memos_on(page, ann)] == [str(n) for n in range(2, 12)]
    assert memos_for(page, ann).count() == 12


def test_a_memo_follows_its_theme_into_another(
    page: ConsultationPage, ann: User, three: list[Memo]
) -> None:
    merge_theme(theme=theme_of(HOUSING), into=theme_of(MONEY), by=ann)
    assert [memo.text for memo in memos_on(page, ann, theme=theme_of(MONEY))] == ["theme"]


def test_rows_of_a_visit_share_their_memos_and_marks(
    coded_form: Form, page: ConsultationPage, ann: User
) -> None:
    first, second = (make_response(coded_form, visit_hash="ab" * 32) for _ in "12")
    write_memo(consultation=page, text="one", by=ann, response=first)
    parts = parts_of(second)
    assert [memo.text for memo in memos_on(page, ann, parts=parts)] == ["one"]
    set_mark(response=first, kind=RICH, on=True, by=ann)
    set_mark(response=second, kind=RICH, on=True, by=ann)
    assert Mark.objects.count() == 1
    assert [bool(mark.by) for mark in marks_of(parts)] == [True, False]
    rows = rows_of(queue(consultation=page, reader=ann), reader=ann, with_marks=True)
    assert [list(row.marks) for row in rows] == [["Rich in evidence"]]
    set_mark(response=second, kind=RICH, on=False, by=ann)
    assert not Mark.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_no_memo(
    page: ConsultationPage, ann: User, three: list[Memo], text: str
) -> None:
    with pytest.raises(NothingWritten):
        write_memo(consultation=page, text=text, by=ann)
    with pytest.raises(NothingWritten):
        change_memo(memo=three[0], text=text, by=ann)
    assert Memo.objects.count() == 3


def test_her_own_is_changed_and_deleted(ann: User, three: list[Memo]) -> None:
    same = change_memo(memo=three[0], text="hers", by=ann)
    assert same.changed_on is None
    assert change_memo(memo=three[0], text="more\r\nof it", by=ann).text == "more\nof it"
    assert Memo.objects.get(pk=three[0].pk).changed_on is not None
    delete_memo(memo=three[0], by=ann)
    assert Memo.objects.count() == 2


ACTS: list[Callable[[Memo, User], object]] = [
    lambda memo, user: change_memo(memo=memo, text="another", by=user),
    lambda memo, user: delete_memo(memo=memo, by=user),
    lambda memo, user: write_memo(
        consultation=memo.consultation, text="new", by=user, response=memo.response
    ),
    lambda memo, user: set_mark(response=memo.response or Response(), kind=RICH, on=True, by=user),
]


@pytest.mark.parametrize("act", ACTS[:2])
def test_nobody_changes_anothers(
    bea: User, three: list[Memo], act: Callable[[Memo, User], object]
) -> None:
    with pytest.raises(Memo.DoesNotExist):
        act(three[0], bea)
    assert Memo.objects.get(pk=three[0].pk).text == "hers"


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_note_nothing(
    three: list[Memo], area: Area, act: Callable[[Memo, User], object], role: str
) -> None:
    with pytest.raises(PermissionDenied):
        act(three[0], make_staff(role, area))
    assert Memo.objects.count() == 3
    assert not Mark.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_facilitator_of_another_area_notes_nothing(
    three: list[Memo], other_area: Area, act: Callable[[Memo, User], object]
) -> None:
    with pytest.raises(PermissionDenied):
        act(three[0], make_staff("facilitator", other_area))


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_noted_on_words_that_were_taken_back(
    page: ConsultationPage, ann: User, three: list[Memo], act: Callable[[Memo, User], object]
) -> None:
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("aa" * 32), kind="withdraw")
    with pytest.raises((Memo.DoesNotExist, Response.DoesNotExist)):
        act(three[0], ann)
    assert texts(page, ann) == ["theme", "whole"]


def test_what_is_not_of_the_consultation_is_no_subject(
    form: Callable[..., Form], page: ConsultationPage, ann: User
) -> None:
    from insights.models import Theme

    make_codebook([{"name": "Feeling safe"}], slug="flat")
    with pytest.raises(Theme.DoesNotExist):
        write_memo(consultation=page, text="x", by=ann, theme=theme_of("feeling-safe"))
    other = make_response(form())
    with pytest.raises(Response.DoesNotExist):
        write_memo(consultation=page, text="x", by=ann, response=other)


def test_a_response_takes_its_notes_with_it(
    response: Response, ann: User, three: list[Memo]
) -> None:
    set_mark(response=response, kind=QUOTABLE, on=True, by=ann)
    response.delete()
    assert sorted(Memo.objects.values_list("text", flat=True)) == ["theme", "whole"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize("visit", [None, "ab" * 32])
def test_neither_of_two_coders_sees_what_the_other_noted_before_they_are_compared(
    coded_form: Form, page: ConsultationPage, ann: User, bea: User, area: Area, visit: str | None
) -> None:
    fields = {"visit_hash": visit} if visit else {}
    found = make_coded(coded_form, ann, HOUSING, **fields)
    if visit:
        make_response(coded_form, visit_hash=visit)
    second = make_staff("second_coder", area)
    write_memo(consultation=page, text="ann's", by=ann, response=found)
    set_mark(response=found, kind=RICH, on=True, by=ann)
    sample = draw_sample(consultation=page, second=second, by=bea)
    parts = parts_of(found)
    write_memo(consultation=page, text="second's", by=second, response=parts[0])
    write_memo(consultation=page, text="second's, on all", by=second)
    with pytest.raises(CodingBlind):
        set_mark(response=parts[0], kind=RICH, on=False, by=second)
    assert texts(page, second) == ["second's", "second's, on all"]
    assert texts(page, ann) == texts(page, bea) == ["ann's", "second's, on all"]
    for reader, seen in ((second, 0), (ann, 1)):
        rows = rows_of(queue(consultation=page, reader=reader), reader=reader, with_marks=True)
        assert sum(len(row.marks) for row in rows) == seen
        assert queue(consultation=page, reader=reader, show=Show.RICH).count() == seen
    compared(sample)
    assert texts(page, second) == texts(page, ann) == ["ann's", "second's", "second's, on all"]
    assert [bool(mark.by) for mark in marks_of(parts)] == [True, False]


@pytest.mark.parametrize(("show", "expected"), [(Show.RICH, [0]), (Show.QUOTABLE, [0, 1])])
def test_the_queue_holds_what_is_marked(
    coded_form: Form, page: ConsultationPage, ann: User, show: Show, expected: list[int]
) -> None:
    made = [make_response(coded_form) for _ in range(3)]
    for n, kind in ((0, RICH), (0, QUOTABLE), (1, QUOTABLE)):
        set_mark(response=made[n], kind=kind, on=True, by=ann)
    found = queue(consultation=page, reader=ann, show=show)
    assert {response.pk for response in found} == {made[n].pk for n in expected}


def test_anybody_of_the_team_takes_a_mark_off(response: Response, ann: User, bea: User) -> None:
    set_mark(response=response, kind=RICH, on=True, by=ann)
    set_mark(response=response, kind=RICH, on=True, by=bea)
    assert Mark.objects.get().by == ann
    set_mark(response=response, kind=RICH, on=False, by=bea)
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("uses", "withheld"),
    [
        ([], True),
        (["research"], True),
        (["report"], False),
        (["design_team"], False),
        (["public", "research"], False),
    ],
)
def test_the_bench_knows_where_she_allowed_no_quoting(
    coded_form: Form, uses: list[str], withheld: bool
) -> None:
    response = make_response(coded_form, uses=uses)
    assert not_to_be_quoted([response]) == ([1] if withheld else [])


def test_a_mark_lets_nothing_into_a_pack(coded_form: Form, ann: User) -> None:
    response = make_coded(coded_form, ann, HOUSING, text="Only for you to read.")
    set_mark(response=response, kind=QUOTABLE, on=True, by=ann)
    editions = build_editions(draft_of(coded_form, ann))
    assert "Only for you" not in str(editions)
