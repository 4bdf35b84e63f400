"""Writing summaries: who may, over what, and when they are forgotten."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.codebook.changes import retire_theme
from insights.codebook.remapping import merge_theme
from insights.framework.services import LONGEST, NotCoded, TooLong
from insights.models import CaseSummary, Coding
from insights.rigour.sampling import draw_sample
from insights.services import CodingBlind, ThemeNotOffered
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import make_codebook, theme_of
from tests.insights.framework.cells import FIRST, LAST, VISIT, texts, write, wrote
from tests.insights.test_reworded import reword


def test_a_summary_has_an_author_and_a_day(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, HOUSING)
    made = write(response, HOUSING, "  A room.\r\nAt last. ", bea)
    assert made is not None
    assert (made.text, made.written_by) == ("A room.\nAt last.", bea)
    assert made.written_on == timezone.localdate()


def test_changed_it_is_hers_who_changed_it_and_unchanged_it_stays(
    here: Form, ann: User, bea: User
) -> None:
    response = make_coded(here, ann, HOUSING)
    write(response, HOUSING, "A room.", ann)
    CaseSummary.objects.update(written_on="2026-01-05")
    same = write(response, HOUSING, "A room.", bea)
    assert same is not None
    assert (same.written_by, str(same.written_on)) == (ann, "2026-01-05")
    other = write(response, HOUSING, "A flat.", bea)
    assert other is not None
    assert (other.written_by, other.written_on) == (bea, timezone.localdate())
    assert texts() == {(HOUSING, "A flat.")}


def test_empty_takes_it_away(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING)
    write(response, HOUSING, "A room.", ann)
    assert write(response, HOUSING, " \n", ann) is None
    assert write(response, HOUSING, "", ann) is None
    assert texts() == set()


@pytest.mark.parametrize(("length", "fits"), [(LONGEST, True), (LONGEST + 1, False)])
def test_six_hundred_characters_at_most(here: Form, ann: User, length: int, fits: bool) -> None:
    response = make_coded(here, ann, HOUSING)
    if fits:
        write(response, HOUSING, "x" * length, ann)
    else:
        with pytest.raises(TooLong):
            write(response, HOUSING, "x" * length, ann)
    assert len(texts()) == fits


@pytest.mark.parametrize(
    ("role", "may"), [("facilitator", True), ("second_coder", True), ("reviewer", False)]
)
def test_who_may_write(here: Form, ann: User, area: Area, role: str, may: bool) -> None:
    response, by = make_coded(here, ann, HOUSING), make_staff(role, area)
    if may:
        write(response, HOUSING, "A room.", by)
    else:
        with pytest.raises(PermissionDenied):
            write(response, HOUSING, "A room.", by)
    assert len(texts()) == may


def test_nobody_of_another_area_writes(here: Form, ann: User, other_area: Area) -> None:
    response = make_coded(here, ann, HOUSING)
    with pytest.raises(PermissionDenied):
        write(response, HOUSING, "A room.", make_staff("facilitator", other_area))


def test_only_what_is_coded_is_summed_up(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING)
    with pytest.raises(NotCoded):
        write(response, MONEY, "In debt.", ann)
    wrote(response, MONEY, "In debt.", ann)  # coded once, and no more
    write(response, MONEY, "In debt still.", ann)
    Coding.objects.update(counts=False)
    with pytest.raises(NotCoded):
        write(response, HOUSING, "A room.", ann)


def test_a_theme_that_is_not_of_the_codebook_or_was_merged_is_refused(
    here: Form, ann: User
) -> None:
    response = make_coded(here, ann, HOUSING, MONEY)
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    with pytest.raises(ThemeNotOffered):
        write(response, "feeling-safe", "Safe.", ann)
    retire_theme(theme=theme_of(HOUSING.replace("housing", "money")), by=ann, why="Better so.")
    write(response, MONEY, "In debt.", ann)  # retired, and coded before
    with pytest.raises(ThemeNotOffered):
        merge_and_write(response, ann)


def merge_and_write(response: Response, by: User) -> None:
    from insights.codebook.changes import restore_theme

    restore_theme(theme=theme_of(MONEY), by=by)
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=by, why="Better so.")
    write(response, MONEY, "In debt again.", by)


def test_who_codes_it_blind_may_not(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, HOUSING)
    draw_sample(consultation=here.consultation, second=bea, by=ann)
    with pytest.raises(CodingBlind):
        write(response, HOUSING, "A room.", bea)
    write(response, HOUSING, "A room.", ann)


# -- forgetting


def test_it_goes_with_the_response(here: Form, ann: User) -> None:
    gone, stays = make_coded(here, ann, HOUSING), make_coded(here, ann, HOUSING)
    write(gone, HOUSING, "A room.", ann)
    write(stays, HOUSING, "A flat.", ann)
    gone.delete()
    assert texts() == {(HOUSING, "A flat.")}


@pytest.mark.parametrize("deleted", [0, 1])
def test_it_goes_with_any_part_of_the_visit(here: Form, ann: User, deleted: int) -> None:
    parts = [make_coded(here, ann, HOUSING, visit_hash=VISIT, week=week) for week in (FIRST, LAST)]
    other = make_coded(here, ann, HOUSING, visit_hash="cd" * 32)
    wrote(parts[0], HOUSING, "A room.", ann)
    wrote(other, HOUSING, "A flat.", ann)
    Response.objects.filter(pk=parts[deleted].pk).delete()
    assert texts() == {(HOUSING, "A flat.")}


@pytest.mark.parametrize("hides_more", [True, False])
def test_when_something_had_to_go_from_her_words_it_goes_and_the_reader_is_told(
    here: Form, ann: User, hides_more: bool
) -> None:
    response = make_coded(here, ann, HOUSING, text="Ann said the hostel was full.")
    other = make_coded(here, ann, HOUSING)
    write(response, HOUSING, "Ann told her it was full.", ann)
    write(other, HOUSING, "A flat.", ann)
    notes = reword(response, "[name] said the hostel was full.", hides_more=hides_more)
    assert len(texts()) == (1 if hides_more else 2)
    assert any("deleted from the matrix" in note for note in notes) is hides_more


def test_nothing_is_told_where_nothing_was_written(here: Form, ann: User) -> None:
    response = make_response(here, "Ann said the hostel was full.")
    assert not [note for note in reword(response, "[name] said so.") if "matrix" in note]


def test_when_one_part_of_a_visit_changes_all_its_summaries_go(here: Form, ann: User) -> None:
    first = make_coded(here, ann, HOUSING, visit_hash=VISIT, week=FIRST)
    last = make_coded(here, ann, MONEY, visit_hash=VISIT, week=LAST)
    wrote(first, HOUSING, "A room.", ann)
    wrote(last, MONEY, "In debt.", ann)
    reword(last, "Words without a name.")
    assert texts() == set()


def test_written_anew_after_a_part_was_taken_back_nothing_of_it_is_left(
    here: Form, ann: User
) -> None:
    first = make_coded(here, ann, HOUSING, visit_hash=VISIT, week=FIRST)
    make_coded(here, ann, MONEY, visit_hash=VISIT, week=LAST, receipt_hash="ef" * 32)
    wrote(first, HOUSING, "A room, and her debt.", ann)
    wrote(first, MONEY, "Her debt.", ann)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("ef" * 32), kind=ReceiptAct.Kind.WITHDRAW)
    write(first, HOUSING, "A room.", ann)
    assert texts() == {(HOUSING, "A room.")}


def test_who_took_it_back_is_not_written_of(
    here: Form, ann: User, response: Callable[..., Response]
) -> None:
    gone = make_coded(here, ann, HOUSING, receipt_hash="ef" * 32)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("ef" * 32), kind=ReceiptAct.Kind.WITHDRAW)
    with pytest.raises(Response.DoesNotExist):
        write(gone, HOUSING, "A room.", ann)
