"""The page that asks before a pack is published shows all that will stand in public."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from consultations.models import ConsultationPage, Decision, Outcome
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.findings.services import save_decision
from insights.models import ReviewPack
from insights.packs.services import publish_pack, sign_pack, start_pack
from tests.factories.packs import (
    HOUSING,
    SAID,
    answer_findings,
    bank_quote,
    draft_of,
    finding_with_quotes,
    make_coded,
    make_decision,
    make_recommendation,
)
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages
WORDS = "The <b>second</b> landlord & the council"


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.fixture
def quoted(crowd: Form, facilitator: User) -> Response:
    return make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"])


@pytest.fixture
def signed(crowd: Form, facilitator: User, quoted: Response) -> ReviewPack:
    """A second version with everything that a public edition can have; its first decision moved."""
    by = facilitator
    pack = draft_of(crowd, by)
    pack.summary, pack.tensions = f"{WORDS}\n\nMore of it.", "Some want a flat alone."
    pack.save()
    finding = finding_with_quotes(
        pack,
        bank_quote(quoted),
        between_women=f"{WORDS} disagreed.",
        with_services="The council says no.",
        negative="Some had a home.",
    )
    make_recommendation(pack, by, finding, equality="Mothers first.", scope="Not the law.")
    more = {"answer": "not", "because": WORDS, "board": "The board that meets", "money": "£4"}
    save_decision(decision=make_decision(pack=pack, you_said="Visits.", **more), by=by)
    answer_findings(pack)
    publish_pack(pack=sign_pack(pack=pack, by=by), by=by)
    later = start_pack(consultation=crowd.consultation, by=by)
    moved = later.decisions.exclude(you_said="Visits.").get()
    moved.due_on, moved.moved_because = None, "The builder stopped."
    save_decision(decision=moved, by=by)
    return sign_pack(pack=later, by=by)


def shown(html: str) -> str:
    """The part on what came of it, without its own number and the space between lines."""
    found = re.search(r'<section aria-labelledby="outcome-\d+">.*?\n</section>', html, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"outcome-\d+", "outcome", found[0]))


def before(client: StaffClient, pack: ReviewPack) -> str:
    page = client.get(reverse("insights:packs:publish", args=[pack.pk])).content.decode()
    return shown(page)


def public(page: ConsultationPage) -> str:
    return shown(Client().get(page.url).content.decode())


def test_what_is_shown_is_what_will_stand_letter_by_letter(
    client: StaffClient, signed: ReviewPack
) -> None:
    told = before(client, signed)
    for words in (
        *("The &lt;b&gt;second&lt;/b&gt; landlord &amp; the council", "More of it.", SAID),
        *("Some want a flat alone.", "The council says no.", "Some had a home.", "Mothers first."),
        *("It has no day now, because:", "The board that meets oversees it", "We could not"),
        *("We will say here by", "Who is missing", "Limits of this evidence", "How it was done"),
        *("A few women or none spoke of:", "Taken to Southdown board."),
    ):
        assert words in told, words
    client.post(reverse("insights:packs:publish", args=[signed.pk]))
    assert public(signed.consultation) == told


def test_what_stays_behind_closed_doors_is_not_in_it(
    client: StaffClient, signed: ReviewPack
) -> None:
    told = before(client, signed)
    assert "£4" not in told
    assert "Not the law." not in told


def test_words_that_were_taken_back_meanwhile_are_not_in_it(
    client: StaffClient, signed: ReviewPack, quoted: Response
) -> None:
    assert SAID in before(client, signed)
    assert quoted.receipt_hash
    ReceiptAct.objects.create(
        receipt_hash=bytes(quoted.receipt_hash), kind=ReceiptAct.Kind.WITHDRAW
    )
    assert SAID not in before(client, signed)


def test_looking_publishes_nothing(client: StaffClient, signed: ReviewPack) -> None:
    before(client, signed)
    assert Outcome.objects.count() == 1
    assert Decision.objects.count() == 2
    assert "It has no day now" not in public(signed.consultation)
    signed.refresh_from_db()
    assert "mark" not in str(signed.editions["public"]["quotes"])
