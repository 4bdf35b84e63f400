"""Uses of her words, changed by receipt: they hold at once, and every reader obeys."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models.signals import post_save
from django.test import Client
from django.utils import timezone

from accounts.models import User
from feedback.consent import Asked, last_of, standing
from feedback.intake.models import IntakeKey, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import create_key
from feedback.models import Form, Response
from feedback.payload import to_json
from feedback.sealing import seal
from feedback.selectors import responses_for
from feedback.services import withdraw
from feedback.slips import open_slip, seal_part
from feedback.uses import OFFERED, USES_WORDING, Use
from tests.feedback.holding import (
    OTHERS,
    URL,
    Holder,
    acts,
    one_form,
    read,
    read_all,
    reader,
    seen_by,
)
from tests.feedback.review.conftest import sweep_now

pytestmark = pytest.mark.pages

__all__ = ["one_form", "read", "reader"]


def test_the_page_shows_her_uses_as_they_are(one_form: Form) -> None:
    her = Holder(one_form, "report", "public")
    assert her.ticked == ["report", "public"]
    assert "my own words" not in her.text
    assert one_form.consultation.title not in her.text


def test_the_part_of_the_slip_is_hers_alone(one_form: Form) -> None:
    her = Holder(one_form, "report")
    part = open_slip(her.slip, her.words)["received"]
    assert (part["uses"], part["wording"]) == (["report"], USES_WORDING)
    assert b"report" not in bytes(her.slip.received)
    assert open_slip(her.slip, "six other words of no meaning") == {}


@pytest.mark.parametrize("use", OTHERS)
def test_from_that_moment_no_reader_but_the_reading_team_sees_them(
    read: Callable[..., Holder], use: Use
) -> None:
    her = read(*[one.value for one in OFFERED])
    assert seen_by(use)
    her.allow(*[one.value for one in OFFERED])  # the same again: what it says is still sealed
    assert not seen_by(use)
    assert seen_by(Use.READING_TEAM)
    sweep_now()
    assert seen_by(use)


@pytest.mark.parametrize("use", OTHERS)
def test_the_sweep_applies_what_she_asked_for(read: Callable[..., Holder], use: Use) -> None:
    her = read("report", "public")
    assert "We have your change" in her.allow(use.value).content.decode()
    assert sweep_now().uses == 1
    assert her.response.uses == [use.value]
    assert [one for one in OTHERS if seen_by(one)] == [use]
    assert her.ticked == [use.value]
    assert acts() == 0


def test_ticking_nothing_is_counted_only(read: Callable[..., Holder]) -> None:
    her = read("report", "public")
    her.allow()
    sweep_now()
    assert her.response.uses == []
    assert not [use for use in OTHERS if seen_by(use)]


def test_others_keep_their_uses(
    read: Callable[..., Holder], response: Callable[..., Response], one_form: Form
) -> None:
    other = response(one_form, uses=["report"])  # paper: no receipt at all
    her = read("report")
    her.allow()
    assert list(responses_for(use=Use.REPORT)) == [other]
    sweep_now()
    other.refresh_from_db()
    assert other.uses == ["report"]


def test_while_it_waits_nothing_is_ticked_and_the_page_says_why(
    read: Callable[..., Holder],
) -> None:
    her = read("report")
    her.allow("public")
    her.enter()
    assert her.ticked == []
    assert "it is not made yet" in her.text
    sweep_now()
    assert her.ticked == ["public"]
    assert "it is not made yet" not in her.text


def test_the_last_of_several_is_applied(read: Callable[..., Holder]) -> None:
    her = read("report")
    for use in ("public", "research", "read_aloud"):
        her.allow(use)
    assert acts() == 3
    sweep_now()
    assert her.response.uses == ["read_aloud"]
    her.allow("report")
    sweep_now()
    assert her.response.uses == ["report"]


def test_the_same_page_sent_twice_is_one_act(read: Callable[..., Holder]) -> None:
    her = read("report")
    her.allow("public")
    her.press("uses-now", uses=["public"], **her.fields)
    assert acts() == 1


def test_an_older_page_sent_again_after_a_newer_one_changes_nothing(
    read: Callable[..., Holder],
) -> None:
    her = read("report")
    her.allow("public")
    older = dict(her.fields)
    her.allow("research")
    her.press("uses-now", uses=["public"], **older)
    sweep_now()
    assert her.response.uses == ["research"]


def test_a_page_sent_again_after_the_sweep_changes_nothing(read: Callable[..., Holder]) -> None:
    her = read("report")
    her.allow("public")
    older = dict(her.fields)
    her.allow("research")
    sweep_now()
    her.press("uses-now", uses=["public"], **older)
    assert acts() == 0
    assert re.findall(r'name="uses" value="(\w+)" checked', her.text) == ["research"]


def test_the_later_of_two_open_pages_counts(read: Callable[..., Holder]) -> None:
    her = read("report")
    her.look()
    first = dict(her.fields)
    her.press("uses-now", uses=["public"], **first)
    her.press("uses-now", uses=["research"], **first)
    sweep_now()
    assert her.response.uses == ["research"]


def test_two_at_the_same_moment_allow_what_both_allow() -> None:
    both = [Asked(["report", "public"], 1, 2), Asked(["public", "research"], 1, 2)]
    assert last_of([Asked(["read_aloud"], 1, 1), *both]).uses == ["public"]
    assert last_of([Asked(["read_aloud"], 1, 3), *both]).uses == ["read_aloud"]


# -- Words that are still sealed, or wait for a reader


def test_before_the_sweep_it_waits_for_the_words(one_form: Form, reader: User) -> None:
    her = Holder(one_form, "report")
    her.allow("public")
    sweep_now()
    sweep_now()
    assert SealedResponse.objects.count() == 0
    assert acts() == 1
    read_all(reader, one_form)
    assert seen_by(Use.READING_TEAM)
    assert not seen_by(Use.REPORT)
    assert sweep_now().uses == 1
    assert (her.response.uses, acts()) == (["public"], 0)
    assert her.ticked == ["public"]


def test_her_page_shows_what_the_sweep_has_seen(one_form: Form) -> None:
    her = Holder(one_form, "report")
    her.allow("public")
    her.allow("research")
    sweep_now()
    assert acts() == 1
    assert her.ticked == ["research"]
    assert "it is not made yet" not in her.text
    her.allow("public")
    assert her.ticked == []


def test_a_later_change_counts_also_while_an_earlier_one_waits(
    one_form: Form, reader: User
) -> None:
    her = Holder(one_form, "report")
    her.allow("public")
    sweep_now()
    her.allow("research")
    read_all(reader, one_form)
    sweep_now()
    assert her.response.uses == ["research"]
    assert acts() == 0


def test_taking_back_wins_and_leaves_no_act(read: Callable[..., Holder]) -> None:
    her = read("report")
    her.allow("public")
    slip = her.slip
    withdraw(slip)
    assert not seen_by(Use.READING_TEAM)
    sweep_now()
    assert not Response.objects.exists()
    assert not ReceiptAct.objects.exists()
    assert not ReceiptSlip.objects.exists()


def test_without_the_private_key_it_stays_counted_only(
    read: Callable[..., Holder], tmp_path: Any
) -> None:
    her = read("report")
    her.allow("report")
    key = create_key()  # the sweep meets an act whose key is not on this machine
    ReceiptAct.objects.update(key_id="gone")
    report = sweep_now()
    assert report.left["change of uses: no_key"] == 1
    assert not seen_by(Use.REPORT)
    assert acts() == 1
    assert key.id != "gone"


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense",
        b"[]",
        b"null",
        to_json({"uses": ["sell"], "wording": 1, "n": 1}),
        to_json({"uses": ["report"], "wording": 99, "n": 1}),
        to_json({"uses": ["report"], "wording": [1], "n": 1}),
        to_json({"uses": ["report"], "wording": 1, "n": "x"}),
        to_json({"uses": "report", "wording": 1}),
    ],
)
def test_what_our_pages_never_write_is_not_applied(
    read: Callable[..., Holder], intake_key: IntakeKey, said: bytes
) -> None:
    her = read("report")
    her.allow("public")
    ReceiptAct.objects.update(sealed=seal(said, bytes(intake_key.public_key)))
    assert sweep_now().left["change of uses: damaged"] == 1
    assert her.response.uses == ["report"]
    assert not seen_by(Use.REPORT)


def test_apps_above_hear_of_it_while_it_still_holds(read: Callable[..., Holder]) -> None:
    her = read("report", "public")
    heard = []

    def listen(instance: Response, created: bool, **_: object) -> None:
        heard.append((instance.pk, instance.uses, created, acts()))

    post_save.connect(listen, sender=Response)
    try:
        her.allow("report")
        sweep_now()
    finally:
        post_save.disconnect(listen, sender=Response)
    assert heard == [(her.response.pk, ["report"], False, 1)]


# -- At the page


def test_the_act_is_sealed_and_names_nothing(read: Callable[..., Holder]) -> None:
    her = read("report")
    her.allow("public")
    act = ReceiptAct.objects.get()
    assert b"public" not in bytes(act.sealed or b"")
    assert act.kind == ReceiptAct.Kind.CONSENT


def test_without_an_intake_key_nothing_changes_and_she_is_told(
    read: Callable[..., Holder],
) -> None:
    her = read("report")
    IntakeKey.objects.update(retired_on=timezone.localdate())
    page = her.allow("public")
    assert page.status_code == 503
    assert "nothing was changed" in page.content.decode()
    assert re.findall(r'name="uses" value="(\w+)" checked', her.text) == ["public"]
    assert seen_by(Use.REPORT)


@pytest.mark.parametrize(
    "odd",
    [
        {"wording": "99"},
        {"wording": ""},
        {"wording": "\0"},
        {"wording": "-1"},
        {"wording": "²"},
        {"wording": "9" * 500},
        {"n": "0"},
        {"n": ""},
        {"n": "-1"},
        {"n": "\0"},
    ],
)
def test_odd_numbers_change_nothing(read: Callable[..., Holder], odd: dict[str, str]) -> None:
    her = read("report")
    her.look()
    page = her.press("uses-now", uses=["public"], **{**her.fields, **odd})
    assert page.status_code == 200
    assert acts() == 0


def test_uses_that_were_not_offered_are_dropped(read: Callable[..., Holder]) -> None:
    her = read("report")
    her.allow("sell", "reading_team", "\0", "public")
    sweep_now()
    assert her.response.uses == ["public"]


@pytest.mark.parametrize("words", ["", "six wrong words that open nothing", "\0"])
def test_other_words_change_nothing(read: Callable[..., Holder], words: str) -> None:
    her = read("report")
    her.look()
    her.press("uses-now", words=words, uses=["public"], **her.fields)
    assert acts() == 0


@pytest.mark.parametrize("hours", [0, 25])
def test_after_leaving_or_a_day_the_page_changes_nothing(
    read: Callable[..., Holder], hours: int
) -> None:
    her = read("report")
    her.look()
    if not hours:
        Client().post("/leave/", {"visit": her.visit})
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        her.press("uses-now", uses=["public"], **her.fields)
    assert acts() == 0
    assert "What are your six words?" in her.text


def test_a_slip_that_says_no_uses_opens_the_page(one_form: Form) -> None:
    her = Holder(one_form, "report")
    slip = her.slip
    slip.received = seal_part({"week": slip.week.isoformat()}, bytes(slip.public_key))
    slip.save()
    assert her.ticked == []
    her.allow("public")
    assert standing(her.slip, open_slip(her.slip, her.words)).waits


def test_lost_words_say_what_can_not_be_done(db: None) -> None:
    page = Client().get("/lost-words/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Nobody can find them again" in page.content.decode()
    assert 'formaction="/aside/lost/"' in Client().get(URL).content.decode()
