"""Writing what a draft concludes: who may, until when, and what goes into the next version."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from core.models import Area
from feedback.models import Form
from insights.findings.services import (
    NotOfThisPack,
    move,
    remove,
    save_decision,
    save_finding,
    save_recommendation,
)
from insights.models import Finding, FindingQuote, PackDecision, Recommendation, ReviewPack
from insights.packs.services import PackIsFrozen, publish_pack, sign_pack, start_pack
from tests.factories.accounts import make_staff
from tests.factories.findings import make_quote
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    answer_findings,
    make_coded,
    make_decision,
    make_finding,
    make_recommendation,
)
from tests.factories.themes import theme_of


def acts(draft: ReviewPack, by: User) -> list[Callable[[], object]]:
    """Every write there is, on what is there and on what is new."""
    finding, decision = draft.findings.get(), draft.decisions.get()
    asked = draft.recommended.get()
    new = Finding(pack=draft, sentence="Another.")
    return [
        lambda: save_finding(finding=new, by=by, themes=[]),
        lambda: save_finding(finding=finding, by=by, themes=[]),
        lambda: save_recommendation(recommendation=asked, by=by, findings=[]),
        lambda: save_decision(decision=decision, by=by),
        lambda: move(row=finding, by=by, up=True),
        lambda: move(row=asked, by=by, up=False),
        *(lambda row=row: remove(row=row, by=by) for row in (finding, asked, decision)),
    ]


def standing(draft: ReviewPack) -> tuple[Any, ...]:
    tables = (draft.findings, draft.recommended, draft.decisions)
    return tuple(list(table.values()) for table in tables)


@pytest.mark.parametrize("role", ["second_coder", "editor", "reviewer", "administrator"])
def test_other_roles_write_nothing(draft: ReviewPack, facilitator: User, role: str) -> None:
    make_recommendation(draft, facilitator, draft.findings.get())
    before = standing(draft)
    for act in acts(draft, make_staff(role, draft.consultation.area)):
        with pytest.raises(PermissionDenied):
            act()
    assert standing(draft) == before


def test_a_facilitator_of_another_area_writes_nothing(
    draft: ReviewPack, facilitator: User, other_area: Area
) -> None:
    make_recommendation(draft, facilitator, draft.findings.get())
    before = standing(draft)
    for act in acts(draft, make_staff("facilitator", other_area)):
        with pytest.raises(PermissionDenied):
            act()
    assert standing(draft) == before


@pytest.mark.parametrize("status", ["signed", "published", "superseded"])
def test_what_is_signed_is_not_changed(draft: ReviewPack, facilitator: User, status: str) -> None:
    make_recommendation(draft, facilitator, draft.findings.get())
    before = standing(draft)
    ReviewPack.objects.filter(pk=draft.pk).update(status=status)
    for act in acts(draft, facilitator):
        with pytest.raises(PackIsFrozen):
            act()
    assert standing(draft) == before


def test_a_new_one_comes_last_and_moves_up(
    draft: ReviewPack, finding: Finding, facilitator: User
) -> None:
    second = make_finding(draft, facilitator, MONEY, sentence="Second.")
    third = make_finding(draft, facilitator, MONEY, sentence="Third.")
    assert list(draft.findings.all()) == [finding, second, third]
    move(row=third, by=facilitator, up=True)
    assert list(draft.findings.all()) == [finding, third, second]
    for row, up in ((finding, True), (second, False)):
        move(row=row, by=facilitator, up=up)
    assert list(draft.findings.all()) == [finding, third, second]


def test_removing_leaves_what_leads_to_it(
    draft: ReviewPack, finding: Finding, facilitator: User
) -> None:
    asked = make_recommendation(draft, facilitator, finding)
    decision = make_decision(pack=draft, recommendation=asked)
    save_decision(decision=decision, by=facilitator)
    remove(row=finding, by=facilitator)
    assert not asked.findings.exists()
    remove(row=asked, by=facilitator)
    decision.refresh_from_db()
    assert decision.recommendation is None
    assert list(draft.decisions.values_list("what", flat=True)).count(decision.what) == 2


def test_nothing_leads_to_another_pack(
    draft: ReviewPack, finding: Finding, facilitator: User
) -> None:
    signed = sign_pack(pack=draft, by=facilitator)
    later = start_pack(consultation=signed.consultation, by=facilitator)
    asked = Recommendation(pack=later, text="Pay for six flats.")
    with pytest.raises(NotOfThisPack):
        save_recommendation(recommendation=asked, by=facilitator, findings=[finding])
    moved = Finding.objects.get(pk=finding.pk)
    moved.pack = later
    with pytest.raises(NotOfThisPack):
        save_finding(finding=moved, by=facilitator, themes=[])
    with pytest.raises(NotOfThisPack):
        remove(row=moved, by=facilitator)
    assert not later.recommended.exists()
    assert Finding.objects.get(pk=finding.pk).pack == signed


def test_audit_lines_hold_no_words(draft: ReviewPack, facilitator: User) -> None:
    make_finding(draft, facilitator, sentence="A sentence of hers.")
    lines = AuditLine.objects.filter(action="save finding")
    assert lines.count() == 2
    assert not [line for line in lines if "hers" in line.subject]


def test_the_next_version_has_all_of_it_under_its_keys(
    crowd: Form, draft: ReviewPack, facilitator: User, readers: list[User]
) -> None:
    said = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"])
    quote = make_quote(said, facilitator, passed=readers)
    second = make_finding(draft, facilitator, MONEY, HOUSING, quotes=[quote], negative="Some.")
    asked = make_recommendation(draft, facilitator, second, scope="Here.")
    save_decision(
        decision=make_decision(pack=draft, recommendation=asked, board="The board"),
        by=facilitator,
    )
    answer_findings(draft)
    publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    for name in ("findings", "recommended", "decisions"):
        keys = [list(getattr(pack, name).values_list("key", flat=True)) for pack in (draft, later)]
        assert keys[0] == keys[1] != []
    copy = later.findings.get(key=second.key)
    assert (copy.order, copy.negative, copy.strength) == (1, "Some.", "strong")
    assert set(copy.themes.all()) == {theme_of(MONEY), theme_of(HOUSING)}
    assert FindingQuote.objects.get(finding=copy).quote == quote
    assert later.recommended.get().findings.get() == copy
    assert later.decisions.get(board="The board").recommendation == later.recommended.get()
    assert PackDecision.objects.filter(pack=draft, recommendation=asked).exists()
    assert second.themes.count() == 2


def test_what_is_new_in_the_next_version_has_a_key_of_its_own(
    draft: ReviewPack, finding: Finding, facilitator: User
) -> None:
    sign_pack(pack=draft, by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    new = make_finding(later, facilitator)
    assert isinstance(new.key, uuid.UUID)
    assert new.key != finding.key
    assert later.findings.count() == 2


def test_a_quote_that_was_stopped_stays_where_it_was_put_and_no_other_comes(
    crowd: Form, draft: ReviewPack, finding: Finding, facilitator: User, readers: list[User]
) -> None:
    said = make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"])
    first = make_quote(said, facilitator, passed=readers)
    other = make_coded(crowd, facilitator, HOUSING, text="Nobody rang me.", uses=["public"])
    stopped = make_quote(other, facilitator, passed=readers[:1], stopped=readers[1:])
    themes = list(finding.themes.all())
    save_finding(finding=finding, by=facilitator, themes=themes, quotes=[first, stopped])
    assert list(finding.quotes.all()) == [first]
    first.checks.filter(reader=readers[0]).update(passed=False)
    save_finding(finding=finding, by=facilitator, themes=themes, quotes=[])
    assert list(finding.quotes.all()) == [first]
    first.checks.update(passed=True)
    save_finding(finding=finding, by=facilitator, themes=themes, quotes=[])
    assert not finding.quotes.exists()
