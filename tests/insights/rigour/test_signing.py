"""Sign-off: what each step waits for, who takes it, opening it again, and who comes late."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from core.models import Area
from feedback.models import Form
from insights.codebook.changes import edit_theme
from insights.codebook.remapping import merge_theme
from insights.codebook.undoing import undo_change
from insights.models import Coding, Reading, Sample, SignOff, Suggestion, Theming
from insights.packs.selectors import missing_for_signing
from insights.rigour.comparing import NoReason, compare_sample
from insights.rigour.measuring import measure_sample
from insights.rigour.sampling import draw_sample
from insights.rigour.signing import NothingToOpen, NotYet, open_again, take_step
from insights.rigour.standing import came_since, history_of, is_signed_off, standing_of_coding
from insights.rigour.voices import decide_voice
from insights.services import add_coding, mark_read, reject_suggestion
from insights.services.codebooks import choose_codebook
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, draft_of, make_coded
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import code_all, coded, compared, further, settle

ALL = ("coded", "checked", "signed")


def take(form: Form, by: User, *steps: str) -> None:
    for step in steps or ALL:
        take_step(consultation=form.consultation, step=step, by=by)


def missing(form: Form, step: str) -> list[str]:
    standing = standing_of_coding(form.consultation)
    return next(one.missing for one in standing.steps if one.step == step)


@pytest.fixture
def checked(asked_here: Form, sample: Sample) -> Form:
    """All that sign-off waits for is done, and no step is taken."""
    compared(sample)
    return asked_here


def test_the_steps_are_taken_one_after_the_other(checked: Form, first: User, lead: User) -> None:
    take(checked, first, "coded", "checked")
    assert not is_signed_off(checked.consultation)
    take(checked, lead, "signed")
    assert is_signed_off(checked.consultation)
    rows = SignOff.objects.values_list("step", "by", "name", "responses", "codebook_version")
    assert list(rows) == [
        ("coded", first.pk, str(first), 5, "1.0"),
        ("checked", first.pk, str(first), 5, "1.0"),
        ("signed", lead.pk, str(lead), 5, "1.0"),
    ]
    assert AuditLine.objects.filter(action__startswith="coding ").count() == 3


@pytest.mark.parametrize("step", ["checked", "signed", "reopened", "late", "changed", "x"])
def test_no_step_is_jumped(checked: Form, lead: User, step: str) -> None:
    with pytest.raises((NotYet, ValueError)):
        take(checked, lead, step)
    assert not SignOff.objects.exists()


def test_a_step_is_taken_once(checked: Form, lead: User) -> None:
    take(checked, lead)
    for step in ALL:
        with pytest.raises(NotYet, match="already"):
            take(checked, lead, step)
    assert SignOff.objects.count() == 3


def _unread(form: Form, sample: Sample) -> None:
    Reading.objects.filter(response=sample.members.all()[0].response).delete()


def _not_coded(form: Form, sample: Sample) -> None:
    Coding.objects.all().delete()


def _no_codebook(form: Form, sample: Sample) -> None:
    Theming.objects.all().delete()


def _nobody(form: Form, sample: Sample) -> None:
    for member in sample.members.all():
        member.response.delete()


@pytest.mark.parametrize(
    ("arrange", "says"),
    [
        (_unread, "1 response has been read by nobody yet."),
        (_not_coded, "No response is coded yet."),
        (_no_codebook, "Choose a codebook"),
        (_nobody, "Nobody has answered yet."),
    ],
)
def test_coded_says_what_is_missing(
    checked: Form, lead: User, sample: Sample, arrange: Callable[[Form, Sample], None], says: str
) -> None:
    arrange(checked, sample)
    assert says in " ".join(missing(checked, "coded"))
    with pytest.raises(NotYet, match=says):
        take(checked, lead, "coded")


def test_checked_waits_for_a_second_coder(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    coded(asked_here, first)
    take(asked_here, lead, "coded")

    def says() -> str:
        with pytest.raises(NotYet) as refused:
            take(asked_here, lead, "checked")
        return " ".join(refused.value.missing)

    assert says() == (
        "No sample has been coded twice yet. With 5 coded, it takes 5, drawn at random."
    )
    sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    assert says() == "5 responses of the sample are not coded by the second coder yet."
    responses = code_all(sample, [[MONEY], [HOUSING]])
    assert says() == "The sample that was coded twice is not compared yet."
    compare_sample(sample=sample, by=lead)
    assert "not measured yet" in says()
    measure_sample(sample.pk)
    assert says() == "3 responses that two people coded differently are not settled yet."
    for response in responses[::2]:
        settle(response, lead, HOUSING)
    assert says().startswith("1 theme that few women had raised is given to nobody any more")
    decide_voice(
        consultation=asked_here.consultation,
        theme=theme_of(MONEY),
        is_kept=False,
        why="We had misread it.",
        by=lead,
    )
    take(asked_here, lead, "checked")


def test_checked_waits_for_quiet_voices(
    checked: Form, first: User, lead: User, sample: Sample
) -> None:
    make_coded(checked, first, MONEY)
    further(sample, MONEY)
    take(checked, lead, "coded")
    assert missing(checked, "checked") == [
        "1 theme that few women raised is neither kept nor left out."
    ]
    page, money = checked.consultation, theme_of(MONEY)
    decide_voice(consultation=page, theme=money, is_kept=True, why="", by=lead)
    take(checked, lead, "checked", "signed")


def test_a_reflexive_reading_needs_its_standpoint_and_no_second_coder(
    asked_here: Form, first: User, lead: User
) -> None:
    coded(asked_here, first)
    Theming.objects.update(method="reflexive")
    take(asked_here, lead, "coded")
    assert missing(asked_here, "checked") == [
        "Write down where the readers stand, under “Double coding”."
    ]
    Theming.objects.update(standpoint="We all work in probation.")
    take(asked_here, lead, "checked", "signed")


def test_what_changed_since_a_step_stops_the_signature(
    checked: Form, first: User, lead: User
) -> None:
    take(checked, lead, "coded", "checked")
    make_response(checked, "One more.")
    assert missing(checked, "signed") == ["1 response has been read by nobody yet."]
    with pytest.raises(NotYet):
        take(checked, lead, "signed")


@pytest.mark.parametrize("step", ALL)
@pytest.mark.parametrize("role", ["second_coder", "reviewer", "auditor", "administrator"])
def test_who_may_take_no_step(checked: Form, area: Area, role: str, step: str) -> None:
    with pytest.raises(PermissionDenied):
        take(checked, make_staff(role, area), step)


def test_another_areas_facilitator_takes_none(checked: Form, lead: User, other_area: Area) -> None:
    away = make_staff("facilitator", other_area)
    for step in ALL:
        with pytest.raises(PermissionDenied):
            take(checked, away, step)
    take(checked, lead)
    with pytest.raises(PermissionDenied):
        open_again(consultation=checked.consultation, why="Why.", by=away)


def test_it_is_opened_again_with_a_reason(checked: Form, lead: User, second: User) -> None:
    page = checked.consultation
    with pytest.raises(NothingToOpen):
        open_again(consultation=page, why="Why.", by=lead)
    take(checked, lead)
    with pytest.raises(NoReason):
        open_again(consultation=page, why="  ", by=lead)
    with pytest.raises(PermissionDenied):
        open_again(consultation=page, why="Why.", by=second)
    assert is_signed_off(page)
    open_again(consultation=page, why="Two themes were mixed up.", by=lead)
    assert not is_signed_off(page)
    assert [row.step for row in history_of(page)] == [*ALL, "reopened"]
    assert history_of(page)[-1].note == "Two themes were mixed up."
    take(checked, lead)
    assert is_signed_off(page)


# -- Who comes late


def test_a_late_response_is_recorded_and_the_signature_stands(checked: Form, lead: User) -> None:
    page = checked.consultation
    take(checked, lead)
    late = make_response(checked, "On paper.", channel="paper")
    standing = standing_of_coding(page)
    assert (standing.came, is_signed_off(page)) == (1, True)
    row = SignOff.objects.get(step="late")
    assert (row.by, row.came, row.responses) == (None, 1, 6)
    assert missing(checked, "signed") == ["1 response has been read by nobody yet."]
    mark_read(response=late, by=lead)
    take(checked, lead, "signed")
    assert standing_of_coding(page).came == 0
    make_response(checked, "Another.")
    make_response(checked, "And another.")
    assert came_since(history_of(page)) == 2
    open_again(consultation=page, why="Two came.", by=lead)
    assert came_since(history_of(page)) == 0


@pytest.mark.parametrize("stage", ["not signed", "opened again"])
def test_before_a_signature_nobody_is_late(checked: Form, lead: User, stage: str) -> None:
    if stage == "opened again":
        take(checked, lead)
        open_again(consultation=checked.consultation, why="Why.", by=lead)
    make_response(checked, "In time.")
    assert not SignOff.objects.filter(step="late").exists()


def test_more_from_the_same_visit_is_not_another_woman(
    checked: Form, first: User, lead: User, sample: Sample
) -> None:
    make_coded(checked, first, HOUSING, visit_hash="ef" * 32)
    further(sample)
    take(checked, lead)
    make_response(checked, "More from me.", visit_hash="ef" * 32)
    assert came_since(history_of(checked.consultation)) == 0
    for _ in range(2):
        make_response(checked, "Me.", visit_hash="01" * 32)
    assert came_since(history_of(checked.consultation)) == 1


def test_a_response_of_another_consultation_is_not_late_here(
    checked: Form, lead: User, form: Callable[..., Form]
) -> None:
    take(checked, lead)
    make_response(form(), "Elsewhere.")
    assert came_since(history_of(checked.consultation)) == 0


# -- What a pack needs


def test_a_pack_needs_the_coding_signed(checked: Form, lead: User) -> None:
    page: Any = checked.consultation
    pack = draft_of(checked, lead)
    SignOff.objects.all().delete()
    unsigned = "The coding is not signed off yet."
    assert [s for s in missing_for_signing(pack) if s.startswith(unsigned)]
    take(checked, lead)
    assert not [s for s in missing_for_signing(pack) if s.startswith(unsigned)]
    open_again(consultation=page, why="Why.", by=lead)
    assert [s for s in missing_for_signing(pack) if s.startswith(unsigned)]


def test_the_method_outlives_another_codebook(checked: Form, lead: User) -> None:
    Theming.objects.update(method="reflexive", standpoint="S")
    codebook = theme_of(COURT).codebook
    choose_codebook(consultation=checked.consultation, codebook=codebook, by=lead)
    assert Theming.objects.get().method == "reflexive"


# -- What is changed after a signature


def _signed(form: Form, lead: User) -> None:
    take(form, lead, "coded", "checked", "signed")
    assert is_signed_off(form.consultation)


def test_a_coding_after_the_signature_takes_it_away_once_and_it_is_signed_anew(
    checked: Form, first: User, lead: User, sample: Sample
) -> None:
    _signed(checked, lead)
    late = make_response(checked, "On paper.", channel="paper")
    add_coding(response=late, theme=theme_of(HOUSING), by=first)
    add_coding(response=late, theme=theme_of(COURT), by=first)
    assert not is_signed_off(checked.consultation)
    last = history_of(checked.consultation)[-1]
    assert (last.step, last.name) == ("changed", str(first))
    assert last.note == "The themes of a response were changed."
    assert SignOff.objects.filter(step="changed").count() == 1
    mark_read(response=late, by=first)
    page = checked.consultation
    decide_voice(consultation=page, theme=theme_of(COURT), is_kept=True, why="", by=lead)
    assert missing(checked, "signed") == [
        "1 more response has to be coded twice: with 6 coded it takes 6, and 5 were drawn so "
        "far. Draw a further sample under “Double coding”."
    ]
    further(sample, HOUSING, COURT)
    take(checked, lead, "signed")
    assert is_signed_off(page)
    settle(late, lead, HOUSING)
    assert not is_signed_off(checked.consultation)


def test_settling_and_moving_codings_take_it_away(
    checked: Form, sample: Sample, lead: User
) -> None:
    _signed(checked, lead)
    settle(sample.members.all()[0].response, lead, HOUSING, COURT)
    assert not is_signed_off(checked.consultation)
    SignOff.objects.filter(step="changed").delete()
    change = merge_theme(theme=theme_of(HOUSING), into=theme_of(MONEY), by=lead, why="One.")
    assert not is_signed_off(checked.consultation)
    SignOff.objects.filter(step="changed").delete()
    undo_change(change=change, by=lead)
    assert not is_signed_off(checked.consultation)


def test_turning_a_suggestion_down_and_rewording_a_theme_leave_it(
    checked: Form, first: User, lead: User
) -> None:
    _signed(checked, lead)
    late = make_response(checked, "On paper.", channel="paper")
    suggestion = Suggestion.objects.create(
        response=late, theme=theme_of(MONEY), band="strong", engine="x", codebook_version="1.0"
    )
    reject_suggestion(suggestion=suggestion, by=first)
    edit_theme(theme=theme_of(MONEY), by=lead, description="Anew.")
    assert is_signed_off(checked.consultation)
