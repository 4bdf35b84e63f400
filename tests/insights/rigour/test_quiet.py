"""Quiet voices: which themes are listed, with whose words, and what may be decided."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AuditLine, User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from insights.models import Coding, QuietVoice, Sample
from insights.rigour.comparing import NoReason
from insights.rigour.fit import Given, brought_new, did_not_fit, new_themes
from insights.rigour.quiet import QUIET_BELOW, quiet_sub_themes, quiet_voices, undecided_voices
from insights.rigour.sampling import draw_sample
from insights.rigour.voices import NotQuiet, decide_voice
from insights.services import reject_suggestion, suggest_themes
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import log_in
from tests.insights.rigour.doubly import UNSAFE, coded, compared, settle


def decide(form: Form, by: User, code: str, *, keep: bool = True, why: str = "") -> QuietVoice:
    return decide_voice(
        consultation=form.consultation, theme=theme_of(code), is_kept=keep, why=why, by=by
    )


@pytest.mark.parametrize(("women", "listed"), [(0, False), (1, True), (4, True), (5, False)])
def test_themes_of_one_to_four_women_are_listed(
    asked_here: Form, first: User, women: int, listed: bool
) -> None:
    coded(asked_here, first, women, MONEY)
    coded(asked_here, first, QUIET_BELOW)
    found = {
        quiet.theme.code: quiet.women for quiet in quiet_voices(asked_here.consultation, first)
    }
    assert found == ({MONEY: women} if listed else {})


def test_rows_of_one_visit_are_one_woman(asked_here: Form, first: User) -> None:
    for _ in range(6):
        make_coded(asked_here, first, MONEY, visit_hash="ab" * 32)
    assert quiet_voices(asked_here.consultation, first)[0].women == 1


def test_their_words_stand_there(asked_here: Form, first: User) -> None:
    kept = make_coded(asked_here, first, UNSAFE, text="Nobody asked me.")
    gone = make_coded(asked_here, first, UNSAFE, text="Taken back.")
    receipt = bytes(gone.receipt_hash or b"")
    ReceiptAct.objects.create(receipt_hash=receipt, kind="withdraw")
    make_coded(asked_here, first, text="Of no theme.")
    found = quiet_voices(asked_here.consultation, first)
    assert [quiet.words for quiet in found] == [[(kept.pk, "Nobody asked me.", "en-gb")]]


def test_who_codes_blind_doesnt_read_them_under_a_theme(
    asked_here: Form, sample: Sample, second: User, first: User
) -> None:
    place = sample.members.all()[0]
    place.response.codings.update(theme=theme_of(MONEY))
    beside = make_coded(asked_here, first, MONEY)
    read = {
        reader: {
            pk
            for quiet in quiet_voices(asked_here.consultation, reader)
            for pk, *_ in quiet.words
            if quiet.theme.code == MONEY
        }
        for reader in (first, second)
    }
    assert read == {first: {place.response_id, beside.pk}, second: {beside.pk}}


def test_each_is_kept_or_left_out_with_a_reason(asked_here: Form, first: User, lead: User) -> None:
    coded(asked_here, first, 2, MONEY)
    coded(asked_here, first, 1, COURT)
    page = asked_here.consultation
    assert undecided_voices(page) == 2
    decide(asked_here, lead, MONEY)
    with pytest.raises(NoReason):
        decide(asked_here, lead, COURT, keep=False, why="  ")
    assert undecided_voices(page) == 1
    decide(asked_here, lead, COURT, keep=False, why="Asked elsewhere.")
    decide(asked_here, first, MONEY, keep=False, why="On second thoughts.")
    assert undecided_voices(page) == 0
    found = QuietVoice.objects.get(theme=theme_of(MONEY))
    assert (found.is_kept, found.decided_by, found.why) == (False, first, "On second thoughts.")
    assert AuditLine.objects.filter(action__endswith="quiet voice").count() == 3


@pytest.mark.parametrize("women", [0, 5])
def test_only_quiet_ones_are_decided_on(
    asked_here: Form, first: User, lead: User, women: int
) -> None:
    coded(asked_here, first, women, MONEY)
    with pytest.raises(NotQuiet):
        decide(asked_here, lead, MONEY)


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "administrator"])
def test_only_who_checks_decides(asked_here: Form, first: User, area: Area, role: str) -> None:
    coded(asked_here, first, 1, MONEY)
    with pytest.raises(PermissionDenied):
        decide(asked_here, make_staff(role, area), MONEY)


def test_another_areas_facilitator_decides_nothing(
    asked_here: Form, first: User, other_area: Area
) -> None:
    coded(asked_here, first, 1, MONEY)
    with pytest.raises(PermissionDenied):
        decide(asked_here, make_staff("facilitator", other_area), MONEY)


# -- What did not fit


def test_what_was_turned_down_and_given_by_nobody_did_not_fit(
    asked_here: Form, first: User, second: User
) -> None:
    texts = ("The hostel was full.", "A hostel again.", "No hostel for me.")
    down, both, kept = [make_response(asked_here, text) for text in texts]
    suggest_themes(consultation=asked_here.consultation)
    for response in (down, both):
        suggestion = response.suggestions.get(theme=theme_of(HOUSING))
        reject_suggestion(suggestion=suggestion, by=first)
    make_coded(asked_here, second, HOUSING)
    both.codings.create(
        theme=theme_of(UNSAFE),
        coder=second,
        decision="added",
        codebook_version="1.0",
        coded_on="2026-11-01",
    )
    page = asked_here.consultation
    assert list(did_not_fit(page, theme_of(HOUSING), first)) == [down]
    assert not did_not_fit(page, theme_of(MONEY), first).exists()
    assert kept not in did_not_fit(page, theme_of(HOUSING), first)


def test_who_codes_blind_isnt_told_what_did_not_fit(
    asked_here: Form, sample: Sample, second: User, first: User
) -> None:
    place = sample.members.first()
    assert place is not None
    place.response.codings.update(decision="rejected")
    page, housing = asked_here.consultation, theme_of(HOUSING)
    assert list(did_not_fit(page, housing, first)) == [place.response]
    assert not did_not_fit(page, housing, second).exists()


# -- New themes in the last responses


def test_how_many_of_the_last_brought_a_new_theme(asked_here: Form, first: User) -> None:
    page = asked_here.consultation
    assert (new_themes(page).responses, new_themes(page).with_new) == (0, 0)
    coded(asked_here, first, 3)  # the first of them brings housing
    coded(asked_here, first, 1, MONEY)
    coded(asked_here, first, 1, UNSAFE)  # housing, by its sub-theme
    assert (new_themes(page).responses, new_themes(page).with_new) == (5, 2)
    assert (new_themes(page, last=2).responses, new_themes(page, last=2).with_new) == (2, 1)
    assert new_themes(page, last=1).with_new == 0


def test_a_theme_that_came_back_is_not_new(asked_here: Form, first: User) -> None:
    coded(asked_here, first, 1, MONEY)
    coded(asked_here, first, 20)
    coded(asked_here, first, 1, MONEY)
    found = new_themes(asked_here.consultation)
    assert (found.responses, found.with_new) == (20, 0)


def test_a_woman_who_is_coded_twice_is_one(asked_here: Form, first: User, second: User) -> None:
    for coder in (first, second):
        make_coded(asked_here, coder, HOUSING, visit_hash="cd" * 32)
    assert new_themes(asked_here.consultation).responses == 1


def test_settling_moves_nobody_to_the_last(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    """Theme, place in the order of coding: money came first with the first woman, court with the
    fourth. Settling writes codings anew, and nobody's words were heard anew."""
    page = asked_here.consultation
    rows = [
        make_coded(asked_here, first, code) for code in (MONEY, HOUSING, HOUSING, COURT, HOUSING)
    ]
    sample = draw_sample(consultation=page, second=second, by=lead)
    compared(sample, [[HOUSING]])
    before = {n: (new_themes(page, n).responses, new_themes(page, n).with_new) for n in range(1, 6)}
    assert before == {1: (1, 0), 2: (2, 1), 3: (3, 1), 4: (4, 2), 5: (5, 3)}
    Coding.objects.update(coded_on="2026-11-01")
    settle(rows[0], lead, MONEY)
    settle(rows[1], lead, HOUSING, COURT)  # neither gave court: hers from when she was coded
    settle(rows[0], lead, MONEY, why="Once more.")
    after = {n: (new_themes(page, n).responses, new_themes(page, n).with_new) for n in range(1, 6)}
    assert after == {1: (1, 0), 2: (2, 0), 3: (3, 0), 4: (4, 1), 5: (5, 2)}


