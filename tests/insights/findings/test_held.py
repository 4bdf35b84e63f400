"""Decisions that the public edition holds back: by the theme, by what they rest on, by who came."""

import json
from typing import Any

import pytest

from accounts.models import User
from consultations.models import Decision
from feedback.models import Form
from insights.findings.services import save_decision
from insights.models import PackDecision, ReviewPack
from insights.packs.document import lay_out
from insights.packs.selectors import build_editions, held_decisions
from insights.packs.services import NotReady, publish_pack, sign_pack, start_pack
from tests.factories.packs import (
    HOUSING,
    MONEY,
    draft_of,
    make_crowd,
    make_decision,
    make_finding,
    make_recommendation,
)
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient
from tests.insights.findings.screens import url

FINDING = "Women leave with nowhere to stay."  # of the draft, on housing
FEW, UNTOLD, LATE = (
    "fewer than ten women spoke of its theme",
    "rests on no finding that anyone may read",
    "fewer than ten women came since the last version",
)


def publish(pack: ReviewPack, by: User) -> ReviewPack:
    return publish_pack(pack=sign_pack(pack=pack, by=by), by=by)


def add(pack: ReviewPack, by: User, **fields: Any) -> PackDecision:
    return save_decision(decision=make_decision(pack=pack, **fields), by=by)


def said_in_public(pack: ReviewPack) -> list[str]:
    return [row["you_said"] for row in build_editions(pack)["public"]["decisions"]]


def held(pack: ReviewPack) -> list[str]:
    return [one.why for one in held_decisions(pack)]


@pytest.fixture
def later(draft: ReviewPack, facilitator: User) -> ReviewPack:
    """The draft of a second version."""
    publish(draft, facilitator)
    return start_pack(consultation=draft.consultation, by=facilitator)


# -- by its theme, and by what it rests on


def test_one_on_a_theme_of_a_few_is_for_reviewers_alone(
    draft: ReviewPack, facilitator: User
) -> None:
    """4 of 60 women spoke of money, 40 of housing."""
    add(draft, facilitator, you_said="Debts wait at the gate.", theme=theme_of(MONEY))
    add(draft, facilitator, you_said="There is no home.", theme=theme_of(HOUSING))
    editions = build_editions(draft)
    assert "Debts" not in json.dumps(editions["public"])
    assert said_in_public(draft) == ["There was nowhere to go.", "There is no home."]
    assert [row["held"] for row in editions["review"]["decisions"]] == ["", "few", ""]
    facts = lay_out(editions["review"] | {"version": "1", "status": "draft", "changes": []})
    items = facts["parts"][6]["blocks"][0]["items"]
    assert FEW in dict(items[1]["facts"])["Public edition"]
    assert "Public edition" not in dict(items[2]["facts"])
    published = publish(draft, facilitator)
    assert not Decision.objects.filter(you_said__contains="Debts").exists()
    assert published.outcome is not None
    assert published.outcome.decisions.count() == 2


@pytest.mark.parametrize(("code", "why"), [(MONEY, UNTOLD), (HOUSING, "")])
def test_one_on_a_recommendation_is_public_with_it(
    draft: ReviewPack, facilitator: User, code: str, why: str
) -> None:
    finding = make_finding(draft, facilitator, code, sentence="As found.")
    asked = make_recommendation(draft, facilitator, finding)
    add(draft, facilitator, recommendation=asked)
    assert [why] * bool(why) == [why for text in held(draft) if why in text]
    assert len(held(draft)) == bool(why)


@pytest.mark.parametrize("more", [5, 10])
def test_a_theme_of_ten_frees_it_in_the_first_version_after(
    later: ReviewPack, asked: Form, facilitator: User, more: int
) -> None:
    add(later, facilitator, you_said="Debts wait at the gate.", theme=theme_of(MONEY))
    assert "Debts wait at the gate." not in said_in_public(later)
    make_crowd(asked, facilitator, [([MONEY], "web")] * more + [([], "web")] * 5)
    assert ("Debts wait at the gate." in said_in_public(later)) == (more == 10)


# -- by who came since


