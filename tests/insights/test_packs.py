"""Packs: what signing asks for, what publishing writes, and that nothing moves after."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from consultations.models import Decision
from core.models import Area
from feedback.models import Form
from insights.models import Reading, ReviewPack
from insights.packs.selectors import missing_for_signing, shown_edition
from insights.packs.services import (
    Notes,
    NotReady,
    PackIsFrozen,
    publish_pack,
    save_draft,
    sign_pack,
    start_pack,
)
from insights.packs.slips import outcome_parts
from tests.factories.accounts import make_staff
from tests.factories.packs import (
    HOUSING,
    MONEY,
    TEXTS,
    draft_of,
    make_coded,
    make_decision,
    signed_pack,
)
from tests.factories.themes import theme_of

UNFINISHED: dict[str, Any] = {**TEXTS}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"summary": " "}, "in short what women said"),
        ({"missing_voices": ""}, "who is missing"),
        ({"missing_voices": "."}, "who is missing"),
        ({"summary": "–"}, "in short what women said"),
        ({"taken_to": ""}, "where the pack is taken"),
        ({"decisions": []}, "at least one decision"),
        ({"decisions": [("not", "")]}, "Say why, for: There was nowhere to go."),
        ({"decisions": [("part", "  ")]}, "Say why, for: There was nowhere to go."),
        ({"decisions": [("do", ""), ("not", "")]}, "Say why"),
    ],
)
def test_signing_says_what_is_missing(
    asked: Form, facilitator: User, fields: dict[str, Any], sentence: str
) -> None:
    make_coded(asked, facilitator, HOUSING)
    if decisions := fields.get("decisions"):
        rows = [make_decision(answer=answer, because=why) for answer, why in decisions]
        fields = {"decisions": rows}
    pack = draft_of(asked, facilitator, **fields)
    with pytest.raises(NotReady, match=sentence) as refused:
        sign_pack(pack=pack, by=facilitator)
    assert len(refused.value.missing) == 1
    pack.refresh_from_db()
    assert pack.status == ReviewPack.Status.DRAFT


def test_every_response_is_read_before_signing(asked: Form, facilitator: User) -> None:
    responses = [make_coded(asked, facilitator, HOUSING) for _ in range(3)]
    pack = draft_of(asked, facilitator)
    assert missing_for_signing(pack) == []
    Reading.objects.filter(response__in=responses[:2]).delete()
    with pytest.raises(NotReady, match="2 responses have been read by nobody"):
        sign_pack(pack=pack, by=facilitator)


def test_nothing_is_signed_when_nobody_answered(asked: Form, facilitator: User) -> None:
    with pytest.raises(NotReady, match="Nobody has answered"):
        signed_pack(asked, facilitator)


@pytest.mark.parametrize(
    ("decision", "because"), [("not", "There is no money."), ("part", "It is slow."), ("do", "")]
)
def test_a_whole_pack_is_signed_and_frozen(
    asked: Form, facilitator: User, decision: str, because: str
) -> None:
    make_coded(asked, facilitator, HOUSING)
    row = make_decision(answer=decision, because=because)
    pack = signed_pack(asked, facilitator, decisions=[row])
    assert (pack.status, pack.signed_by) == (ReviewPack.Status.SIGNED, facilitator)
    frozen = json.dumps(pack.editions, sort_keys=True)
    make_coded(asked, facilitator, MONEY)
    pack.refresh_from_db()
    assert json.dumps(pack.editions, sort_keys=True) == frozen
    assert shown_edition(pack, "review")["total"] == 1
    assert AuditLine.objects.filter(action="sign pack").count() == 1


@pytest.mark.parametrize("status", ["signed", "published", "superseded"])
def test_a_signed_pack_is_not_changed(asked: Form, facilitator: User, status: str) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = signed_pack(asked, facilitator)
    ReviewPack.objects.filter(pk=pack.pk).update(status=status)
    acts: list[Callable[[], object]] = [
        lambda: save_draft(pack=pack, by=facilitator, **UNFINISHED),
        lambda: sign_pack(pack=pack, by=facilitator),
    ]
    for act in acts:
        with pytest.raises(PackIsFrozen):
            act()
    assert pack.decisions.count() == 1


@pytest.mark.parametrize("role", ["second_coder", "editor", "reviewer", "administrator"])
def test_other_roles_neither_write_nor_sign(asked: Form, facilitator: User, role: str) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = draft_of(asked, facilitator)
    somebody = make_staff(role, asked.consultation.area)
    assert_refused(asked, pack, somebody)


def test_a_facilitator_of_another_area_is_refused(
    asked: Form, facilitator: User, other_area: Area
) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = draft_of(asked, facilitator)
    assert_refused(asked, pack, make_staff("facilitator", other_area))


def assert_refused(form: Form, pack: ReviewPack, by: User) -> None:
    acts: list[Callable[[], object]] = [
        lambda: start_pack(consultation=form.consultation, by=by),
        lambda: save_draft(pack=pack, by=by, **UNFINISHED),
        lambda: sign_pack(pack=pack, by=by),
        lambda: publish_pack(pack=pack, by=by),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    pack.refresh_from_db()
    assert pack.status == ReviewPack.Status.DRAFT


def test_publishing_writes_the_outcome_that_women_see(crowd: Form, facilitator: User) -> None:
    row = make_decision(theme=theme_of(HOUSING))
    pack = publish_pack(pack=signed_pack(crowd, facilitator, decisions=[row]), by=facilitator)
    outcome = pack.outcome
    assert outcome is not None
    assert (outcome.summary, outcome.taken_to) == (TEXTS["summary"], TEXTS["taken_to"])
    assert outcome.women == 60
    assert outcome.themes == [
        {"name": "Housing", "name_cy": "", "words": "many", "number": 40, "share": 67},
        {"name": "Money", "name_cy": "", "words": "few_or_none", "number": None, "share": None},
    ]
    (decision,) = outcome.decisions.all()
    assert (decision.answer, decision.themes) == (Decision.Answer.DO, [HOUSING])


@pytest.mark.parametrize("status", ["draft", "published", "superseded"])
def test_only_a_signed_pack_is_published(asked: Form, facilitator: User, status: str) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = signed_pack(asked, facilitator)
    ReviewPack.objects.filter(pk=pack.pk).update(status=status)
    with pytest.raises(PackIsFrozen):
        publish_pack(pack=pack, by=facilitator)
    assert not asked.consultation.outcomes.exists()


def test_the_next_version_begins_with_the_words_of_the_last(asked: Form, facilitator: User) -> None:
    make_coded(asked, facilitator, HOUSING)
    notes = Notes(tensions="Some want to be met at the gate.")
    first = publish_pack(pack=signed_pack(asked, facilitator, notes=notes), by=facilitator)
    second = start_pack(consultation=asked.consultation, by=facilitator)
    assert (second.number, second.status) == (2, ReviewPack.Status.DRAFT)
    assert second.summary == first.summary
    assert second.decisions.get().you_said == first.decisions.get().you_said
    assert shown_edition(second, "review")["tensions"] == "Some want to be met at the gate."
    assert start_pack(consultation=asked.consultation, by=facilitator) == second


def test_a_newer_pack_supersedes_and_leaves_the_older_as_it_was(
    asked: Form, facilitator: User
) -> None:
    make_coded(asked, facilitator, HOUSING)
    first = publish_pack(pack=signed_pack(asked, facilitator), by=facilitator)
    frozen = json.dumps(first.editions)
    second = publish_pack(pack=signed_pack(asked, facilitator, summary="More."), by=facilitator)
    first.refresh_from_db()
    assert first.status == ReviewPack.Status.SUPERSEDED
    assert json.dumps(first.editions) == frozen
    assert list(asked.consultation.outcomes.filter(superseded=False)) == [second.outcome]


def test_a_signed_pack_that_was_overtaken_is_never_published(
    asked: Form, facilitator: User
) -> None:
    make_coded(asked, facilitator, HOUSING)
    first = signed_pack(asked, facilitator)
    signed_pack(asked, facilitator)
    with pytest.raises(PackIsFrozen):
        publish_pack(pack=first, by=facilitator)


def test_a_slip_says_what_was_decided_and_not_what_was_asked(
    asked: Form, facilitator: User
) -> None:
    response = make_coded(asked, facilitator, HOUSING)
    pack = draft_of(asked, facilitator)
    assert outcome_parts([response]) == {}
    sign_pack(pack=pack, by=facilitator)
    assert outcome_parts([response]) == {response.pk: {"outcome": {"taken_to": "Southdown board"}}}
    publish_pack(pack=pack, by=facilitator)
    part = outcome_parts([response])[response.pk]["outcome"]
    assert part["decisions"] == [
        {
            "you_said": "There was nowhere to go.",
            "answer": "do",
            "what": "A worker meets each woman.",
            "because": "",
        }
    ]
    assert set(part) == {"taken_to", "published_on", "decisions"}
    assert "Getting out" not in json.dumps(part)


def test_a_next_draft_or_signature_does_not_take_the_outcome_away(
    asked: Form, facilitator: User
) -> None:
    response = make_coded(asked, facilitator, HOUSING)
    publish_pack(pack=signed_pack(asked, facilitator), by=facilitator)
    before = outcome_parts([response])
    signed_pack(asked, facilitator, taken_to="Another board")
    assert outcome_parts([response]) == before


def test_slips_of_other_consultations_say_nothing(
    asked: Form, facilitator: User, form: Callable[..., Form]
) -> None:
    make_coded(asked, facilitator, HOUSING)
    publish_pack(pack=signed_pack(asked, facilitator), by=facilitator)
    elsewhere = make_coded(form(), facilitator)
    assert outcome_parts([elsewhere]) == {}
    assert outcome_parts([]) == {}
