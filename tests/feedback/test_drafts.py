"""Save and come back: what is kept, under which words, and for how long."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from feedback import drafts
from feedback.drafts import DRAFT_DAYS, keep, open_draft, purge_drafts
from feedback.intake.models import ClosedVisit, Draft, IntakeKey, SealedResponse
from feedback.models import Form
from feedback.services import is_closed
from feedback.state import State, Visit
from tests.feedback.saving import NAMED, WAYS, MakeForm, Saver, opens, words_in
from tests.feedback.woman import ESCAPED, SECRET, sent

pytestmark = pytest.mark.pages


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


@pytest.mark.parametrize("step", WAYS)
def test_she_comes_back_to_the_page_where_she_stopped(made: Form, step: str) -> None:
    woman = Saver(made)
    woman.begin()
    for number, go in enumerate(WAYS[step][:-1] if step == "question" else WAYS[step]):
        woman.press(go, text=NAMED) if number == 0 else woman.press(go)
    fields = {"text": NAMED} if step == "question" else {}
    before = woman.text
    words = woman.save(**fields)
    after = woman.open(words).content.decode()
    title = re.compile(r"<h1.*?</h1>", re.S)
    assert title.search(after).group() == title.search(before).group()  # type: ignore[union-attr]
    state = State.from_token(woman.state)
    assert state is not None
    assert [answer.text for answer in state.answers.values()] == [NAMED]


def test_the_first_page_of_all_can_be_saved(made: Form) -> None:
    woman = Saver(made)
    woman.press("start")
    words = woman.save(shown="ready", helped="yes")
    woman.open(words)
    assert re.search(r'value="yes" checked', woman.text)


def test_ticks_of_the_uses_are_kept(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    woman.press("continue", text="Sad")
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    words = woman.save(shown="uses", uses=["report"])
    woman.open(words)
    assert re.search(r'value="report" checked', woman.text)
    assert not re.search(r'value="public" checked', woman.text)


def test_an_answer_that_is_too_long_to_send_is_saved_all_the_same(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    words = woman.save(text="x" * 50_000)
    woman.open(words)
    assert "x" * 50_000 in woman.text
    woman.press("continue", text="x" * 50_000)
    assert "Make it 20,000 or fewer" in woman.text


def test_more_than_a_draft_holds_is_not_saved_but_shown(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    assert not woman.save(text="x" * 300_000)
    assert "x" * 300_000 in woman.text
    assert "more than this form can keep" in woman.text
    assert not Draft.objects.exists()


def test_nothing_is_sent_by_saving(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    assert len(words.split()) == 6
    assert "Nothing is sent yet" in woman.text
    assert ESCAPED not in woman.text
    assert not SealedResponse.objects.exists()
    assert not ClosedVisit.objects.exists()


def test_she_may_carry_on_at_once(made: Form) -> None:
    woman = Saver(made)
    woman.save_secret()
    assert ESCAPED in woman.press("start").content.decode()
    woman.press("continue", text=SECRET)
    woman.send()
    (payload,) = sent()
    assert [a.text for a in payload.answers.values()] == [SECRET]


def test_pressing_twice_is_one_row_and_the_same_words(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    assert words_in(woman.save_again()) == words
    assert Draft.objects.count() == 1


def test_saving_again_keeps_the_words_and_replaces_what_they_open(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    woman.open(words)
    assert woman.save(text="other words") == words
    assert Draft.objects.count() == 1
    woman.open(words)
    assert "other words" in woman.text
    assert ESCAPED not in woman.text


def test_an_older_saving_that_a_browser_repeats_replaces_nothing(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    first = dict(woman.saved)
    woman.press("start")
    woman.save(text="newer words")
    woman.client.post(woman.url, first)
    woman.open(words)
    assert "newer words" in woman.text


def test_the_older_words_may_be_saved_anew(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    woman.press("start")
    woman.save(text="newer words")
    woman.press("start")
    woman.save(text=SECRET)
    assert opens(words)


def test_another_visit_has_other_words_and_a_row_of_its_own(made: Form) -> None:
    assert Saver(made).save_secret() != Saver(made).save_secret()
    assert Draft.objects.count() == 2


def test_what_opens_is_a_new_visit(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    before = State.from_token(woman.state)
    woman.open(words)
    after = State.from_token(woman.state)
    assert before is not None
    assert after is not None
    assert after.visit.id != before.visit.id
    assert list(after.visit.earlier) == [before.visit.id]


def test_leaving_closes_the_visits_it_was_carried_over_from(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    first = State.from_token(woman.state)
    woman.open(words)
    woman.save(text=SECRET)
    woman.open(words)
    woman.leave()
    assert first is not None
    assert is_closed(first.visit.id)
    assert ClosedVisit.objects.count() == 3


def test_what_is_kept_says_no_minute_and_no_shared_device(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    state = State.from_token(woman.state)
    assert state is not None
    kept = open_draft(keep(replace(state, kiosk="hall"), "page").draft)
    assert kept is not None
    assert kept.visit.started % 3600 == 0
    assert 0 <= kept.visit.started - state.visit.started < 3600
    assert kept.kiosk == ""


def test_a_visit_that_leaving_could_still_close_is_not_forgotten() -> None:
    before = Visit.begin()
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=59)):
        assert list(Visit.begin().coming_from(before).earlier) == [before.id]


def test_a_visit_forgets_those_that_a_day_has_ended() -> None:
    before = Visit.begin()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert Visit.begin().coming_from(before).earlier == {}


def test_leaving_after_saving_hides_the_words_and_keeps_the_draft(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    woman.leave()
    assert not words_in(woman.save_again())
    assert not words_in(woman.repeat(woman.state, "save", text=SECRET))
    assert opens(words)


def test_sending_deletes_the_draft_also_from_a_page_before_the_saving(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    before = woman.state
    words = woman.save(text=SECRET)
    woman.state = before
    woman.press("continue", text=SECRET)
    woman.send()
    assert len(woman.words) == 6
    assert not Draft.objects.exists()
    assert not opens(words)


def test_two_pages_that_one_draft_opened_are_one_woman(made: Form) -> None:
    woman, again = Saver(made), Saver(made)
    words = woman.save_secret()
    for one in (woman, again):
        one.open(words)
    for one in (woman, again):
        one.press("continue", text=SECRET)
        one.send()
    first, second = sent()
    assert first.visit_hash == second.visit_hash
    assert first.receipt_hash != second.receipt_hash


def test_two_women_stay_two(made: Form) -> None:
    for _ in range(2):
        woman = Saver(made)
        woman.save_secret()
        woman.press("start")
        woman.press("continue", text=SECRET)
        woman.send()
    first, second = sent()
    assert first.visit_hash != second.visit_hash


def test_the_receipt_says_that_the_other_words_are_over(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    woman.press("start")
    woman.press("continue", text=SECRET)
    assert "work any more" in woman.send().content.decode()
    assert " ".join(woman.words) != words


def test_rows_go_when_their_week_is_past(made: Form) -> None:
    Saver(made).save_secret()
    with time_machine.travel(timezone.now() + timedelta(days=DRAFT_DAYS + 8)):
        assert purge_drafts() == 1
    assert not Draft.objects.exists()


def test_the_row_tells_nothing(made: Form) -> None:
    short, long = Saver(made), Saver(made)
    words = short.save_secret()
    long.begin()
    long.save(text="much longer words " * 20)
    sizes = set()
    for row in Draft.objects.values():
        whole = b"|".join(
            bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row.values()
        )
        assert not [w for w in (*words.split(), "letters", "longer") if w.encode() in whole]
        assert row["week"].weekday() == 0
        sizes.add(len(bytes(row["sealed"])))
    assert len(sizes) == 1


def test_odd_text_comes_back_as_it_was(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    words = woman.save(text="a\0b ŵ 🌧 </textarea>")
    state = open_draft(words)
    assert state is not None
    assert [a.text for a in state.answers.values()] == ["a\0b ŵ 🌧 </textarea>"]
    assert woman.open(words).status_code == 200


def test_without_an_intake_key_it_is_saved_all_the_same(form: MakeForm) -> None:
    assert opens(Saver(form()).save_secret())


def test_when_it_can_not_be_saved_she_gets_her_words(
    made: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(drafts, "_replace", broken)
    woman = Saver(made)
    assert not woman.save_secret()
    assert woman.page.status_code == 503
    assert ESCAPED in woman.text


def test_what_was_sent_is_sent_also_when_the_draft_stays(
    made: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("database is locked")

    woman = Saver(made)
    woman.save_secret()
    woman.press("start")
    woman.press("continue", text=SECRET)
    monkeypatch.setattr(drafts, "_id", broken)
    woman.send()
    assert len(woman.words) == 6
