"""A pack of many responses is signed by the worker: seen, stopped, left; and never by halves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditLine, User
from config.management.commands import worker
from core.models import Area
from feedback.models import Form
from insights.findings.services import save_decision
from insights.models import PackMaking, ReviewPack
from insights.packs import making, services
from insights.packs.making import ask_to_sign, carry_out, mend_makings, stop_signing
from insights.packs.seal import seal_of
from insights.packs.services import (
    NotReady,
    PackIsBeingSigned,
    PackIsFrozen,
    save_draft,
    sign_pack,
)
from insights.packs.standing import said_of
from insights.tasks import sign_pack_for
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, SAID, TEXTS, draft_of, make_coded, make_decision
from tests.fixtures.screens import on_page, seal_on
from tests.fixtures.story import StaffClient, log_in

State = PackMaking.State
OTHER: dict[str, Any] = {**TEXTS, "summary": "Other."}


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.fixture
def draft(asked: Form, facilitator: User) -> ReviewPack:
    make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team"])
    return draft_of(asked, facilitator)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """One response is too many to be signed at once."""
    monkeypatch.setattr(making, "MOST_AT_ONCE", 0)


def status(pack: ReviewPack) -> str:
    return ReviewPack.objects.values_list("status", flat=True).get(pk=pack.pk)


def as_it_was(pack: ReviewPack) -> None:
    now = ReviewPack.objects.get(pk=pack.pk)
    assert (now.status, now.editions, now.signed_by, now.counted.count()) == ("draft", {}, None, 0)


def now(one: PackMaking) -> PackMaking:
    return PackMaking.objects.get(pk=one.pk)


def url(name: str, pack: ReviewPack) -> str:
    return reverse(f"insights:packs:{name}", args=[pack.pk])


# -- asked for and carried out


def test_the_worker_signs_in_the_name_of_who_asked(draft: ReviewPack, facilitator: User) -> None:
    asked = ask_to_sign(pack=draft, by=facilitator)
    as_it_was(draft)
    assert sign_pack_for.call(asked.pk) == {"signed": 1}
    pack = ReviewPack.objects.get(pk=draft.pk)
    assert (pack.status, pack.signed_by) == ("signed", facilitator)
    assert pack.editions["review"]["total"] == 1
    assert (now(asked).state, now(asked).step, now(asked).ended_on) == (
        "done",
        2,
        timezone.localdate(),
    )
    assert list(AuditLine.objects.values_list("action", flat=True))[-2:] == [
        "ask to sign pack",
        "sign pack",
    ]


def test_what_is_missing_is_said_at_once(asked: Form, facilitator: User) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = draft_of(asked, facilitator, summary="")
    with pytest.raises(NotReady, match="in short what women said"):
        ask_to_sign(pack=pack, by=facilitator)
    assert not PackMaking.objects.exists()


def test_a_pack_is_signed_once_at_a_time(draft: ReviewPack, facilitator: User) -> None:
    first = ask_to_sign(pack=draft, by=facilitator)
    with pytest.raises(PackIsBeingSigned):
        ask_to_sign(pack=draft, by=facilitator)
    carry_out(first)
    with pytest.raises(PackIsFrozen):
        ask_to_sign(pack=draft, by=facilitator)
    assert PackMaking.objects.count() == 1


@pytest.mark.parametrize("role", ["second_coder", "editor", "reviewer", "administrator"])
def test_other_roles_neither_ask_nor_stop(
    draft: ReviewPack, facilitator: User, area: Area, role: str
) -> None:
    assert_refused(draft, facilitator, make_staff(role, area))


def test_nor_does_a_facilitator_of_another_area(
    draft: ReviewPack, facilitator: User, other_area: Area
) -> None:
    assert_refused(draft, facilitator, make_staff("facilitator", other_area))


def assert_refused(draft: ReviewPack, facilitator: User, somebody: User) -> None:
    with pytest.raises(PermissionDenied):
        ask_to_sign(pack=draft, by=somebody)
    one = ask_to_sign(pack=draft, by=facilitator)
    with pytest.raises(PermissionDenied):
        stop_signing(pack=draft, by=somebody)
    assert now(one).state == State.WAITING


def test_the_draft_stands_still_meanwhile(draft: ReviewPack, facilitator: User) -> None:
    ask_to_sign(pack=draft, by=facilitator)
    with pytest.raises(PackIsBeingSigned):
        save_draft(pack=draft, by=facilitator, **OTHER)
    with pytest.raises(PackIsBeingSigned):
        save_decision(decision=make_decision(pack=draft), by=facilitator)
    assert draft.decisions.count() == 1
    stop_signing(pack=draft, by=facilitator)
    save_draft(pack=draft, by=facilitator, **OTHER)


# -- stopped, left, failed: the pack is as it was


def test_what_was_stopped_while_it_waited_is_not_begun(
    draft: ReviewPack, facilitator: User
) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    assert stop_signing(pack=draft, by=facilitator)
    assert sign_pack_for.call(one.pk) == {"signed": 0}
    assert now(one).state == State.CANCELLED
    as_it_was(draft)
    assert not stop_signing(pack=draft, by=facilitator)


def test_what_is_stopped_in_the_middle_signs_nothing(
    draft: ReviewPack, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)

    def stop(**given: Any) -> ReviewPack:
        signed = sign_pack(**given)
        PackMaking.objects.update(state=State.CANCELLED)  # as another connection would
        return signed

    monkeypatch.setattr(making, "sign_pack", stop)
    assert not carry_out(one)
    as_it_was(draft)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_leaves_a_draft_and_the_next_signs(
    draft: ReviewPack, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    DBTaskResult.objects.get(pk=str(one.task)).claim(worker.name())

    def die(**_: Any) -> ReviewPack:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(services, "build_editions", die)
        patch.setattr(making, "sign_pack", die)
        with pytest.raises(SystemExit):
            carry_out(one)
    as_it_was(draft)
    assert (now(one).state, now(one).step) == (State.RUNNING, 2)
    worker.run_queue()
    assert (now(one).state, now(one).begun) == (State.DONE, 2)
    assert status(draft) == "signed"


@pytest.mark.django_db(transaction=True)
def test_one_that_every_worker_left_has_failed(draft: ReviewPack, facilitator: User) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    for _ in range(worker.MOST_BEGINNINGS):
        DBTaskResult.objects.get(pk=str(one.task)).claim(worker.name())
    worker.run_queue()
    assert (now(one).state, now(one).reason) == ("failed", "left")
    as_it_was(draft)
    ask_to_sign(pack=draft, by=facilitator)


def test_only_one_whose_task_is_gone_has_failed(draft: ReviewPack, facilitator: User) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    mend_makings()
    assert now(one).state == State.WAITING
    DBTaskResult.objects.all().delete()
    mend_makings()
    assert (now(one).state, now(one).reason) == ("failed", "left")


def test_a_process_that_was_slower_signs_nothing(draft: ReviewPack, facilitator: User) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    PackMaking.objects.update(begun=1, state=State.RUNNING)
    assert not carry_out(one)
    as_it_was(draft)


def test_what_is_missing_by_then_is_not_signed(
    draft: ReviewPack, asked: Form, facilitator: User
) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    ReviewPack.objects.filter(pk=draft.pk).update(summary="")
    assert not carry_out(one)
    assert (now(one).state, now(one).reason) == ("failed", "missing")
    as_it_was(draft)


@pytest.mark.parametrize("page", [True, False], ids=["a page was shown", "no page"])
def test_what_changed_since_she_pressed_is_not_signed(
    draft: ReviewPack, asked: Form, facilitator: User, page: bool
) -> None:
    one = ask_to_sign(pack=draft, by=facilitator, seal=seal_of(draft) if page else None)
    make_coded(asked, facilitator, HOUSING)  # somebody's answer was read meanwhile
    assert not carry_out(one)
    assert (now(one).state, now(one).reason) == ("failed", "changed")
    as_it_was(draft)
    again = ask_to_sign(pack=draft, by=facilitator, seal=seal_of(draft))
    assert carry_out(again)


def test_one_of_before_that_has_no_seal_signs_nothing(draft: ReviewPack, facilitator: User) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    PackMaking.objects.update(seal="")
    assert not carry_out(now(one))
    as_it_was(draft)


def test_who_lost_her_role_meanwhile_signs_nothing(draft: ReviewPack, facilitator: User) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)
    facilitator.role_holdings.all().delete()
    assert not carry_out(PackMaking.objects.get(pk=one.pk))
    assert (now(one).state, now(one).reason) == ("failed", "refused")
    as_it_was(draft)


def test_an_error_is_kept_as_one_and_raised(
    draft: ReviewPack, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ask_to_sign(pack=draft, by=facilitator)

    def fail(**_: Any) -> ReviewPack:
        raise RuntimeError

    monkeypatch.setattr(making, "sign_pack", fail)
    with pytest.raises(RuntimeError):
        carry_out(one)
    assert (now(one).state, now(one).reason) == ("failed", "error")
    as_it_was(draft)


# -- on the screen


@pytest.mark.pages
def test_few_are_signed_at_once(client: StaffClient, draft: ReviewPack) -> None:
    client.post(url("sign", draft), seal_on(client.get(url("sign", draft))))
    assert status(draft) == "signed"
    assert not PackMaking.objects.exists()


@pytest.mark.pages
def test_many_are_handed_to_the_worker_and_the_page_says_how_far(
    client: StaffClient, draft: ReviewPack, many: None
) -> None:
    page = client.post(
        url("sign", draft), seal_on(client.get(url("sign", draft))), follow=True
    ).content.decode()
    assert "The worker signs it for you." in page
    assert "Waiting for the worker to sign it for you." in page
    assert 'max="2"' in page
    assert "insights/run.js" in page
    assert url("edit", draft) not in page
    PackMaking.objects.update(state=State.RUNNING, step=2)
    for address in (url("pack", draft), url("signing", draft)):
        body = client.get(address).content.decode()
        assert "step 2 of 2, working out both editions" in body
        assert 'value="1"' in body
    carry_out(PackMaking.objects.get())
    assert "Show the pack as it is now" in client.get(url("signing", draft)).content.decode()
    page = client.get(url("pack", draft)).content.decode()
    assert "run.js" not in page
    assert url("publish", draft) in page


@pytest.mark.pages
def test_it_is_stopped_on_the_page(client: StaffClient, draft: ReviewPack, many: None) -> None:
    client.post(url("sign", draft), seal_on(client.get(url("sign", draft))))
    page = client.post(url("signing", draft), follow=True).content.decode()
    assert "Signing was stopped. The draft is as it was." in page
    assert url("edit", draft) in page
    again = client.post(url("signing", draft), follow=True).content.decode()
    assert "There was nothing left to stop." in again


@pytest.mark.pages
def test_nothing_typed_is_lost_while_it_is_signed(
    client: StaffClient, draft: ReviewPack, many: None
) -> None:
    opened = on_page(client.get(url("edit", draft)))
    client.post(url("sign", draft), seal_on(client.get(url("sign", draft))))
    sent = {**opened, "summary": "Long and dear."}
    page = client.post(url("edit", draft), sent).content.decode()
    assert "This pack is being signed." in page
    assert "Long and dear." in page
    assert client.get(url("edit", draft))["Location"] == url("pack", draft)


@pytest.mark.pages
def test_strangers_see_and_stop_nothing(
    staff: Callable[..., StaffClient],
    area: Area,
    other_area: Area,
    client: StaffClient,
    draft: ReviewPack,
    many: None,
) -> None:
    none_yet = client.get(url("signing", draft))
    assert none_yet["Location"] == url("pack", draft)
    client.post(url("sign", draft), seal_on(client.get(url("sign", draft))))
    stranger, coder = staff("facilitator", other_area), staff("second_coder", area)
    for method in ("get", "post"):
        assert getattr(stranger, method)(url("signing", draft)).status_code == 404
        assert getattr(coder, method)(url("signing", draft)).status_code == 302
    assert PackMaking.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "waiting"}, "Waiting for the worker to sign it for you."),
        ({"state": "waiting", "started_on": timedelta(days=-2)}, "the worker does nothing"),
        ({"state": "running", "step": 1}, "step 1 of 2, looking whether anything is missing"),
        ({"state": "cancelled"}, "The draft is as it was."),
        ({"state": "done"}, "Signed on"),
        ({"state": "failed", "reason": "missing"}, "Something was missing by then"),
        ({"state": "failed", "reason": "changed"}, "changed after you pressed Sign"),
        ({"state": "failed", "reason": "refused"}, "somebody else has signed"),
        ({"state": "failed", "reason": "left"}, "never came to its end"),
        ({"state": "failed", "reason": "error"}, "if that fails too"),
    ],
)
def test_each_state_says_what_to_do(fields: dict[str, Any], words: str) -> None:
    today = timezone.localdate()
    given = {"started_on": today, **fields}
    if isinstance(given["started_on"], timedelta):
        given["started_on"] = today + given["started_on"]
    assert words in said_of(PackMaking(**given))
