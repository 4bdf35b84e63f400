"""Words that a coding points at: whole signs, her present words, one's own codings alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Answer, Form, Response
from feedback.services import Translated, translate_answers
from feedback.signals import answers_changed
from insights.analysis.clusters import is_boundary, widened
from insights.codebook.remapping import merge_theme, split_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook, CodebookChange, Coding, Passage
from insights.notes.forms import PointForm
from insights.notes.passages import NoWords, Place, WordsChanged, point_at, remove_passage
from insights.rigour.sampling import draw_sample
from insights.selectors import bench_for, parts_of
from insights.services import CodingCompared, add_coding, remove_coding
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.notes.conftest import TEXT, answer_of, pointed, seal, words_of
from tests.insights.rigour.doubly import compared
from tests.insights.test_reworded import reword

ACUTE, FAMILY, FLAG = "e\u0301", "\U0001f469\u200d\U0001f467", "\U0001f1ec\U0001f1e7"
TONE = "\U0001f44d\U0001f3fd"


@pytest.mark.parametrize(
    ("text", "cut", "expected"),
    [
        ("the hostel was", (4, 10), "hostel"),
        ("the hostel was", (3, 11), "hostel"),
        ("the hostel was", (-3, 99), "the hostel was"),
        (f"caf{ACUTE} here", (0, 4), f"caf{ACUTE}"),
        (f"{ACUTE}cole", (1, 3), f"{ACUTE}c"),
        (f"me {FAMILY} x", (0, 4), f"me {FAMILY}"),
        (f"a {FLAG}{FLAG} b", (0, 3), f"a {FLAG}"),
        (f"good {TONE}", (0, 6), f"good {TONE}"),
        ("one\r\ntwo", (4, 8), "two"),
        ("नमस्ते", (0, 3), "नमस्"),
        ("...", (0, 3), None),
        ("   ", (0, 2), None),
        ("words", (3, 3), None),
        ("words", (9, 12), None),
    ],
)
def test_no_sign_is_cut_in_two(text: str, cut: tuple[int, int], expected: str | None) -> None:
    found = widened(text, *cut)
    assert (text[slice(*found)] if found else None) == expected
    assert found is None or (is_boundary(text, found[0]) and is_boundary(text, found[1]))


@pytest.fixture
def coding(response: Response, ann: User) -> Coding:
    return add_coding(response=response, theme=theme_of(HOUSING), by=ann)


def point(coding: Coding, by: User, *places: tuple[int, int], **fields: Any) -> None:
    answer = fields.pop("answer", 0) or answer_of(coding.response)
    told = fields.pop("seal", seal(coding.response))
    chosen = [Place(answer, start, end, **fields) for start, end in places]
    point_at(coding=coding, places=chosen, by=by, seal=told)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(4, 10)], {(4, 10)}),
        ([(4, 10), (30, 34)], {(4, 10), (30, 34)}),
        ([(4, 10), (4, 10)], {(4, 10)}),
        ([(4, 10), (7, 14)], {(4, 14)}),
        ([(4, 14), (5, 9)], {(4, 14)}),
        ([(0, 3), (11, 14), (2, 12)], {(0, 14)}),
        ([(3, 11)], {(4, 10)}),
        ([(30, 999)], {(30, len(TEXT))}),
    ],
)
def test_what_overlaps_is_one_passage(
    coding: Coding, ann: User, places: list[tuple[int, int]], expected: set[tuple[int, int]]
) -> None:
    point(coding, ann, *places)
    assert {(start, end) for _, start, end in words_of()} == expected


@pytest.mark.parametrize("places", [[], [(5, 5)], [(90, 95)], [(19, 20)]])
def test_nothing_is_pointed_at_without_words(
    coding: Coding, ann: User, places: list[tuple[int, int]]
) -> None:
    with pytest.raises(NoWords):
        point(coding, ann, *places)
    assert not Passage.objects.exists()


def test_words_of_another_woman_are_none_of_this_response(
    coding: Coding, ann: User, coded_form: Form
) -> None:
    other = make_response(coded_form, "Somebody else.")
    with pytest.raises(NoWords):
        point(coding, ann, (0, 8), answer=answer_of(other))
    assert not Passage.objects.exists()


def test_words_that_changed_since_the_page_was_shown(coding: Coding, ann: User) -> None:
    seen = seal(coding.response)
    reword(coding.response, "It was full.")
    with pytest.raises(WordsChanged):
        point(coding, ann, (4, 10), seal=seen)
    assert not Passage.objects.exists()


def test_passages_go_when_her_words_change(coding: Coding, ann: User, coded_form: Form) -> None:
    other = add_coding(response=make_response(coded_form, TEXT), theme=theme_of(HOUSING), by=ann)
    pointed(coding, "hostel", ann)
    kept = pointed(other, "debt", ann)
    reword(coding.response, "The hotel was full.")
    assert list(Passage.objects.all()) == [kept]
    assert Coding.objects.filter(pk=coding.pk).exists()


def test_a_translation_is_pointed_at_by_its_own_characters(coded_form: Form, ann: User) -> None:
    response = make_response(coded_form, "Roedd yr hostel yn llawn.")
    key = Answer.objects.get().question_key.hex
    said = {key: Translated(language="cy", translation="The hostel was full.")}
    translate_answers(response=response, translated=said)
    coding = add_coding(response=response, theme=theme_of(HOUSING), by=ann)
    point(coding, ann, (4, 10), in_translation=True)
    bench = bench_for(parts=parts_of(response), codebook=Codebook.objects.get(), reader=ann)
    assert [one.text for one in bench.pointed[coding.pk]] == ["hostel"]
    answer = bench.parts[0].said[0]
    assert [run.text for run in answer.translation if run.pointed] == ["hostel"]
    assert not [run for run in answer.words if run.pointed]
    answers_changed.send(sender=Response, response=response, hides_more=False)
    assert not Passage.objects.exists()


def test_rows_of_one_visit_are_one_response(coded_form: Form, ann: User) -> None:
    first, second = (
        make_response(coded_form, text, visit_hash="ab" * 32)
        for text in ("The hostel.", "The debt.")
    )
    coding = add_coding(response=first, theme=theme_of(HOUSING), by=ann)
    both = {"seal": seal(first, second)}
    point(coding, ann, (4, 10), answer=answer_of(first), **both)
    point(coding, ann, (4, 8), answer=answer_of(second), **both)
    bench = bench_for(parts=parts_of(first), codebook=Codebook.objects.get(), reader=ann)
    assert {one.text for one in bench.pointed[coding.pk]} == {"hostel", "debt"}
    moved = add_coding(response=second, theme=theme_of(HOUSING), by=ann)
    assert {p.coding_id for p in Passage.objects.all()} == {moved.pk}
    assert Passage.objects.count() == 2


def test_her_marks_and_the_machines_are_told_apart(coding: Coding, ann: User, bea: User) -> None:
    pointed(coding, "hostel was full", ann)
    codebook = Codebook.objects.get()
    (said,) = bench_for(parts=[coding.response], codebook=codebook, reader=ann).parts[0].said
    assert "".join(run.text for run in said.words) == TEXT
    assert [run.text for run in said.words if run.pointed] == ["hostel", " was full"]
    assert [run.text for run in said.words if run.themes] == ["hostel", "debt"]
    assert [(run.text, run.ends[0].theme.code) for run in said.words if run.ends] == [
        (" was full", HOUSING)
    ]
    (said,) = bench_for(parts=[coding.response], codebook=codebook, reader=bea).parts[0].said
    assert not [run for run in said.words if run.pointed]


ACTS: list[Callable[[Coding, Passage, User], object]] = [
    lambda coding, passage, user: point(coding, user, (30, 34)),
    lambda coding, passage, user: remove_passage(passage=passage, by=user),
]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_points_for_another_or_takes_it_from_her(
    coding: Coding, ann: User, bea: User, act: Callable[..., object]
) -> None:
    passage = pointed(coding, "hostel", ann)
    with pytest.raises((Coding.DoesNotExist, Passage.DoesNotExist)):
        act(coding, passage, bea)
    assert words_of() == {(HOUSING, 4, 10)}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_point_at_nothing(
    coding: Coding, ann: User, area: Area, act: Callable[..., object], role: str
) -> None:
    passage = pointed(coding, "hostel", ann)
    with pytest.raises(PermissionDenied):
        act(coding, passage, make_staff(role, area))
    assert words_of() == {(HOUSING, 4, 10)}


@pytest.mark.parametrize("act", ACTS)
def test_words_taken_back_are_not_pointed_at(
    coding: Coding, ann: User, act: Callable[..., object]
) -> None:
    passage = pointed(coding, "hostel", ann)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("aa" * 32), kind="withdraw")
    with pytest.raises(Response.DoesNotExist):
        act(coding, passage, ann)


@pytest.mark.parametrize("act", ACTS)
def test_what_was_compared_stays_as_it_is(
    coded_form: Form, ann: User, bea: User, area: Area, act: Callable[..., object]
) -> None:
    found = make_coded(coded_form, ann, HOUSING, text=TEXT)
    coding = Coding.objects.get(response=found)
    passage = pointed(coding, "hostel", ann)
    second = make_staff("second_coder", area)
    compared(draw_sample(consultation=coded_form.consultation, second=second, by=bea))
    with pytest.raises(CodingCompared):
        act(coding, passage, ann)
    assert words_of() == {(HOUSING, 4, 10)}


def test_a_coding_that_goes_takes_its_passages(coding: Coding, ann: User) -> None:
    pointed(coding, "hostel", ann)
    remove_coding(coding=coding, by=ann)
    assert not Passage.objects.exists()


def test_merging_takes_passages_along_and_undoing_brings_them_back(
    coding: Coding, ann: User, bea: User
) -> None:
    response = coding.response
    money = add_coding(response=response, theme=theme_of(MONEY), by=ann)
    alone = add_coding(response=response, theme=theme_of(MONEY), by=bea)
    passages = [
        pointed(coding, "hostel", ann),
        pointed(money, "hostel", ann),  # both point at it
        pointed(money, "debt", ann),
        pointed(alone, "full", bea),
    ]
    was = {p.pk: p.coding_id for p in Passage.objects.all()}
    change = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    codebook = Codebook.objects.get()
    hers = bench_for(parts=[response], codebook=codebook, reader=ann)
    assert [one.text for one in hers.pointed[coding.pk]] == ["hostel", "debt"]
    theirs = bench_for(parts=[response], codebook=codebook, reader=bea)
    assert [one.text for one in theirs.pointed[alone.pk]] == ["full"]
    undo_change(change=change, by=ann)
    assert {p.pk: p.coding_id for p in Passage.objects.all()} == was
    assert len(was) == len(passages)


def test_undoing_a_merge_leaves_what_was_pointed_at_since(coding: Coding, ann: User) -> None:
    money = add_coding(response=coding.response, theme=theme_of(MONEY), by=ann)
    gone = pointed(money, "debt", ann)
    change = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    gone.refresh_from_db()
    remove_passage(passage=gone, by=ann)
    pointed(coding, "full", ann)
    undo_change(change=change, by=ann)
    assert {(code, TEXT[start:end]) for code, start, end in words_of()} == {(HOUSING, "full")}


def test_splitting_a_theme_gives_its_passages_to_each_part(coding: Coding, ann: User) -> None:
    pointed(coding, "hostel", ann)
    parts = [{"name": "Rooms"}, {"name": "Hostels"}]
    split_theme(
        theme=theme_of(HOUSING), by=ann, parts=parts, below=False, chosen={coding.pk: [0, 1]}
    )
    assert {code for code, _, _ in words_of()} == {"need.rooms", "need.hostels"}
    undo_change(change=CodebookChange.objects.latest("pk"), by=ann)
    assert words_of() == {(HOUSING, 4, 10)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7-4-7-o", [(7, 5, 8, False)]),  # behind a line's end, which is two signs as stored
        ("7-0-3-o", [(7, 0, 3, False)]),
        ("7-0-3-t", [(7, 0, 3, True)]),
        ("7-0-3-x", []),
        ("7-0-3", []),
        ("٧-0-3-o", []),
        ("-7-0-3-o", []),
        ("a\0", []),
        ("9" * 40 + "-0-3-o", []),
    ],
)
def test_places_as_a_browser_counts_them(
    rf: Any, value: str, expected: list[tuple[int, int, int, bool]]
) -> None:
    sent = rf.post("/", {"places": [value]}).POST
    form = PointForm(sent, codings=[])
    assert form.places({(7, False): "one\r\ntwo", (7, True): "one two"}) == expected


def test_what_is_not_of_the_theme_stays(coding: Coding, ann: User) -> None:
    """Sub-themes and other themes keep what they point at when one theme is decided on."""
    unsafe = add_coding(response=coding.response, theme=theme_of(UNSAFE), by=ann)
    court = add_coding(response=coding.response, theme=theme_of(COURT), by=ann)
    pointed(unsafe, "full", ann)
    pointed(court, "debt", ann)
    add_coding(response=coding.response, theme=theme_of(HOUSING), by=ann)
    assert {code for code, _, _ in words_of()} == {UNSAFE, COURT}


@pytest.mark.parametrize("only_translations", [True, False])
def test_a_translation_leaves_what_points_into_her_own_words(
    coded_form: Form, response: Response, ann: User, only_translations: bool
) -> None:
    coding = add_coding(response=response, theme=theme_of(COURT), by=ann)
    answer = response.answers.get().pk
    for in_translation in (False, True):
        Passage.objects.create(
            coding=coding, answer=answer, start=0, end=3, in_translation=in_translation
        )
    answers_changed.send(
        sender=Response, response=response, hides_more=False, only_translations=only_translations
    )
    left = list(coding.passages.values_list("in_translation", flat=True))
    assert left == ([False] if only_translations else [])
