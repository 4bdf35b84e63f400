"""What stops signing, and what is only worth a second look."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from config.demo import concluded, story
from feedback.models import Form
from insights.findings.gaps import (
    hints_of_finding,
    missing_conclusions,
    numbers_in_words,
    quiet_and_untold,
)
from insights.models import Finding, ReviewPack
from insights.packs.counts_in_words import COUNT
from insights.packs.selectors import missing_for_signing
from insights.rigour.voices import decide_voice
from tests.factories.packs import HOUSING, MONEY, make_finding, make_recommendation
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient


def test_a_draft_that_lacks_nothing_may_be_signed(draft: ReviewPack, facilitator: User) -> None:
    make_recommendation(draft, facilitator, draft.findings.get())  # not decided yet
    assert missing_for_signing(draft) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"said": " "}, "Finding 1: Write what women said."),
        ({"strength": ""}, "Finding 1: Choose a strength."),
        ({"reasons": ""}, "Finding 1: Write why this strength."),
        ({"negative": "\n"}, "Finding 1: Write what does not fit, or that nothing was found."),
    ],
)
def test_a_finding_has_to_be_weighed(
    draft: ReviewPack, fields: dict[str, Any], sentence: str
) -> None:
    draft.findings.update(**fields)
    assert missing_for_signing(draft) == [sentence]


def test_it_needs_a_theme_and_one_at_least_is_needed(draft: ReviewPack, finding: Finding) -> None:
    finding.themes.clear()
    assert missing_conclusions(draft) == ["Finding 1: Tick at least one theme."]
    finding.delete()
    assert missing_conclusions(draft) == ["Write down at least one finding."]


def test_words_that_nothing_was_found_are_enough(draft: ReviewPack) -> None:
    draft.findings.update(negative="We looked, and found nothing that does not fit.")
    assert missing_conclusions(draft) == []


def test_a_recommendation_says_who_decides_and_rests_on_a_finding(
    draft: ReviewPack, facilitator: User
) -> None:
    asked = make_recommendation(draft, facilitator, decides=" ")
    assert missing_conclusions(draft) == [
        "Recommendation 1: Tick at least one finding that it rests on.",
        "Recommendation 1: Write who decides.",
    ]
    asked.findings.set(draft.findings.all())
    assert missing_conclusions(draft) == ["Recommendation 1: Write who decides."]


def test_a_quiet_voice_that_is_kept_is_hinted_at_and_stops_nothing(
    crowd: Form, draft: ReviewPack, facilitator: User
) -> None:
    page, money = crowd.consultation, theme_of(MONEY)
    assert quiet_and_untold(draft) == []
    decide_voice(consultation=page, theme=money, is_kept=True, why="", by=facilitator)
    assert quiet_and_untold(draft) == ["Money"]
    assert missing_for_signing(draft) == []
    make_finding(draft, facilitator, MONEY)
    assert quiet_and_untold(draft) == []


def test_a_quiet_voice_that_is_left_out_is_not_hinted_at(
    crowd: Form, draft: ReviewPack, facilitator: User
) -> None:
    page, money = crowd.consultation, theme_of(MONEY)
    decide_voice(consultation=page, theme=money, is_kept=False, why="Not asked.", by=facilitator)
    assert quiet_and_untold(draft) == []


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({}, ""),
        ({"reasons": "12 women."}, ""),  # an early one goes without its reasons
        ({"said": "4 women told us."}, "hold a number"),
        ({"negative": "2 had a flat."}, "hold a number"),
        ({"said": "Three women told of a nurse."}, "hold a number"),
        ({"between_women": "Some said one thing, some another."}, ""),
        ({"strength": "single"}, "never in public"),
    ],
)
def test_what_is_worth_a_second_look(
    draft: ReviewPack, facilitator: User, fields: dict[str, str], hint: str
) -> None:
    made = make_finding(draft, facilitator, HOUSING, **fields)
    hints = hints_of_finding(made)
    assert bool(hints) == bool(hint)
    assert hint in " ".join(hints)


@pytest.mark.parametrize(
    ("of_pack", "of_decision", "hinted"),
    [
        ({"summary": "Three women told us of a nurse."}, {}, "what women said, in short"),
        ({"missing_voices": "Only one woman was on remand."}, {}, "Who is missing"),
        ({"limits": "2 of the women wrote in Welsh."}, {}, "Limits"),
        ({}, {"because": "Four women asked for it."}, "Decision 1"),
        ({"summary": "Some women told us of a nurse."}, {"what": "In 2 weeks, at 3 sites."}, ""),
        ({"limits": "It closed on 3 May. One person coded."}, {}, ""),
    ],
)
def test_counts_of_women_are_hinted_at_wherever_anyone_may_read_them(
    draft: ReviewPack, of_pack: dict[str, str], of_decision: dict[str, str], hinted: str
) -> None:
    for name, text in of_pack.items():
        setattr(draft, name, text)
    draft.decisions.update(**of_decision) if of_decision else None
    hints = " ".join(numbers_in_words(draft))
    assert bool(hints) == bool(hinted)
    assert hinted.casefold() in hints.casefold()


@pytest.mark.parametrize(
    "text",
    ["Nine said so.", "7 wrote on paper.", "Three women told of a nurse.", "Two of them left."],
)
def test_counts_in_words_are_hinted_at_before_signing(
    client: StaffClient, draft: ReviewPack, text: str
) -> None:
    address = reverse("insights:packs:sign", args=[draft.pk])
    assert "Worth a second look" not in client.get(address).content.decode()
    draft.findings.update(said=text)
    page = client.get(address).content.decode()
    assert "Finding 1: Its words hold a number." in page
    assert "Sign this pack" in page  # it stops nothing
    draft.findings.update(strength="single")  # never in public
    assert "hold a number" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "text",
    [
        *("Some said so.", "One worker for everything.", "Everyone told us."),
        *("It began: many came.", "A third of the flats are let.", "One in five flats is damp."),
        # of the demo's own pack
        "Two of five services have moved in. The leases of the others run on.",
        "Two of them for a woman with a child, and one that a wheelchair gets into.",
    ],
)
def test_words_that_count_nobody_are_let_through(text: str) -> None:
    assert not COUNT.search(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2 of 9.", "Two of five said so.", "Two of the five women", "two of nine young women"),
        *("Women came. Two of them, from Wales, left.", "Three of us went hungry.", "Two of them."),
        *("one in five had no bed", "Two in ten of the women", "three in ten women"),
        *("a third of women", "two thirds of the women", "a quarter of them", "68% of all"),
        *("Nine also said so.", "four young women", "3 of the women", "Twenty-two mothers"),
    ],
)
def test_words_that_count_women_are_found(text: str) -> None:
    assert COUNT.search(text)


def test_the_demo_s_own_pack_counts_no_women() -> None:
    """What staff wrote in it for anyone to read."""
    wholes = (concluded.FINDINGS, concluded.RECOMMENDATIONS, story.DECISIONS, story.PACK)
    texts = [text for whole in wholes for text in _texts(whole)]
    assert len(texts) > 50
    assert [text for text in texts if COUNT.search(text)] == []


def _texts(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    inside = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return [text for one in inside for text in _texts(one)]
