"""Whatever is posted or carried by a page, nothing breaks, and what is text comes back whole.

The views and readers are called as they are, without a server between: 2,000 examples in the
ordinary suite, more than 100,000 in the slow tier. No example may end in an error of ours.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback import draft_views, flow, kiosk_views, receipt_views, views
from feedback.intake.models import IntakeKey
from feedback.keys import page_key
from feedback.kiosk import Kiosk
from feedback.models import Form
from feedback.payload import AnswerPayload, Payload, to_json
from feedback.questionnaire import Item, Kind, Option
from feedback.receipts import WORDS, normalise, word_list
from feedback.sealing import lock
from feedback.state import CHECK, DETAILS, READY, USES, State, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
# One share is ten examples in the ordinary suite, and five hundred and ten in the slow tier.
SHARES = {"form": 14, "bytes": 6, "words": 6, "device": 6, "state": 40, "carried": 28}
SHARES |= {"receipt": 44, "answer": 44, "payload": 12}
TIERS = [pytest.param(10, id="quick"), pytest.param(510, id="long", marks=pytest.mark.long)]
FORM = "application/x-www-form-urlencoded"
every_tier = pytest.mark.parametrize("times", TIERS)

# What HTTP can carry, and beyond it what Python can hold: half characters, NUL, direction marks.
anything = st.text(max_size=300)
whole_range = st.text(st.characters(exclude_categories=()), max_size=300)
words = st.lists(st.sampled_from(word_list()), min_size=WORDS - 1, max_size=WORDS + 1)
short = st.text(max_size=40)
buttons = st.sampled_from(["start", "continue", "skip", "back", "stay", "send", "save", "open"])
buttons |= (
    st.sampled_from(
        ["change:", "finish", "more", "take-back", "uses", "add", "add-now", "correct-now"]
    )
    | short
)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | short,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(short, inner, max_size=4),
    max_leaves=12,
)


def judge(kind: str, times: int, claim: Callable[..., None], **strategies: Any) -> None:
    """Try a claim as often as its share and the tier say."""
    budget = settings(
        max_examples=SHARES[kind] * times,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    budget(given(**strategies)(claim))()


@pytest.fixture
def made(form: Callable[..., Form], intake_key: IntakeKey) -> Form:
    return form()


def post(path: str, fields: dict[str, Any]) -> HttpRequest:
    body = urlencode(fields, doseq=True, errors="surrogatepass")
    return RequestFactory().generic("POST", path, body, FORM)


def holds(page: HttpResponse) -> None:
    """It is one of our pages, and not an error of ours."""
    assert page.status_code < 500
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"


def steps_of(made: Form) -> list[str]:
    keys = [q["key"] for q in made.versions.get().definition["questions"]]
    return [READY, *keys, CHECK, DETAILS, USES]


@every_tier
def test_no_post_breaks_the_form(made: Form, times: int) -> None:
    version = made.versions.get()
    steps = steps_of(made)

    def claim(
        step: str, go: str, text: str, said: str, options: list[str], token: str | None
    ) -> None:
        answers = {steps[1]: AnswerPayload(text=said)}
        state = State(visit=Visit.begin(), version=version.pk, step=step, answers=answers)
        carried = state.to_token() if token is None else token
        fields = {"state": carried, "go": go, "text": text, "option": options, "out": options}
        fields |= {"uses": options, "shown": step, "year": said[:6], "part": text[:6]}
        holds(views.answer(post("/", fields | {"website": said[:1]}), slug=made.slug))

    options = st.lists(short, max_size=3)
    token = st.none() | st.none() | st.none() | short
    step = st.sampled_from(steps) | st.sampled_from(steps) | short
    judge("form", times, claim, step=step, go=buttons, text=anything, said=anything,
          options=options, token=token)  # fmt: skip


@every_tier
def test_no_bytes_break_the_form(made: Form, times: int) -> None:
    state = State(visit=Visit.begin(), version=made.versions.get().pk, step=steps_of(made)[1])
    known = urlencode({"state": state.to_token(), "go": "stay"}).encode()

    def claim(head: bytes, tail: bytes) -> None:
        body = head + known + b"&text=" + tail
        request = RequestFactory().generic("POST", "/", body, FORM)
        holds(views.answer(request, slug=made.slug))

    judge("bytes", times, claim, head=st.just(b"") | st.binary(max_size=60),
          tail=st.binary(max_size=300))  # fmt: skip


@every_tier
def test_no_post_breaks_six_words(made: Form, times: int) -> None:
    visit = Visit.begin().token

    def claim(typed: str, go: str, token: str | None) -> None:
        fields = {"words": typed, "go": go, "visit": visit if token is None else token}
        fields["text"] = typed
        holds(receipt_views.your_words(post("/", fields)))
        holds(draft_views.carry_on(post("/", fields)))

    # six words cost a slow hash each: they are tried in the readers below
    typed = anything.filter(lambda text: normalise(text) is None)
    judge("words", times, claim, typed=typed, go=buttons, token=st.none() | short)


@every_tier
def test_no_post_breaks_a_shared_device(made: Form, times: int) -> None:
    token = Kiosk.today(made.pk, "en-gb").token

    def claim(go: str, state: str, visit: str) -> None:
        fields = {"go": go, "state": state, "visit": visit}
        holds(kiosk_views.kiosk(post("/", fields), token=token))
        assert Kiosk.from_token(state) is None
        assert Kiosk.from_token(f"{visit}~{state}") is None

    judge("device", times, claim, go=buttons, state=anything, visit=short)


@every_tier
def test_a_state_comes_back_as_it_was(times: int) -> None:
    def claim(text: str, key: str, step: str, flags: list[str]) -> None:
        answers = {key: AnswerPayload(text=text, options=flags)}
        state = State(Visit.begin(), 1, step, answers, flags=flags, kiosk=key)
        token = state.to_token()
        assert State.from_token(token) == state
        assert Visit.from_token(token) is None
        assert State.from_token(text) is None
        assert Visit.from_token(key) is None

    text = {"text": whole_range, "key": short, "step": short}
    judge("state", times, claim, **text, flags=st.lists(whole_range, max_size=2))


@every_tier
def test_what_an_older_page_carried_is_read_or_refused(times: int) -> None:
    known = {"visit": {"id": "x", "started": 1}, "version": 1, "step": "check", "answers": {}}

    def claim(raw: Any, key: str) -> None:
        for carried in (raw, known | {key: raw}):
            state = State.from_token(lock(to_json(carried), page_key("state")))
            assert state is None or isinstance(state.visit, Visit)
            Visit.from_token(lock(to_json(carried), page_key("visit-token")))

    judge("carried", times, claim, raw=json_like, key=st.sampled_from(sorted(known)) | short)


@every_tier
def test_six_words_are_read_however_they_are_typed(times: int) -> None:
    def claim(typed: str, given_words: list[str], between: str) -> None:
        read = normalise(typed)
        assert read is None or len(read.split(" ")) == WORDS
        assert read is None or normalise(read) == read
        whole = normalise(between.join(given_words).upper())
        assert whole == (" ".join(given_words) if len(given_words) == WORDS else None)

    between = st.text(" \n\t,.;-_/0123456789", min_size=1, max_size=4)
    judge("receipt", times, claim, typed=whole_range, given_words=words, between=between)


@every_tier
def test_an_answer_is_read_whole_or_told_what_is_wrong(times: int) -> None:
    options = tuple(Option(key, {}, more=key == "b") for key in "abc")
    items = [
        Item("k", kind, {}, {}, {}, {}, () if kind is Kind.LONG_TEXT else options, frozenset())
        for kind in Kind
    ]

    def claim(item: Item, text: str, chosen: list[str], part: str, year: str, others: int) -> None:
        posted = flow.Posted(text, chosen, part, year)
        reading = flow.read_answer(item, posted, others, date(2026, 11, 22))
        if item.kind is Kind.LONG_TEXT:
            assert reading.answer.text == text.replace("\r\n", "\n")
            assert bool(reading.error) == (len(reading.answer.text) > max(40_000 - others, 0))
        if item.kind is not Kind.WHEN:
            assert set(reading.answer.options) <= {"a", "b", "c"}

    some = st.lists(st.sampled_from("abc") | short, max_size=5)
    judge("answer", times, claim, item=st.sampled_from(items), text=whole_range, chosen=some,
          part=short | st.sampled_from(["05", "summer"]), others=st.integers(0, 50_000),
          year=short | st.sampled_from(["2026", "before", "²026"]))  # fmt: skip


@every_tier
def test_a_payload_is_whole_or_refused(times: int) -> None:
    def claim(text: str, data: bytes, raw: Any) -> None:
        payload = Payload(1, "cy", "web", "2026-11-16", {"a": AnswerPayload(text)}, flags=[text])
        assert Payload.from_bytes(payload.to_bytes()) == payload
        for broken in (data, to_json(raw)):
            with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
                Payload.from_bytes(broken)

    judge("payload", times, claim, text=whole_range, data=st.binary(max_size=200), raw=json_like)


def test_the_tiers_are_as_large_as_they_say() -> None:
    assert sum(SHARES.values()) * 10 == 2_000
    assert sum(SHARES.values()) * 510 >= 100_000
