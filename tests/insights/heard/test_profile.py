"""Who was wanted and who was heard: channels exactly, groups in tens, and what is missing."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from feedback.review.models import Invite, WaitingResponse
from feedback.review.selectors import heard_by_invite
from insights.heard.selectors import Gap, Profile, Voice, group_key, profile_of
from insights.heard.services import set_targets
from insights.heard.wording import for_anybody, for_reviewers, gap_words
from insights.models import VoiceTarget
from insights.suppression import Release
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.insights.heard.conftest import come, make_invite


def profile(form: Form, *, with_groups: bool = True) -> Profile:
    return profile_of(form.consultation, with_groups=with_groups)


def channel(form: Form, key: str) -> Voice:
    return next(v for v in profile(form).channels if v.key == f"channel-{key}")


def aim(form: Form, by: User, **wanted: int | None) -> None:
    keyed = {key.replace("_", "-"): number for key, number in wanted.items()}
    set_targets(consultation=form.consultation, wanted=keyed, by=by)


# -- counting


def test_channels_are_counted_by_the_last_row_of_each_visit(asked_here: Form) -> None:
    make_response(asked_here, channel="web", week="2026-01-05", visit_hash="ab" * 32)
    make_response(asked_here, channel="kiosk", week="2026-02-02", visit_hash="ab" * 32)
    make_response(asked_here, channel="paper")
    make_response(asked_here, channel="paper", receipt_hash="cc" * 32)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("cc" * 32), kind="withdraw")
    found = {v.key.partition("-")[2]: v.heard for v in profile(asked_here).channels if v.heard}
    assert found == {"kiosk": 1, "paper": 1}


@pytest.mark.parametrize(("came", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_groups_are_counted_in_tens(
    asked_here: Form, harbour: Invite, came: int, shown: int
) -> None:
    come(asked_here, harbour, came) if came else None
    come(asked_here, None, 3)
    assert heard_by_invite([harbour]) == {harbour.pk: shown}
    assert [group.heard for group in profile(asked_here).groups] == [shown]


def test_of_a_group_rows_of_one_visit_and_words_not_read_or_taken_back_do_not_count(
    asked_here: Form, harbour: Invite
) -> None:
    come(asked_here, harbour, 9)
    for _ in range(3):
        come(asked_here, harbour, visit_hash="ab" * 32)
    assert heard_by_invite([harbour])[harbour.pk] == 10
    already = set(WaitingResponse.objects.values_list("pk", flat=True))
    come(asked_here, harbour, 10)
    newer = WaitingResponse.objects.exclude(pk__in=already)
    assert heard_by_invite([harbour])[harbour.pk] == 20
    newer.update(status="waiting")
    assert heard_by_invite([harbour])[harbour.pk] == 10
    newer.update(status="read", receipt_hash=b"c" * 32)
    ReceiptAct.objects.create(receipt_hash=b"c" * 32, kind="withdraw")
    assert heard_by_invite([harbour])[harbour.pk] == 10


def test_a_group_is_counted_in_this_consultation_alone(
    asked_here: Form, harbour: Invite, form: Callable[..., Form]
) -> None:
    come(asked_here, harbour, 10)
    other = form()
    come(other, harbour, 10)
    assert [group.heard for group in profile(asked_here).groups] == [10]
    assert heard_by_invite([harbour]) == {harbour.pk: 20}


def test_groups_of_another_area_and_groups_for_others_are_not_there(
    asked_here: Form, harbour: Invite, other_area: Area
) -> None:
    make_invite(other_area, "Of the hills")
    assert [group.name for group in profile(asked_here).groups] == ["Women of the harbour"]
    assert profile(asked_here, with_groups=False).groups == []


# -- targets


def test_targets_are_written_changed_and_taken_away(
    asked_here: Form, facilitator: User, harbour: Invite
) -> None:
    key = group_key(harbour)
    set_targets(
        consultation=asked_here.consultation,
        wanted={"channel-web": 40, "channel-paper": 20, key: 20},
        by=facilitator,
    )
    aim(asked_here, facilitator, channel_web=50, channel_paper=None)
    found = profile(asked_here)
    assert {v.key: v.wanted for v in found.voices if v.wanted} == {"channel-web": 50, key: 20}
    assert found.has_targets
    assert VoiceTarget.objects.count() == 2
    assert AuditLine.objects.filter(action="set whom to hear").count() == 2


def test_names_that_there_are_not_are_let_go(
    asked_here: Form, facilitator: User, other_area: Area
) -> None:
    away = make_invite(other_area, "Of the hills")
    wanted = {"channel-pigeon": 4, "group-0": 4, group_key(away): 4, "": 4}
    set_targets(consultation=asked_here.consultation, wanted=wanted, by=facilitator)
    assert not VoiceTarget.objects.exists()


@pytest.mark.parametrize("number", [0, -1, 100_001])
def test_what_is_no_number_of_women_is_refused(
    asked_here: Form, facilitator: User, number: int
) -> None:
    with pytest.raises(ValueError, match="number of women"):
        aim(asked_here, facilitator, channel_web=4, channel_paper=number)
    assert not VoiceTarget.objects.exists()


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "editor", "administrator"])
def test_only_facilitators_say_whom_to_hear(asked_here: Form, area: Area, role: str) -> None:
    with pytest.raises(PermissionDenied):
        aim(asked_here, make_staff(role, area), channel_web=4)
    assert not VoiceTarget.objects.exists()


def test_a_facilitator_of_another_area_does_not(asked_here: Form, other_area: Area) -> None:
    with pytest.raises(PermissionDenied):
        aim(asked_here, make_staff("facilitator", other_area), channel_web=4)


# -- gaps


@pytest.mark.parametrize(
    ("wanted", "heard", "is_group", "gap", "words"),
    [
        (None, 4, False, Gap.NO_TARGET, "no target"),
        (4, 4, False, Gap.REACHED, "reached"),
        (5, 4, False, Gap.SHORT, "1 more wanted"),
        (30, 20, True, Gap.SHORT, "up to 10 more wanted"),
        (29, 20, True, Gap.UNSURE, "reached or nearly: groups are counted in tens"),
        (20, 20, True, Gap.REACHED, "reached"),
        (5, 0, True, Gap.UNSURE, "reached or nearly: groups are counted in tens"),
        (10, 0, True, Gap.SHORT, "up to 10 more wanted"),
    ],
)
def test_a_gap_in_words(
    wanted: int | None, heard: int, is_group: bool, gap: Gap, words: str
) -> None:
    voice = Voice("channel-web", "Web", wanted, heard, is_group=is_group)
    assert voice.gap is gap
    assert gap_words(voice) == words


# -- the paragraph, in two editions


def crowd(form: Form, **channels: int) -> None:
    for key, number in channels.items():
        for _ in range(number):
            make_response(form, channel=key)


def test_the_review_edition_has_numbers_and_groups_in_tens(
    asked_here: Form, facilitator: User, harbour: Invite
) -> None:
    come(asked_here, harbour, 13)
    crowd(asked_here, paper=3)
    aim(asked_here, facilitator, channel_web=10, channel_paper=20, channel_phone=5)
    key = group_key(harbour)
    set_targets(consultation=asked_here.consultation, wanted={key: 30}, by=facilitator)
    said = for_reviewers(profile(asked_here))
    assert said == (
        "By the way they answered: Web 13 of 10 wanted, Paper 3 of 20 wanted, "
        "Telephone 0 of 5 wanted. By invited group, counted in tens: Women of the harbour "
        "10 or more of 30 wanted. Fewer than we wanted: Paper, Telephone, Women of the harbour."
    )


def test_the_public_edition_has_words_alone(
    asked_here: Form, facilitator: User, harbour: Invite
) -> None:
    come(asked_here, harbour, 13)
    crowd(asked_here, paper=3)
    aim(asked_here, facilitator, channel_web=10, channel_paper=20, channel_phone=5)
    said = for_anybody(profile(asked_here), asked_here.consultation)
    assert said == (
        "Of the women who answered: many by: Web; a few or none by: Paper, Telephone. "
        "We wanted to hear more from: Paper, Telephone."
    )
    assert not any(sign.isdigit() for sign in said)


def test_the_public_edition_does_not_move_by_one_woman(
    asked_here: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    aim(asked_here, facilitator, channel_paper=12)
    crowd(asked_here, web=40, paper=12)
    before = Release(51, {"channel:web": 40, "channel:paper": 11})
    assert "hear more" not in for_anybody(profile(asked_here), asked_here.consultation)
    monkeypatch.setattr("insights.heard.wording.released_by", lambda pack: before)
    said = for_anybody(profile(asked_here), asked_here.consultation)
    assert "We wanted to hear more from: Paper." in said  # the twelfth came, and nobody is told


def test_a_small_way_is_not_worked_out_from_the_others(asked_here: Form, facilitator: User) -> None:
    aim(asked_here, facilitator, channel_phone=5)
    crowd(asked_here, web=60, paper=11, phone=3)
    said = for_anybody(profile(asked_here), asked_here.consultation)
    # the pack hides the number of paper with the telephone's: no word may say that it is over ten
    assert said.startswith("Of the women who answered: many by: Web; a few or none by: Telephone.")
    assert "Paper" not in said


def test_the_way_that_most_came_is_many_also_where_its_number_is_hidden(
    asked_here: Form, facilitator: User
) -> None:
    aim(asked_here, facilitator, channel_web=60)
    crowd(asked_here, web=64, paper=3)
    assert "many by: Web" in for_anybody(profile(asked_here), asked_here.consultation)


def test_nobody_yet(asked_here: Form, facilitator: User) -> None:
    assert for_reviewers(profile(asked_here)) == "Nobody has answered yet."
    assert for_anybody(profile(asked_here), asked_here.consultation) == ""
