"""Safeguarding cases: who may, that nothing written is overwritten, and that cues never clear."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback.models import Form
from feedback.review.cases.selectors import listed_cases, open_cases_for, urgent_cases_for
from feedback.review.cases.services import CaseChanged, decide_case, open_case, reopen_case
from feedback.review.models import CaseAct, CueLevel, SafeguardingCase, WaitingResponse
from feedback.review.services import TakenBack, complete_review, open_batch
from feedback.services import withdraw
from feedback.slips import find_slip
from tests.feedback.holding import Holder
from tests.feedback.review.conftest import Send, actions, sweep_now
from tests.feedback.test_later_words import later

Staff = Callable[..., Any]
URGENT = "he said he will kill me tonight"


@pytest.fixture
def case(send: Send) -> SafeguardingCase:
    """An urgent case that cues opened; `send` has its words still sealed."""
    send(URGENT)
    sweep_now()
    return SafeguardingCase.objects.get()


@pytest.fixture
def lead(staff: Staff, one_form: Form) -> User:
    user: User = staff("safeguarding_lead", one_form.consultation.area).user
    return user


def decide(user: User, case: SafeguardingCase, seen: int = 0, **more: Any) -> SafeguardingCase:
    asked = {"done": ["prison"], "words": " Told the prison. ", **more}
    return decide_case(user=user, case=case, seen=seen, **asked)


def test_a_decision_keeps_what_was_done_by_whom_and_when(
    case: SafeguardingCase, lead: User
) -> None:
    assert decide(lead, case).decided_at is not None
    act = CaseAct.objects.get()
    assert (act.done, act.words, act.by, act.number) == (["prison"], "Told the prison.", lead, 1)
    assert actions() == ["decided case"]


def test_of_two_decisions_at_once_the_second_is_not_kept(
    case: SafeguardingCase, lead: User, staff: Staff
) -> None:
    colleague = staff("safeguarding_lead", case.waiting.area).user
    decide(lead, case)
    with pytest.raises(CaseChanged):
        decide(colleague, case)
    reopen_case(user=colleague, case=case, words="She wrote again.", seen=1)
    with pytest.raises(CaseChanged):  # open again, but not what she saw
        decide(lead, case, seen=0)
    assert decide(lead, case, seen=2, done=["could_not"]).decided_at is not None
    kept = list(CaseAct.objects.values_list("number", "kind", "done"))
    assert kept == [
        (1, "decided", ["prison"]),
        (2, "reopened", []),
        (3, "decided", ["could_not"]),
    ]


def test_opening_again_starts_the_clock_anew(case: SafeguardingCase, lead: User) -> None:
    open_case(user=lead, case=case)
    decide(lead, case)
    case = reopen_case(user=lead, case=case, words="The prison rang.", seen=1)
    assert (case.decided_at, case.looked_at) == (None, None)
    assert case.running_since > case.opened_at


@pytest.mark.parametrize(
    "wrong",
    [{"words": " "}, {"done": []}, {"done": ["prison", "something"]}],
    ids=["no words", "nothing done", "an unknown deed"],
)
def test_a_decision_that_says_too_little_is_not_kept(
    case: SafeguardingCase, lead: User, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"needs its words|Say what was done"):
        decide(lead, case, **wrong)
    assert not CaseAct.objects.exists()


def test_an_open_case_is_not_opened_again_and_a_reason_is_needed(
    case: SafeguardingCase, lead: User
) -> None:
    with pytest.raises(CaseChanged):
        reopen_case(user=lead, case=case, words="x", seen=0)
    decide(lead, case)
    with pytest.raises(ValueError, match="needs its words"):
        reopen_case(user=lead, case=case, words=" ", seen=1)


@pytest.mark.parametrize("role", ["reviewer", "facilitator", "administrator"])
def test_others_do_nothing_with_a_case(case: SafeguardingCase, staff: Staff, role: str) -> None:
    user = staff(role, case.waiting.area).user
    for act in (
        lambda: decide(user, case),
        lambda: reopen_case(user=user, case=case, words="x", seen=0),
        lambda: open_case(user=user, case=case),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_lead_of_another_area_does_nothing_with_a_case(
    case: SafeguardingCase, staff: Staff, other_area: Any
) -> None:
    stranger = staff("safeguarding_lead", other_area).user
    with pytest.raises(PermissionDenied):
        decide(stranger, case)
    assert not open_cases_for(stranger).exists()
    assert not urgent_cases_for(stranger).exists()


def test_the_lead_opens_the_words_with_a_line_and_her_look_is_noted(
    case: SafeguardingCase, lead: User
) -> None:
    payload = open_case(user=lead, case=case)
    assert URGENT in [answer.text for answer in payload.answers.values()]
    assert actions() == ["opened words of a case"]
    assert SafeguardingCase.objects.get().looked_at is not None


def test_the_lead_does_not_open_words_taken_back(send: Send, lead: User) -> None:
    code = send(URGENT)
    sweep_now()
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])
    with pytest.raises(TakenBack):
        open_case(user=lead, case=SafeguardingCase.objects.get())
    assert SafeguardingCase.objects.get().looked_at is None


def test_a_reader_sees_urgent_ones_with_kinds_and_what_they_wait_for(
    opened: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = opened(URGENT)
    (row,) = listed_cases(urgent_cases_for(reader), reader)
    assert row.cues
    assert (row.is_hers, row.lead) == (False, None)
    assert row.waits_for == "The lead’s look; a reader has it in her batch"
    complete_review(user=reader, waiting=waiting, spans={}, level=CueLevel.URGENT)
    (row,) = listed_cases(urgent_cases_for(reader), reader)
    assert row.waits_for == "The lead’s look"


def test_words_typed_while_another_decided_are_there_still(
    case: SafeguardingCase, staff: Staff
) -> None:
    client = staff("safeguarding_lead", case.waiting.area)
    decide(client.user, case)
    address = reverse("reading_room:case", args=[case.pk])
    posted = {"seen": "0", "done": ["police"], "words": "I rang the duty desk.", "step": "decide"}
    shown = client.post(address, posted).content.decode()
    assert "Somebody else has added to this case" in shown
    assert "I rang the duty desk." in shown
    assert "Told the prison." in shown
    assert CaseAct.objects.count() == 1
    again = {"seen": "1", "words": "Look once more.", "step": "reopen"}
    assert client.post(address, again).status_code == 302
    assert SafeguardingCase.objects.get().decided_at is None


# -- what its page says


def page_of(client: Any, case: SafeguardingCase) -> str:
    return str(client.get(reverse("reading_room:case", args=[case.pk])).content.decode())


@pytest.mark.parametrize(
    ("level", "says", "disagrees"),
    [
        (CueLevel.NONE, "The reader saw none", True),
        (CueLevel.CONCERN, "Concern", True),
        (CueLevel.URGENT, "Urgent", False),
    ],
)
def test_its_page_says_the_level_as_the_list_does_and_that_a_reader_disagreed(
    opened: Callable[..., WaitingResponse],
    reader: User,
    staff: Staff,
    level: CueLevel,
    says: str,
    disagrees: bool,
) -> None:
    waiting = opened(URGENT)
    complete_review(user=reader, waiting=waiting, spans={}, level=level)
    client = staff("safeguarding_lead", waiting.area)
    page = page_of(client, SafeguardingCase.objects.get())
    assert says in page.split("Level:")[1].split("</p>")[0]
    assert ("sees it otherwise" in page) is disagrees
    assert says in client.get(reverse("reading_room:cases")).content.decode()


def test_a_case_that_no_reader_has_seen_says_nothing_of_one(
    case: SafeguardingCase, staff: Staff
) -> None:
    page = page_of(staff("safeguarding_lead", case.waiting.area), case)
    assert "Urgent" in page.split("Level:")[1].split("</p>")[0]
    assert "has read her words" not in page
    assert ">Open her words</a>" in page
    assert "Write a reply" not in page  # nobody has read it, so there is nothing to reply to


@pytest.mark.parametrize("swept", [False, True])
def test_after_she_took_it_back_its_page_offers_only_what_works(
    send: Send, reader: User, staff: Staff, one_form: Form, swept: bool
) -> None:
    code = send(URGENT)
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    assert batch is not None
    row = WaitingResponse.objects.get(batch=batch)
    complete_review(user=reader, waiting=row, spans={}, level=2)
    client = staff("safeguarding_lead", row.area)
    case = SafeguardingCase.objects.get()
    before = page_of(client, case)
    assert ">Open her words</a>" in before
    assert "Write a reply" in before
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])
    if swept:
        sweep_now()
    page = page_of(client, case)
    assert "took" in page
    assert ">Open her words</a>" not in page
    assert "Write a reply" not in page
    assert "Keep this decision" in page
    listed = client.get(reverse("reading_room:cases")).content.decode()
    assert "her words can’t be opened any more" in listed


def test_words_put_in_the_place_of_others_are_not_offered_either(
    one_form: Form, staff: Staff
) -> None:
    her = Holder(one_form)
    sweep_now()
    row = WaitingResponse.objects.get()
    now = timezone.now()
    case = SafeguardingCase.objects.create(waiting=row, level=1, opened_at=now, running_since=now)
    client = staff("safeguarding_lead", row.area)
    assert ">Open her words</a>" in page_of(client, case)
    later(her, "correct", "what I meant to say")
    page = page_of(client, case)
    assert "She put other words in the place of these" in page
    assert ">Open her words</a>" not in page
