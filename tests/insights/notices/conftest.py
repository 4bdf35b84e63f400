"""A published pack with the three kinds of answer."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from consultations.models import Outcome, Telling
from consultations.services import ToldDecision
from core.models import Area, Helpline
from feedback.models import Form
from insights.models import ReviewPack
from insights.notices.services import tell_outcome
from insights.packs.services import publish_pack, sign_pack
from tests.factories.packs import HOUSING, SAID, draft_of, make_coded, make_decision

ANSWERS = [
    make_decision(you_said="Nowhere to stay.", answer="part", because="There are six flats."),
    make_decision(you_said="Nobody to talk to.", answer="do", what="A worker comes in."),
    make_decision(you_said="Visits are far.", answer="not", because="The fund is national."),
]


@pytest.fixture
def published(crowd: Form, facilitator: User) -> ReviewPack:
    make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public", "report", "design_team"])
    draft = draft_of(crowd, facilitator, decisions=ANSWERS)
    return publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)


@pytest.fixture
def outcome(published: ReviewPack) -> Outcome:
    assert published.outcome is not None
    return published.outcome


@pytest.fixture
def lines(area: Area, other_area: Area) -> None:
    """Telephone lines: for everywhere, for a prison, outside, of this area, of another."""
    everywhere: dict[str, Any] = {
        "checked_on": date(2026, 11, 1),
        "source_url": "https://example.org/",
    }
    places: dict[str, dict[str, Any]] = {
        "Everywhere": {},
        "Inside": {"setting": "custody"},
        "Outside": {"setting": "community"},
        "Ours": {"area": area},
        "Theirs": {"area": other_area},
        "Welsh line": {"country": "wales"},
    }
    for name, fields in places.items():
        Helpline.objects.create(name=name, number="0800 1", about="Help.", **everywhere, **fields)


def told(form: Telling.Form) -> list[ToldDecision]:
    """The three answers in another form; each says in which."""
    words = [f"{form} {number}." for number in range(3)]
    reasons = ["Why so.", "", "Why not."]
    return [ToldDecision(f"Said {w}", f"What {w}", r) for w, r in zip(words, reasons, strict=True)]


def tell(pack: ReviewPack, by: User, form: Telling.Form, summary: str = "In short.") -> Telling:
    return tell_outcome(
        pack=pack, by=by, form=form, summary=summary, decisions=told(form), checked_by="Nia"
    )
