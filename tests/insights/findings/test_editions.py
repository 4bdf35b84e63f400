"""What each edition has of the findings: all with exact women, or what anyone may read."""

import json
from typing import Any

import pytest

from accounts.models import User
from feedback.models import Form
from insights.findings.services import save_decision
from insights.models import Coding, ReviewPack, Theme
from insights.packs.selectors import build_editions
from insights.packs.services import publish_pack, sign_pack, start_pack
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    draft_of,
    make_coded,
    make_decision,
    make_finding,
    make_recommendation,
)
from tests.factories.themes import theme_of


def findings(pack: ReviewPack, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = build_editions(pack)[name]["findings"]
    return rows


def sentences(pack: ReviewPack, name: str = "public") -> list[str]:
    return [row["sentence"] for row in findings(pack, name)]


def turn_down(form: Form, reader: User, code: str, **fields: Any) -> None:
    response = make_coded(form, reader, **fields)
    Coding.objects.create(
        response=response,
        theme=theme_of(code),
        coder=reader,
        decision=Coding.Decision.REJECTED,
        codebook_version="1.0",
        coded_on=response.week,
    )


# -- review


def test_the_review_edition_counts_the_women_behind_it(
    crowd: Form, draft: ReviewPack, facilitator: User
) -> None:
    made = make_finding(draft, facilitator, HOUSING, MONEY, strength="single")
    row = findings(draft, "review")[1]
    assert (row["key"], row["number"], row["strength"]) == (str(made.key), 2, "single")
    assert (row["themes"], row["women"]) == ([HOUSING, MONEY], 44)
    assert row["channels"] == [{"key": "web", "number": 40}, {"key": "paper", "number": 4}]
    assert row["fits_not"] == 0


def test_it_counts_women_and_not_what_they_sent(
    crowd: Form, draft: ReviewPack, facilitator: User
) -> None:
    for code in (HOUSING, MONEY, HOUSING):
        make_coded(crowd, facilitator, code, visit_hash="ab" * 32)
    (row,) = findings(draft, "review")
    assert row["women"] == 41


def test_it_counts_for_whom_a_theme_was_turned_down(
    crowd: Form, draft: ReviewPack, facilitator: User
) -> None:
    turn_down(crowd, facilitator, HOUSING)
    turn_down(crowd, facilitator, "need.housing.unsafe")
    turn_down(crowd, facilitator, MONEY)  # of no theme of its
    make_coded(crowd, facilitator, HOUSING, visit_hash="cd" * 32)
    turn_down(crowd, facilitator, HOUSING, visit_hash="cd" * 32)  # her other words have it
    (row,) = findings(draft, "review")
    assert row["fits_not"] == 2


def test_sub_themes_count_as_the_theme_above_once(draft: ReviewPack, facilitator: User) -> None:
    unsafe = theme_of("need.housing.unsafe")
    draft.findings.get().themes.add(unsafe)
    (row,) = findings(draft, "review")
    assert row["themes"] == [HOUSING]


def test_money_and_session_are_for_the_review_alone(draft: ReviewPack, facilitator: User) -> None:
    decision = make_decision(
        pack=draft, board="The board", money="Half a post", session="First session"
    )
    save_decision(decision=decision, by=facilitator)
    editions = build_editions(draft)
    told = editions["review"]["decisions"][1]
    assert (told["money"], told["session"]) == ("Half a post", "First session")
    assert editions["public"]["decisions"][1]["board"] == "The board"
    assert "Half a post" not in json.dumps(editions["public"])
    assert "First session" not in json.dumps(editions["public"])
    assert "money" not in editions["public"]["decisions"][1]


# -- public


@pytest.mark.parametrize(
    ("strength", "told"),
    [("strong", "strong"), ("moderate", "moderate"), ("emerging", "early")],
)
def test_a_finding_that_enough_women_raised_is_public(
    draft: ReviewPack, strength: str, told: str
) -> None:
    draft.findings.update(strength=strength)
    (row,) = findings(draft, "public")
    assert (row["strength"], row["themes"]) == (told, [HOUSING])
    assert not {"women", "channels", "fits_not"} & set(row)


@pytest.mark.parametrize("strength", ["single", ""])
def test_a_single_account_or_one_that_nobody_weighed_is_not(
    draft: ReviewPack, strength: str
) -> None:
    draft.findings.update(strength=strength, sentence="She was alone.")
    assert sentences(draft) == []
    assert "She was alone." not in json.dumps(build_editions(draft)["public"])
    assert sentences(draft, "review") == ["She was alone."]


@pytest.mark.parametrize("codes", [(MONEY,), (COURT, MONEY)])
def test_what_few_raised_is_not_public_whatever_its_strength(
    draft: ReviewPack, facilitator: User, codes: tuple[str, ...]
) -> None:
    """Not by a stage that many spoke of, either."""
    make_finding(draft, facilitator, *codes, sentence="Debt comes back.")
    assert "Debt comes back." not in json.dumps(build_editions(draft)["public"])
    assert "Debt comes back." in sentences(draft, "review")


def test_a_finding_on_a_theme_of_a_few_stays_inside_beside_one_of_many(
    draft: ReviewPack, facilitator: User
) -> None:
    assert findings(draft, "public")[0]["themes"] == [HOUSING]
    draft.findings.get().themes.add(theme_of(MONEY))
    assert findings(draft, "public") == []
    assert findings(draft, "review")[0]["themes"] == [HOUSING, MONEY]


def test_a_finding_on_a_stage_alone_is_public_if_many_spoke_of_it(
    draft: ReviewPack, facilitator: User
) -> None:
    make_finding(draft, facilitator, COURT, sentence="Court is a rush.")
    assert "Court is a rush." in sentences(draft)
    Coding.objects.filter(theme__code=COURT).delete()
    assert "Court is a rush." not in sentences(draft)


def test_an_early_finding_goes_without_counts_and_places(draft: ReviewPack) -> None:
    weighed = {"reasons": "Five women.", "adequacy": "Few.", "relevance": "One hostel."}
    more = {"methods": "A visit.", "coherence": "It fits.", "between_women": "Some like it."}
    draft.findings.update(strength="emerging", **weighed, **more)
    (row,) = findings(draft, "public")
    for words in (*weighed.values(), "A visit.", "It fits."):
        assert words not in json.dumps(row)
    assert row["between_women"] == "Some like it."
    draft.findings.update(strength="moderate")
    assert findings(draft, "public")[0]["reasons"] == "Five women."


@pytest.mark.parametrize(("more", "is_new_shown"), [(9, False), (10, True)])
def test_a_new_finding_and_new_words_of_one_wait_for_ten_new_women(
    crowd: Form, draft: ReviewPack, facilitator: User, more: int, is_new_shown: bool
) -> None:
    publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    later.findings.update(sentence="The same in other words.")
    make_finding(later, facilitator, HOUSING, sentence="New.")
    for _ in range(more):
        make_coded(crowd, facilitator, HOUSING)
    assert sentences(later, "review") == ["The same in other words.", "New."]
    before = sentences(draft)
    assert sentences(later) == (["The same in other words.", "New."] if is_new_shown else before)


def test_one_that_was_not_public_before_waits_too(
    crowd: Form, draft: ReviewPack, facilitator: User
) -> None:
    """It was a single account; with a few more women it would show that they came."""
    single = make_finding(draft, facilitator, HOUSING, sentence="Single.", strength="single")
    publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    later.findings.filter(key=single.key).update(strength="moderate")
    assert "Single." not in sentences(later)
    assert len(sentences(later)) == 1


def test_one_that_was_public_goes_when_it_is_single_by_now(
    draft: ReviewPack, facilitator: User
) -> None:
    publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    later.findings.update(strength="single")
    assert sentences(later) == []


# -- what leads from one to another


def test_recommendations_name_the_numbers_of_the_edition(
    draft: ReviewPack, facilitator: User
) -> None:
    hidden = make_finding(draft, facilitator, MONEY, sentence="Hidden.")
    shown = make_finding(draft, facilitator, HOUSING, sentence="Shown.")
    of_hidden = make_recommendation(draft, facilitator, hidden, text="Of the hidden.")
    of_both = make_recommendation(draft, facilitator, hidden, shown, text="Of both.")
    for asked in (of_hidden, of_both):
        save_decision(decision=make_decision(pack=draft, recommendation=asked), by=facilitator)
    editions = build_editions(draft)
    rows = {
        name: [(r["number"], r["text"], r["findings"]) for r in edition["recommendations"]]
        for name, edition in editions.items()
        if name != "release"
    }
    assert rows["review"] == [(1, "Of the hidden.", [2]), (2, "Of both.", [2, 3])]
    assert rows["public"] == [(1, "Of both.", [2])]
    answered = {name: [d["recommendation"] for d in editions[name]["decisions"]] for name in rows}
    assert answered == {"review": [None, 1, 2], "public": [None, 1]}  # one rests on nothing public


def test_a_recommendation_that_rests_on_nothing_is_not_public(
    draft: ReviewPack, facilitator: User
) -> None:
    make_recommendation(draft, facilitator, text="Out of thin air.")
    editions = build_editions(draft)
    assert editions["public"]["recommendations"] == []
    assert [r["findings"] for r in editions["review"]["recommendations"]] == [[]]


def test_a_retired_theme_keeps_its_women(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator)
    Theme.objects.filter(code=HOUSING).update(status="retired")
    assert findings(pack, "review")[0]["women"] == 40
