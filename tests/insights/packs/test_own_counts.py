"""What no text for everyone may say: counts of women that the public edition doesn't have."""

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.models import FollowUp, Telling
from insights.briefs.drafting import draft_parts
from insights.followups.services import follow_up
from insights.models import ReviewPack
from insights.packs.counts_in_words import numbers_in
from insights.packs.own_counts import OwnCounts, own_counts, own_counts_in_welsh
from tests.fixtures.story import log_in
from tests.insights.briefs.editions import FINDINGS, public
from tests.insights.notices.conftest import published, tell

__all__ = ["published"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("41 women were told late.", ["41 women"]),
        ("Only two women said so.", ["two women"]),
        ("One young mother was afraid.", ["One young mother"]),
        ("It was three of the women.", ["three of the women"]),
        ("Nine out of ten agreed, and 1 in 4 did not.", ["Nine out of ten", "1 in 4"]),
        ("A third of them left. 68% stayed; 7 per cent don't know.", ["A third of them", "68%"]),
        ("41 of 60 women", ["41 of 60"]),
        ("65 women, and 40% of them", ["65 women", "40%"]),  # a share is no number
        ("Twenty-two women", ["Twenty-two women"]),
    ],
)
def test_counts_that_the_edition_doesnt_have_are_named(text: str, counts: list[str]) -> None:
    assert set(counts) <= set(own_counts([text], public()))


@pytest.mark.parametrize(
    "text",
    [
        "About 40 women spoke of a home, of about 60 women.",
        "That is 65% of all.",
        "Some spoke of one kind woman at the gate.",  # as the summary says
        "Many women, some women and a few women.",
        "A worker comes 12 weeks before. There are six flats. It is 2 miles to the women's centre.",
        "One women's centre has 3 rooms.",
        "",
    ],
)
def test_public_numbers_and_other_numbers_are_let_through(text: str) -> None:
    assert own_counts([text], public()) == []


def test_a_draft_passes_as_it_was_worked_out() -> None:
    for edition in (public(), public(findings=FINDINGS, recommendations=[{"text": "Go on."}])):
        assert own_counts([part.text for part in draft_parts(edition)], edition) == []


# -- in Welsh


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dywedodd 41 o fenywod hynny.", "41 o fenywod"),
        ("Dim ond dwy fenyw a ddywedodd hynny.", "dwy fenyw"),
        ("Roedd tair o’r menywod yn ofnus.", "tair o’r menywod"),
        ("Pedair merch oedd yno.", "Pedair merch"),
        ("Cafodd pedair ar ddeg o ferched le.", "pedair ar ddeg o ferched"),
        ("Un o bob pedair, a 9 allan o 10.", "Un o bob pedair"),
        ("Traean o'r menywod.", "Traean o'r menywod"),
        ("Arhosodd 68% ohonyn nhw, a 7 y cant ddim.", "68%"),
        ("Pum mam oedd yno.", "Pum mam"),
    ],
)
def test_counts_in_welsh_that_the_edition_doesnt_have_are_named(text: str, count: str) -> None:
    assert count in own_counts_in_welsh([text], public())


@pytest.mark.parametrize(
    "text",
    [
        "Siaradodd tua 40 o fenywod am gartref, o tua 60 o fenywod.",
        "Siaradodd pedwar deg o fenywod am gartref.",
        "Mae hynny’n 65% o’r cyfan.",
        "Siaradodd un fenyw garedig wrth y giât.",  # "one kind woman", as the summary says
        "Llawer o fenywod, rhai menywod ac ychydig o fenywod.",
        "Daw gweithiwr 12 wythnos cyn hynny. Mae chwe fflat, a 3 ystafell.",
        "",
    ],
)
def test_what_stands_there_may_be_said_in_welsh(text: str) -> None:
    assert own_counts_in_welsh([text], public()) == []


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("41 o fenywod", {41}),
        ("1,040 women", {1040}),
        ("pedwar deg un", {41}),
        ("un ar ddeg", {11}),
        ("pump ar hugain", {25}),
        ("un o bob pedair", {1, 4}),
        ("Twenty-two women", {22}),
        ("nine out of ten", {9, 10}),
        ("one kind woman", {1}),
        ("traean o'r menywod", set()),
    ],
)
def test_numbers_of_a_count(words: str, numbers: set[int]) -> None:
    assert numbers_in(words) == numbers


# -- where it is asked


@pytest.mark.parametrize(
    ("told_form", "summary"),
    [
        (Telling.Form.EASY, "Three women had no home."),
        (Telling.Form.WELSH, "Doedd gan dair menyw ddim cartref."),
        (Telling.Form.EASY_WELSH, "Roedd 3 o fenywod heb gartref."),
    ],
)
def test_no_other_form_counts_women_by_itself(
    published: ReviewPack, facilitator: User, told_form: Telling.Form, summary: str
) -> None:
    with pytest.raises(OwnCounts, match="is a count that the public edition doesn't have"):
        tell(published, facilitator, told_form, summary=summary)
    assert not Telling.objects.exists()
    told = "40 women" if told_form == Telling.Form.EASY else "40 o fenywod"
    tell(published, facilitator, told_form, summary=told)
    assert Telling.objects.count() == 1


def test_her_screen_says_so_and_keeps_what_was_typed(
    published: ReviewPack, facilitator: User
) -> None:
    address = reverse("insights:telling", args=[published.pk, "easy-en"])
    typed = {"summary": "Three women had no home.", "checked_by": "Nia"}
    typed |= {f"{name}_{n}": "We wait." for n in range(3) for name in ("said", "what", "why")}
    typed["what_1"] = "Two women waited."
    for more in ({}, {"publish": "1"}):
        page = log_in(facilitator).post(address, typed | more).content.decode()
        for words in ("“Three women” is a count", "“Two women” is a count", "We wait."):
            assert words in page
    assert not Telling.objects.exists()


@pytest.mark.parametrize("what", ["Two women have moved in.", "Of these, one in five had a flat."])
def test_what_happened_counts_nobody_by_itself(
    published: ReviewPack, facilitator: User, what: str
) -> None:
    assert published.outcome
    decision = published.outcome.decisions.all()[0]
    state = FollowUp.State.UNDER_WAY
    with pytest.raises(OwnCounts):
        follow_up(decision=decision, by=facilitator, state=state, what=what)
    sent = {"state": "under_way", "what": what}
    address = reverse("insights:follow_up", args=[decision.pk])
    page = log_in(facilitator).post(address, sent).content.decode()
    assert "is a count that the public edition doesn" in page
    assert what in page
    assert not FollowUp.objects.exists()
    follow_up(
        decision=decision, by=facilitator, state=state, what="Two workers began, in six flats."
    )
    assert FollowUp.objects.count() == 1