@pytest.mark.parametrize(
    ("given", "brought"),
    [
        ([], []),
        ([("a", 1, False, True), ("b", 1, False, True)], [True, False]),
        # settled: the first's silent, the agreed one at the end
        ([("a", 1, False, False), ("b", 1, False, True), ("a", 1, True, True)], [True, False]),
        # what was settled away was never brought
        ([("a", 1, False, False), ("b", 1, False, True), ("a", 2, True, True)], [True, True]),
        # the second's, blind: when she gave it
        ([("a", 1, False, True), ("b", 2, False, True), ("a", 2, False, False)], [True, True]),
        # neither had given her any
        ([("b", 1, False, True), ("a", 1, True, True)], [True, False]),
        # agreed that no theme applies: she isn't coded
        ([("a", 1, False, False), ("b", 2, False, True)], [True]),
    ],
)
def test_what_was_new_goes_by_when_a_person_gave_it(
    given: list[tuple[str, int, bool, bool]], brought: list[bool]
) -> None:
    assert list(brought_new(Given(*one) for one in given).values()) == brought


# -- Sub-themes


def test_sub_themes_of_few_are_listed_and_open_their_responses(
    asked_here: Form, sample: Sample, first: User, second: User
) -> None:
    """Five women had housing; two more have the sub-theme, one of whom sent it twice."""
    page = asked_here.consultation
    assert quiet_sub_themes(page, first) == []
    coded(asked_here, first, 1, UNSAFE)
    for _ in range(2):
        make_coded(asked_here, first, UNSAFE, visit_hash="cd" * 32)
    assert quiet_sub_themes(page, first) == [(theme_of(UNSAFE), 2)]
    assert [quiet.theme.code for quiet in quiet_voices(page, first)] == []
    body = log_in(first).get(reverse("insights:quiet_voices", args=[page.pk])).content.decode()
    assert "nothing has to be decided here" in body
    (where, number) = re.findall(r'class="behind" href="([^"]*)">(\d+)', body)[0]
    answer = log_in(first).get(unescape(where))
    assert (number, answer.context["page"].paginator.count) == ("2", 2)
    blind = sample.members.all()[0].response
    Coding.objects.filter(response=blind).update(theme=theme_of(UNSAFE))
    assert quiet_sub_themes(page, first) == [(theme_of(UNSAFE), 3)]
    assert quiet_sub_themes(page, second) == [(theme_of(UNSAFE), 2)]
    coded(asked_here, first, 2, UNSAFE)
    assert quiet_sub_themes(page, first) == []
