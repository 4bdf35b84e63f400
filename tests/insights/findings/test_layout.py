"""Parts 4 to 7 of a pack, and what of them the public page has."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from consultations.models import Outcome
from feedback.models import Channel, Form
from insights.findings.services import save_decision
from insights.models import Finding, ReviewPack
from insights.packs.document import lay_out
from insights.packs.pdf import pack_pdf
from insights.packs.selectors import shown_edition
from insights.packs.services import Notes, publish_pack, save_draft, sign_pack
from tests.factories.packs import (
    HOUSING,
    MONEY,
    TEXTS,
    answer_findings,
    make_decision,
    make_finding,
    make_recommendation,
)

pytestmark = pytest.mark.pages
MOST_BYTES = 50 * 1024


@pytest.fixture
def whole(draft: ReviewPack, finding: Finding, facilitator: User) -> ReviewPack:
    """Two findings, of which one is not public, a recommendation and its decision."""
    Finding.objects.filter(pk=finding.pk).update(
        adequacy="Short answers.", between_women="Some like it.", with_services="The fund says no."
    )
    make_finding(draft, facilitator, MONEY, sentence="Debt comes back.", strength="single")
    asked = make_recommendation(draft, facilitator, finding, scope="Flats.", equality="Mothers.")
    decision = make_decision(
        pack=draft,
        recommendation=asked,
        board="The board",
        money="Half a post",
        session="First one",
    )
    save_decision(decision=decision, by=facilitator)
    notes = Notes(tensions="One worker or several.")
    return save_draft(pack=draft, by=facilitator, notes=notes, **TEXTS)


def part(pack: ReviewPack, name: str, number: int, **changes: Any) -> list[dict[str, Any]]:
    document = lay_out({**shown_edition(pack, name), **changes})
    blocks: list[dict[str, Any]] = document["parts"][number - 1]["blocks"]
    return blocks


def test_part_four_has_each_finding_whole(whole: ReviewPack) -> None:
    summary, block = part(whole, "review", 4)
    assert summary["text"] == TEXTS["summary"]
    first, second = block["items"]
    assert (first["number"], first["strength"]) == (1, "Strong")
    assert first["concerns"] == [("How much there is", "Short answers.")]
    assert ("Between women", "Some like it.") in first["tensions"]
    assert ("Women who raised its themes", "40 women") in first["facts"]
    assert ("They came by", f"{Channel.PAPER.label} 4") in second["facts"]
    assert second["strength"] == "Single account"


def test_the_public_has_no_numbers_of_women_there(whole: ReviewPack) -> None:
    (item,) = part(whole, "public", 4)[1]["items"]
    assert item["facts"] == []
    assert item["number"] == 1


def test_an_early_finding_says_what_that_means(whole: ReviewPack) -> None:
    whole.findings.update(strength="emerging", reasons="Five women.")
    item = part(whole, "public", 4)[1]["items"][0]
    assert item["strength"] == "Early"
    assert "no ground for change by itself" in item["reasons"]
    assert "Five" not in json.dumps(item)


@pytest.mark.parametrize(
    ("places", "under", "loose"),
    [([1, 1], 2, 0), ([1, None], 1, 1), ([None, 9], 0, 2)],
)
def test_quotes_stand_under_their_finding_and_the_others_in_a_list(
    whole: ReviewPack, places: list[int | None], under: int, loose: int
) -> None:
    quotes = [
        {"theme": "Housing", "text": f"Words {n}.", "language": "en", "finding": place}
        for n, place in enumerate(places)
    ]
    blocks = part(whole, "review", 4, quotes=quotes)
    assert len(blocks[1]["items"][0]["quotes"]) == under
    lists = [block for block in blocks if block["kind"] == "quotes"]
    assert sum(len(block["items"]) for block in lists) == loose


def test_words_taken_back_say_so_under_their_finding(whole: ReviewPack) -> None:
    quotes = [{"theme": "Housing", "text": "", "language": "en", "finding": 1}]
    (quote,) = part(whole, "review", 4, quotes=quotes)[1]["items"][0]["quotes"]
    assert (quote["gone"], quote["text"]) == (True, "These words are no longer here.")


def test_part_five_has_what_runs_across_and_what_each_finding_tells(whole: ReviewPack) -> None:
    across, each = part(whole, "review", 5)
    assert across["text"] == "One worker or several."
    assert each["rows"] == [
        ("Finding 1, between women", "Some like it."),
        ("Finding 1, between women and services", "The fund says no."),
    ]
    Finding.objects.update(between_women="", with_services="")
    (only,) = part(whole, "review", 5)
    assert only["text"] == "One worker or several."


def test_parts_six_and_seven_lead_to_each_other(whole: ReviewPack) -> None:
    (asked,) = part(whole, "review", 6)[0]["items"]
    assert asked["facts"] == [
        ("Rests on", "Finding 1"),
        ("Who decides", "The cabinet"),
        ("What can be changed here", "Flats."),
        ("Whom it helps or harms more", "Mothers."),
        ("Decided", "We did"),
    ]
    decided = part(whole, "review", 7)[0]["items"][1]["facts"]
    assert dict(decided) == {
        "Owner": "Southdown Council",
        "Overseen by": "The board",
        "Due": "1 February 2027",
        "Answers": "Recommendation 1",
        "Money": "Half a post",
        "Panel session": "First one",
    }
    assert not {"Money", "Panel session"} & set(
        dict(part(whole, "public", 7)[0]["items"][1]["facts"])
    )


def test_a_recommendation_may_stand_without_a_decision(whole: ReviewPack) -> None:
    whole.decisions.all().delete()
    (asked,) = part(whole, "review", 6)[0]["items"]
    assert ("Decided", "Not decided yet") in asked["facts"]


@pytest.mark.parametrize("name", ["review", "public"])
def test_the_file_has_them_and_is_pdf_ua(whole: ReviewPack, name: str) -> None:
    pdf = pack_pdf(shown_edition(whole, name, printed=True))
    assert b"pdfuaid:part>1<" in pdf


# -- the public page


def publish(pack: ReviewPack, by: User) -> Outcome:
    outcome = publish_pack(pack=sign_pack(pack=pack, by=by), by=by).outcome
    assert outcome is not None
    return outcome


def test_publishing_freezes_what_is_public(whole: ReviewPack, facilitator: User) -> None:
    outcome = publish(whole, facilitator)
    (row,) = outcome.findings
    assert set(row) == {
        *("sentence", "said", "strength", "reasons", "between_women", "with_services", "negative")
    }
    assert outcome.recommended == [
        {"text": "Pay for six flats.", "decides": "The cabinet", "equality": "Mothers."}
    ]
    keys = list(whole.decisions.values_list("key", flat=True))
    assert list(outcome.decisions.values_list("key", flat=True)) == keys
    assert [d.board for d in outcome.decisions.all()] == ["", "The board"]
    stored = json.dumps([outcome.findings, outcome.recommended])
    assert "Debt comes back." not in stored


def test_anyone_reads_findings_recommendations_and_who_oversees_what(
    crowd: Form, whole: ReviewPack, facilitator: User
) -> None:
    publish(whole, facilitator)
    page = Client().get(crowd.consultation.url).content.decode()
    for words in (
        *("What we found", "Women leave with nowhere to stay.", "Strong", "Some like it."),
        *("Women said so on paper and on the web.", "Some had a flat.", "The fund says no."),
        *("Pay for six flats.", "The cabinet decides on it", "Mothers."),
        *("The board oversees it", "by 1 February 2027"),
    ):
        assert words in page, words
    for words in ("Debt comes back.", "Half a post", "First one", "Short answers.", "Flats."):
        assert words not in page, words


def test_an_early_one_has_no_reasons_there(
    crowd: Form, whole: ReviewPack, facilitator: User
) -> None:
    whole.findings.filter(order=0).update(strength="emerging", reasons="Five women.")
    publish(whole, facilitator)
    page = Client().get(crowd.consultation.url).content.decode()
    assert '<p class="state">Early</p>' in page
    assert "Five women." not in page


def test_words_are_escaped_there(crowd: Form, whole: ReviewPack, facilitator: User) -> None:
    text = "<script>alert(1)</script> & more"
    words = ("sentence", "said", "reasons", "between_women", "with_services", "negative")
    whole.findings.update(**dict.fromkeys(words, text))
    whole.recommended.update(text=text, decides=text, equality=text)
    publish(whole, facilitator)
    page = Client().get(crowd.consultation.url).content.decode()
    assert text not in page
    assert page.count("&lt;script&gt;alert(1)") == 9


def test_the_page_stays_light(crowd: Form, draft: ReviewPack, facilitator: User) -> None:
    words = "Women told us how it was, and what they would have needed instead. "
    for number in range(6):
        make_finding(
            draft,
            facilitator,
            HOUSING,
            sentence=f"{number}. {words}",
            said=words * 8,
            reasons=words * 4,
            between_women=words * 2,
            negative=words * 3,
        )
    answer_findings(draft)
    publish(draft, facilitator)
    page = Client().get(crowd.consultation.url).content.decode()
    assert page.count("how it was") >= 6 * 17
    assert len(page.encode()) <= MOST_BYTES - 16 * 1024  # beside style, script and icon
