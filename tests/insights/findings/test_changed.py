"""What was published of a decision changes with its reason, and what was told before stays."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from consultations.models import Decision
from insights.findings.services import Promised, ReasonForChange, remove, save_decision
from insights.models import PackDecision, ReviewPack
from insights.packs.document import lay_out
from insights.packs.selectors import missing_for_signing, shown_edition
from insights.packs.services import NotReady, publish_pack, sign_pack, start_pack
from tests.fixtures.story import StaffClient
from tests.insights.findings.screens import url

FIRST, LATER, LAST = date(2027, 2, 1), date(2027, 5, 1), date(2027, 9, 1)
WHY, WHY_AGAIN = "The builder stopped work.", "The new builder starts in June."
MOVED = "Moved from 1 February 2027 to 1 May 2027, because:"


def publish(pack: ReviewPack, by: User) -> ReviewPack:
    return publish_pack(pack=sign_pack(pack=pack, by=by), by=by)


@pytest.fixture
def later(draft: ReviewPack, facilitator: User) -> ReviewPack:
    """The draft of a second version; the first published a decision that is due on FIRST."""
    publish(draft, facilitator)
    return start_pack(consultation=draft.consultation, by=facilitator)


def move(pack: ReviewPack, by: User, to: date | None, because: str) -> PackDecision:
    decision = pack.decisions.get()
    decision.due_on, decision.moved_because = to, because
    return save_decision(decision=decision, by=by)


@pytest.mark.parametrize("to", [LATER, date(2026, 12, 1), None], ids=["later", "earlier", "none"])
@pytest.mark.parametrize("because", ["", "  \n"])
def test_a_published_day_moves_with_a_reason_alone(
    later: ReviewPack, facilitator: User, to: date | None, because: str
) -> None:
    with pytest.raises(ReasonForChange, match="due on 1 February 2027"):
        move(later, facilitator, to, because)
    assert later.decisions.get().due_on == FIRST
    assert move(later, facilitator, to, WHY).due_on == to


def test_the_same_day_and_one_that_nobody_was_told_need_none(
    draft: ReviewPack, facilitator: User
) -> None:
    assert move(draft, facilitator, LATER, WHY).moved_because == ""  # nothing was published
    publish(draft, facilitator)
    pack = start_pack(consultation=draft.consultation, by=facilitator)
    assert move(pack, facilitator, LATER, WHY).moved_because == ""  # it stays where it was


@pytest.mark.parametrize("what", ["removed", "said otherwise"])
def test_what_is_published_meanwhile_is_in_the_next_draft_as_it_was_told(
    draft: ReviewPack, facilitator: User, what: str
) -> None:
    kept = draft.decisions.get()
    signed = sign_pack(pack=draft, by=facilitator)
    pack = start_pack(consultation=draft.consultation, by=facilitator)
    mine = pack.decisions.get()
    if what == "removed":
        remove(row=mine, by=facilitator)
    else:
        mine.you_said = "Something else."
        save_decision(decision=mine, by=facilitator)
    publish_pack(pack=signed, by=facilitator)
    back = pack.decisions.get()
    assert (back.key, back.you_said, back.what) == (kept.key, kept.you_said, kept.what)
    with pytest.raises(Promised):
        remove(row=back, by=facilitator)
    publish(pack, facilitator)
    assert Decision.objects.get(outcome__superseded=False).key == kept.key


def test_what_is_not_published_yet_may_go(draft: ReviewPack, facilitator: User) -> None:
    sign_pack(pack=draft, by=facilitator)
    pack = start_pack(consultation=draft.consultation, by=facilitator)
    remove(row=pack.decisions.get(), by=facilitator)
    assert not pack.decisions.exists()


def test_what_moved_before_the_first_was_published_stops_signing(
    draft: ReviewPack, facilitator: User
) -> None:
    """The draft of a second version may be older than what the first published."""
    signed = sign_pack(pack=draft, by=facilitator)
    pack = start_pack(consultation=draft.consultation, by=facilitator)
    move(pack, facilitator, LATER, "")
    publish_pack(pack=signed, by=facilitator)
    assert missing_for_signing(pack) == [
        "Say why it changed since it was published, for: There was nowhere to go."
    ]
    with pytest.raises(NotReady):
        sign_pack(pack=pack, by=facilitator)
    move(pack, facilitator, LATER, WHY)
    assert missing_for_signing(pack) == []


def test_every_day_that_was_told_stays(later: ReviewPack, facilitator: User) -> None:
    move(later, facilitator, LATER, WHY)
    publish(later, facilitator)
    third = start_pack(consultation=later.consultation, by=facilitator)
    assert third.decisions.get().moved_because == ""  # the reason is told: the next needs its own
    with pytest.raises(ReasonForChange):
        move(third, facilitator, LAST, "")
    move(third, facilitator, LAST, WHY_AGAIN)
    publish(third, facilitator)
    told = Decision.objects.get(outcome__superseded=False)
    assert told.due_on == LAST
    assert [(one.day_before, one.day_now, one.because) for one in told.changed] == [
        (FIRST, LATER, WHY),
        (LATER, LAST, WHY_AGAIN),
    ]
    fourth = start_pack(consultation=later.consultation, by=facilitator)
    publish(fourth, facilitator)
    assert len(Decision.objects.get(outcome__superseded=False).moves) == 2


@pytest.mark.parametrize("name", ["review", "public"])
def test_both_editions_say_so(later: ReviewPack, facilitator: User, name: str) -> None:
    move(later, facilitator, LATER, WHY)
    facts = dict(lay_out(shown_edition(later, name))["parts"][6]["blocks"][0]["items"][0]["facts"])
    assert facts["Day moved"] == f"From 1 February 2027 to 1 May 2027, because: {WHY}"
    move(later, facilitator, None, WHY)
    facts = dict(lay_out(shown_edition(later, name))["parts"][6]["blocks"][0]["items"][0]["facts"])
    assert facts["Day moved"] == f"From 1 February 2027 to no day, because: {WHY}"


CHANGES: list[tuple[str, Any, str, str]] = [
    (
        "what",
        "A worker calls.",
        "other words of what was",
        "We had said: “A worker meets each woman.”",
    ),
    ("owner", "The county", "its owner is Southdown Council", "It was with Southdown Council."),
    ("answer", "part", "Women were told “We did”", "Our answer was “We did”."),
    (
        "because",
        "The grant ended.",
        "another “because”: Half of it was paid.",
        "We had said, because: “Half of it was paid.”",
    ),
]


@pytest.mark.parametrize(("field", "value", "told", "public"), CHANGES)
def test_nothing_that_women_were_told_changes_without_a_reason_in_public(
    draft: ReviewPack, facilitator: User, field: str, value: str, told: str, public: str
) -> None:
    draft.decisions.update(because="Half of it was paid.")
    publish(draft, facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    decision = later.decisions.get()
    setattr(decision, field, value)
    with pytest.raises(ReasonForChange, match=told):
        save_decision(decision=decision, by=facilitator)
    decision.save()  # a draft may be older than what was published
    assert missing_for_signing(later) == [
        "Say why it changed since it was published, for: There was nowhere to go."
    ]
    decision.moved_because = WHY
    save_decision(decision=decision, by=facilitator)
    for name in ("review", "public"):
        facts = lay_out(shown_edition(later, name))["parts"][6]["blocks"][0]["items"][0]["facts"]
        assert [fact for fact in facts if fact[1].endswith(WHY)]
    publish(later, facilitator)
    page = re.sub("<[^>]*>", "", Client().get(later.consultation.url).content.decode())
    page = " ".join(page.split())
    assert public in page
    assert WHY in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("board", "Another board"),
        ("money", "None"),
        ("because", "It was asked for."),  # no reason was told
        ("what", "A  worker meets\neach woman. "),
    ],
)
def test_what_women_were_not_told_to_hold_us_to_needs_none(
    later: ReviewPack, facilitator: User, field: str, value: str
) -> None:
    decision = later.decisions.get()
    setattr(decision, field, value)
    save_decision(decision=decision, by=facilitator)
    assert missing_for_signing(later) == []


# -- on the screens


@pytest.mark.pages
def test_the_form_asks_why_and_loses_nothing(
    client: StaffClient, draft: ReviewPack, facilitator: User
) -> None:
    assert "moved_because" not in client.get(url("add_decision", draft)).content.decode()
    publish(draft, facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    address = url("decision", later, later.decisions.get().pk)
    page = client.get(address)
    form = page.context["form"]
    sent: dict[str, Any] = {n: form[n].value() or "" for n in form.fields}
    sent |= {"due_on": "2027-05-01", "owner": "The new owner", "money": "None left"}
    answer = client.post(address, sent).content.decode()
    for told in (
        "Women were told that it is due on 1 February 2027.",
        "Women were told that its owner is Southdown Council.",
        "Say why it changes: what was told before and the reason stand in public.",
    ):
        assert told in answer
    assert 'value="The new owner"' in answer
    assert later.decisions.get().due_on == FIRST
    client.post(address, {**sent, "moved_because": WHY})
    assert (later.decisions.get().due_on, later.decisions.get().moved_because) == (LATER, WHY)


@pytest.mark.pages
def test_staff_and_everyone_read_both_days(
    client: StaffClient, later: ReviewPack, facilitator: User
) -> None:
    page = client.get(later.consultation.url).content.decode()
    assert "Moved from" not in page
    decision = move(later, facilitator, LATER, f"<b>{WHY}</b>")
    decision.owner, decision.money = "The new owner", "Half a post"
    save_decision(decision=decision, by=facilitator)
    publish(later, facilitator)
    page = client.get(later.consultation.url).content.decode()
    page = " ".join(page.split())
    assert f"{MOVED} <span>&lt;b&gt;{WHY}&lt;/b&gt;</span>" in page
    assert "It was with <span>Southdown Council</span>. It changed, because:" in page
    assert "Half a post" not in page  # money is for named people
    told = Decision.objects.get(outcome__superseded=False)
    history = client.get(reverse("insights:follow_up", args=[told.pk])).content.decode()
    assert history.index("Southdown Council · by 1 February 2027") < history.index(
        "The new owner · by 1 May 2027 · Half a post"
    )
    assert f"It changed, because: &lt;b&gt;{WHY}" in history
