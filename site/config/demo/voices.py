"""The demo's invented women, sent down the real road: sealed, swept, read, redacted."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo import story
from config.demo.story import Story
from core.models import Area
from feedback.keys import receipt_key
from feedback.models import Form
from feedback.payload import AnswerPayload, Payload
from feedback.receipts import code_hash
from feedback.redaction import Span
from feedback.review.cases.services import decide_case, open_case
from feedback.review.invites.models import Invite
from feedback.review.models import Opening, SafeguardingCase, WaitingResponse
from feedback.review.services import complete_review, open_batch, open_waiting
from feedback.review.welfare.batches import hand_back_batch
from feedback.sealing import monday
from feedback.selectors import live_version
from feedback.services import submit_response
from feedback.uses import OFFERED

EXAMPLES = Path(__file__).with_name("examples.jsonl")
LEVELS = {"none": 0, "concern": 1, "urgent": 2}
CHANNELS = {"paper": "paper", "facilitator": "helped"}
REASONS = {
    "PERSON": "other",
    "STAFF_NAME": "staff",
    "CHILD_NAME": "child",
    "PHONE": "contact",
    "EMAIL": "contact",
}
CASES_LEFT_OPEN = 2
NO_CODES: Iterator[str] = iter(())
# Groups that hand the question on, and the gold codes of those who come by their code.
GROUPS = {
    "Southdown Traveller women's project": {"need.discrimination", "factor.by_and_for"},
    "Women's library group, in prison": {"stage.custody"},
}
LEFT_UNREAD = {"open": 6, "reading": 4, "decided": 0}
Row = dict[str, Any]


@dataclass(frozen=True)
class Voice:
    """One invented response: what was written, its gold codes, and the words it was sent with."""

    row: Row
    receipt: str


def rows() -> list[Row]:
    """The invented responses, empty ones and markup left out."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    left_out = {"empty_or_test", "possible_spam", "markup_or_code"}
    return [row for row in map(json.loads, lines) if not left_out & set(row["flags"])]


def told_in(row: Row) -> str:
    """The form that an invented response is told in, by its language and journey stage."""
    stages = set(row["stages_l1"])
    if row["lang"] == "cy":
        return "form-4"
    if stages & {"stage.police", "stage.court"}:
        return "form-2"
    if not stages or stages & {"stage.custody", "stage.after", "stage.unclear"}:
        return "form-3"
    return "form-4" if "stage.community" in stages else "form-1"


def send_all(
    form: Form,
    told: Story,
    rng: random.Random,
    invites: list[Invite],
    codes: Iterator[str] = NO_CODES,
) -> dict[bytes, Voice]:
    """Send each row of this form as a woman would, with the code of a group that her words are of,
    or of those in `codes` while there are any; returns voices by the hash of their receipt."""
    version = live_version(form)
    if version is None:
        raise RuntimeError(f"{form} has no live version.")
    first, about, _better = version.definition["questions"]
    voices = {}
    for row in rows():
        if told_in(row) != told.form:
            continue
        answers = {first["key"]: AnswerPayload(text=row["text"])}
        if topics := topics_of(row, about):
            answers[about["key"]] = AnswerPayload(options=topics)
        payload = Payload(
            version=version.pk,
            language="cy" if row["lang"] == "cy" else "en-gb",
            channel=CHANNELS.get(row["channel"], "web"),
            week=week_of(told, rng),
            answers=answers,
            uses=[use.value for use in OFFERED if rng.random() < 0.6],
            invite=invite_of(row, invites) or next(codes, ""),
        )
        receipt = submit_response(payload=payload, visit=f"{rng.getrandbits(128):032x}")
        voices[code_hash(receipt_key("slip"), receipt)] = Voice(row, receipt)
    return voices


def invite_of(row: Row, invites: list[Invite]) -> str:
    """The code that a woman came by, if a group told her of it."""
    codes = {*row["themes_l1"], *row["stages_l1"]}
    return next((one.code for one in invites if codes & GROUPS[one.group]), "")


def topics_of(row: Row, about: dict[str, Any]) -> list[str]:
    """Keys of the topics that she would tick, from the gold needs."""
    needs = set(row["themes_l1"])
    pairs = zip(about["options"], story.TOPICS, strict=True)
    return [option["key"] for option, (_, _, codes) in pairs if needs & set(codes)]


def week_of(told: Story, rng: random.Random) -> str:
    """A Monday while the consultation was open."""
    last = min(told.closes, 0)
    day = timezone.localdate() + timedelta(days=rng.randint(told.opens, last))
    return monday(day).isoformat()


def read_all(
    reader: User, area: Area, voices: dict[bytes, Voice], unread: dict[int, int]
) -> dict[int, Voice]:
    """Read an area's responses as its reviewer, but for so many of each version, left to try:
    those with something to take out, or to act on, first.

    Returns the voice behind each response that was stored.
    """
    stored: dict[int, Voice] = {}
    batch = open_batch(user=reader, area=area, size=1000)
    if batch is None:
        return stored
    rows = WaitingResponse.objects.filter(batch=batch).order_by("-cue_level", "pk")
    for waiting in sorted(rows, key=lambda row: not voice_of(row, voices).row["pii"]):
        if unread.get(waiting.version_id, 0):
            unread[waiting.version_id] -= 1
        else:
            stored |= read_one(reader, waiting, voice_of(waiting, voices))
    hand_back_batch(user=reader, batch=batch)
    return stored


def voice_of(waiting: WaitingResponse, voices: dict[bytes, Voice]) -> Voice:
    """The voice behind a waiting response, by its receipt."""
    return voices[bytes(waiting.receipt_hash or b"")]


def read_one(reader: User, waiting: WaitingResponse, voice: Voice) -> dict[int, Voice]:
    """Take out the gold spans of one response."""
    payload = open_waiting(user=reader, waiting=waiting)
    spans = {
        key: [
            Span(
                start=span["start"],
                end=span["end"],
                kind=span["type"],
                reason=REASONS.get(span["type"], "rare"),
            )
            for span in voice.row["pii"]
        ]
        for key, answer in payload.answers.items()
        if answer.text == voice.row["text"]
    }
    level = LEVELS[voice.row["safeguarding"]["level"]]
    response = complete_review(
        user=reader, waiting=waiting, spans=spans, level=level, payload=payload
    )
    Opening.objects.filter(reader=reader).delete()  # in the story it was read on some day before
    return {response.pk: voice}


def decide_most(lead: User, area: Area) -> None:
    """The lead has looked at what was read and decided, but for a few that are left to try."""
    cases = SafeguardingCase.objects.filter(
        waiting__area=area, waiting__status=WaitingResponse.Status.READ
    )
    for number, case in enumerate(cases.order_by("level", "pk")):
        if number < cases.count() - CASES_LEFT_OPEN:
            done, words = story.DONE[number % len(story.DONE)]
            open_case(user=lead, case=case)
            decide_case(user=lead, case=case, done=[done], words=words, seen=0)