@pytest.mark.parametrize("names", ["theme", "recommendation", "nothing"])
def test_a_new_one_waits_for_ten_more_women(
    draft: ReviewPack, asked: Form, facilitator: User, names: str
) -> None:
    asked_for = make_recommendation(draft, facilitator, draft.findings.get())
    publish(draft, facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    of_each: dict[str, dict[str, Any]] = {
        "theme": {"theme": theme_of(HOUSING)},
        "recommendation": {"recommendation": later.recommended.get(key=asked_for.key)},
        "nothing": {},
    }
    make_crowd(asked, facilitator, [([HOUSING], "web")] * 9)
    new = add(later, facilitator, you_said="There is no cot.", **of_each[names])
    assert "There is no cot." not in said_in_public(later)
    assert LATE in held(later)[0]
    new.you_said = f" {FINDING}"  # women read this before any of the nine came
    new.save()
    assert held(later) == []
    assert f" {FINDING}" in said_in_public(later)
    new.you_said = "There is no cot."
    new.save()
    make_crowd(asked, facilitator, [([], "web")])
    assert "There is no cot." in said_in_public(later)


def test_a_recommendation_waits_too_and_keeps_its_published_words(
    draft: ReviewPack, asked: Form, facilitator: User
) -> None:
    old = make_recommendation(draft, facilitator, draft.findings.get(), text="Pay for flats.")
    publish(draft, facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    later.recommended.filter(key=old.key).update(text="Pay for cots.")
    make_recommendation(later, facilitator, later.findings.get(), text="Buy a cot.")
    texts = [row["text"] for row in build_editions(later)["public"]["recommendations"]]
    assert texts == ["Pay for flats."]
    make_crowd(asked, facilitator, [([], "web")] * 10)
    texts = [row["text"] for row in build_editions(later)["public"]["recommendations"]]
    assert texts == ["Pay for cots.", "Buy a cot."]


def test_what_was_published_stays_whatever_its_theme_is_now(
    draft: ReviewPack, facilitator: User
) -> None:
    add(draft, facilitator, you_said="There is no home.", theme=theme_of(HOUSING))
    publish(draft, facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    later.decisions.filter(you_said="There is no home.").update(theme=theme_of(MONEY))
    rows = {row["you_said"]: row for row in build_editions(later)["public"]["decisions"]}
    assert rows["There is no home."]["theme"] == HOUSING  # not that of a few
    assert held(later) == []


# -- what staff see


@pytest.mark.pages
def test_staff_read_which_are_held_back_why_and_what_frees_them(
    client: StaffClient, draft: ReviewPack, facilitator: User
) -> None:
    add(draft, facilitator, you_said="Debts wait at the gate.", theme=theme_of(MONEY))
    page = client.get(url("decisions", draft)).content.decode()
    assert page.count("Not in the public edition.") == 1
    assert page.index("Debts wait") < page.index(FEW)
    assert "anyone reads it as an answer to all women" in " ".join(page.split())
    page = client.get(url("sign", draft)).content.decode()
    link = f'<a href="{url("decisions", draft)}">See which are, why, and what frees them'
    assert page.index(link) < page.index("By signing you say")
    sign_pack(pack=draft, by=facilitator)
    page = client.get(url("publish", draft)).content.decode()
    assert "Held back from the public edition" in page
    first = page.index("2. Debts wait at the gate.")  # before all that it publishes
    assert first < page.index(FEW) < page.index("There was nowhere to go.")


@pytest.mark.pages
def test_of_none_nothing_is_said(client: StaffClient, draft: ReviewPack) -> None:
    page = client.get(url("decisions", draft)).content.decode()
    assert "Not in the public edition" not in page
    assert "Held back" not in page


def test_a_pack_that_answers_nobody_is_not_published(
    crowd: Form, facilitator: User, client: StaffClient
) -> None:
    pack = draft_of(crowd, facilitator, decisions=[make_decision(theme=theme_of(MONEY))])
    sign_pack(pack=pack, by=facilitator)
    page = client.get(url("publish", pack)).content.decode()
    assert page.index("women would get no answer") < page.index('<div class="shown">')
    assert "Publish for women and everyone" not in page
    with pytest.raises(NotReady, match="Start the next version"):
        publish_pack(pack=pack, by=facilitator)
