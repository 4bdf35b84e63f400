"""What an edition says of how it was made: exact for a review, in words for the public."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from feedback.review.models import SecondCheck, WaitingResponse
from feedback.sealing import random_id
from insights.models import Codebook, Coding, ReviewPack, Suggestion, Theming
from insights.packs.document import lay_out
from insights.packs.method_words import method_blocks
from insights.packs.selectors import build_editions, shown_edition
from insights.packs.services import publish_pack, sign_pack
from insights.rigour.sampling import draw_sample
from tests.factories.accounts import make_staff
from tests.factories.cases import open_case
from tests.factories.packs import HOUSING, MONEY, draft_of, make_coded
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import compared

LONG = "They moved me three times in one week and nobody told my solicitor where."


def said(pack: ReviewPack, name: str = "review") -> str:
    """The part on method, as one text."""
    blocks = [b for b in method_blocks(shown_edition(pack, name)) if b]
    texts = [block["text"] for block in blocks if block["kind"] == "text"]
    facts = [f"{a}: {b}" for block in blocks if block["kind"] == "facts" for a, b in block["rows"]]
    return "\n".join([*texts, *facts])


def in_the_room(form: Form, number: int = 1, **fields: Any) -> list[WaitingResponse]:
    """Rows of the reading room of this consultation."""
    version = form.versions.get()
    values = {"key_id": "k", "sealed": b"", "channel": "web", "language": "en-gb", **fields}
    return [
        WaitingResponse.objects.create(
            intake_hash=random_id().to_bytes(32, "big"),
            version=version,
            area=form.consultation.area,
            swept_on=timezone.localdate(),
            **values,
        )
        for _ in range(number)
    ]


def suggested(*responses: Response) -> None:
    """A computer suggested housing for each."""
    Suggestion.objects.bulk_create(
        Suggestion(
            response=response,
            theme=theme_of(HOUSING),
            words=[],
            band=Suggestion.Band.STRONG,
            engine="cues 1",
            codebook_version="1.0",
        )
        for response in responses
    )


def test_responses_by_way_and_women(crowd: Form, facilitator: User) -> None:
    make_coded(crowd, facilitator, HOUSING, visit_hash="ab" * 32)
    make_coded(crowd, facilitator, HOUSING, visit_hash="ab" * 32)
    text = said(draft_of(crowd, facilitator))
    assert "62 responses came in, from 61 women: Paper 4; Web 58." in text
    assert "A facilitator has read 62 of 62 (100%) of them." in text
    assert "18 of 62 (29%)" not in text
    assert "16 of 62 (26%) of the responses carry no theme." in text


BY_HAND = "People gave every theme by themselves. No computer suggested one"
BY_COMPUTER = "A computer suggested themes from words that it found."


@pytest.mark.parametrize("was_asked", [True, False])
def test_anyone_reads_whether_a_computer_suggested_anything(
    crowd: Form, facilitator: User, was_asked: bool
) -> None:
    """On the page too, which tells of no computer that was never asked."""
    response = make_coded(crowd, facilitator, HOUSING)
    if was_asked:
        suggested(response)
    pack = sign_pack(pack=draft_of(crowd, facilitator), by=facilitator)
    publish_pack(pack=pack, by=facilitator)
    page = Client().get(crowd.consultation.url).content.decode()
    for text in (said(pack, "public"), page):
        assert (BY_COMPUTER in text) is was_asked
        assert (BY_HAND in text) is not was_asked
        assert "decided anything about a woman" in text


def test_what_is_left_out_and_why(crowd: Form, facilitator: User) -> None:
    in_the_room(crowd, 2)
    in_the_room(crowd, 3, held_because="fast")
    in_the_room(crowd, 1, status="discarded", discarded_because="advert")
    in_the_room(crowd, 2, status="discarded", discarded_because="machine")
    in_the_room(crowd, 5, status="read")
    make_coded(crowd, facilitator, HOUSING, uses=["report"])
    text = said(draft_of(crowd, facilitator))
    assert "2 responses wait for a reader and are in no number here." in text
    assert "3 responses are held back, because they look as if a machine sent them." in text
    assert (
        "A reader put 3 responses aside, and they are counted nowhere "
        "(A machine sent it: 2; It advertises something: 1)." in text
    )
    assert "took back are gone, and we keep no number of them" in text
    assert "60 responses are counted only" in text


def test_nothing_left_out_says_only_what_holds(crowd: Form, facilitator: User) -> None:
    text = said(draft_of(crowd, facilitator))
    for words in (
        "wait for a reader",
        "held back",
        "A reader put",
        "safeguarding case",
        "nearly the same",
    ):
        assert words not in text, words


def test_cases_and_words_that_are_alike(asked: Form, facilitator: User) -> None:
    first = make_coded(asked, facilitator, HOUSING, text=LONG)
    make_coded(asked, facilitator, HOUSING, text=f"{LONG} Truly.")
    make_coded(asked, facilitator, HOUSING, text="Nobody else said what I said, not one of them.")
    open_case(first)
    text = said(draft_of(asked, facilitator))
    assert "1 response is counted and never quoted, since a safeguarding case was opened" in text
    assert "2 women wrote nearly the same words as others, in 1 group." in text


def test_two_coders_who_agree_are_told_with_an_interval(
    asked: Form, facilitator: User, area: Area
) -> None:
    second = make_staff("second_coder", area)
    for code in (HOUSING, MONEY) * 8:
        make_coded(asked, facilitator, code)
    lead = make_staff("facilitator", area)
    sample = draw_sample(consultation=asked.consultation, second=second, by=lead)
    compared(sample, [[HOUSING]])
    pack = draft_of(asked, facilitator)
    text = said(pack)
    assert "2 people gave the themes." in text
    assert "16 responses, drawn at random from 16, were coded by two people" in text
    assert re.search(
        r"Krippendorff's alpha is −?\.\d\d \(95% interval −?\.\d\d to −?\.\d\d; ", text
    )
    assert "Not used by either of the two, so without a number: 1 of 3 themes." in text
    assert "16 of 16 (100%) of the responses were coded by two people or more." in text
    public = said(pack, "public")
    assert "Some responses, drawn by chance, were coded by two people" in public
    assert "They often differed" in public


def test_without_a_sample_agreement_is_not_known(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator)
    assert "Not known: no sample was coded by two people" in said(pack)
    assert "alpha" not in said(pack)
    assert "How far two people agree was not measured." in said(pack, "public")


def test_a_reflexive_reading_is_not_measured_and_says_why(crowd: Form, facilitator: User) -> None:
    Theming.objects.update(method="reflexive", standpoint="I worked in a prison.")
    pack = draft_of(crowd, facilitator)
    text = said(pack)
    assert "Not measured, on purpose: this is one reading" in text
    assert "Where the readers stand: I worked in a prison." in text
    assert "alpha" not in text
    assert "I worked in a prison." not in said(pack, "public")


def test_what_the_computer_did(asked: Form, facilitator: User) -> None:
    responses = [make_coded(asked, facilitator, HOUSING) for _ in range(4)]
    suggested(*responses)
    Coding.objects.filter(response__in=responses[:2]).update(decision=Coding.Decision.ACCEPTED)
    Coding.objects.filter(response=responses[2]).update(decision=Coding.Decision.REJECTED)
    text = said(draft_of(asked, facilitator))
    assert "It suggested 4 themes." in text
    assert "People accepted 2 of 4 (50%), and turned down or changed 1 of 4 (25%)." in text
    assert "Of all themes that count, people added 1 of 3 (33%) by themselves." in text
    assert "Suggested by: cues 1" in text
    assert "Versions it was coded with: 1.0" in text
    assert f"Codebook: {Codebook.objects.get()}" in text


def test_new_themes_lately_are_never_called_enough(asked: Form, facilitator: User) -> None:
    for code in [HOUSING] * 21 + [MONEY]:
        make_coded(asked, facilitator, code)
    text = said(draft_of(asked, facilitator))
    assert "Of the last 20 women whose words were coded, 1 brought a theme" in text
    assert "saturat" not in text


@pytest.mark.parametrize(("done", "found"), [(3, 1), (3, 0)])
def test_a_second_look_is_told_with_its_share(
    crowd: Form, facilitator: User, area: Area, done: int, found: int
) -> None:
    reader = make_staff("reviewer", area)
    for place, row in enumerate(in_the_room(crowd, 5, status="read")):
        missed = {"PHONE": 1} if place < found else {}
        by = reader if place < done else None
        SecondCheck.objects.create(waiting=row, by=by, missed=missed)
    pack = draft_of(crowd, facilitator)
    told = f"3 of 60 (5%) of the responses, drawn by chance. In {found} she took out more."
    assert told in said(pack)
    assert "A second reader looked at some of them again" in said(pack, "public")


def test_no_second_look_is_said(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator)
    assert "No second reader has looked again" in said(pack)
    assert "second reader" not in said(pack, "public")


def test_the_public_method_has_no_number_and_no_name(
    crowd: Form, facilitator: User, form: Callable[..., Form]
) -> None:
    in_the_room(crowd, 3, status="discarded", discarded_because="advert")
    edition = build_editions(draft_of(crowd, facilitator))["public"]
    assert all(isinstance(key, str) for key in edition["how"])
    text = said(draft_of(crowd, facilitator), "public").replace(edition["codebook"], "")
    assert not re.search(r"\d", text.replace("One person coded.", ""))
    assert facilitator.name not in text


def test_a_pack_of_before_says_what_it_keeps(crowd: Form, facilitator: User) -> None:
    """Packs that were signed before this was kept have the plain counts alone."""
    editions = build_editions(draft_of(crowd, facilitator))
    kept = ("responses", "read", "coded", "suggested", "accepted", "added", "rejected")
    old = {**editions["review"], "version": "1", "status": "signed", "changes": []}
    old["method"] = {k: old["method"][k] for k in (*kept, "coded_by_two")}
    text = str(lay_out(old))
    assert "60 responses came in" in text
    assert "Krippendorff" not in text
    del editions["public"]["how"]
    assert lay_out({**editions["public"], "version": "1", "status": "signed", "changes": []})
