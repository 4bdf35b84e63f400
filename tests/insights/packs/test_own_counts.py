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


@pytest.mark.parametrize(
    "text",
    [
        *("Three of you said the cells are cold.", "One person said an officer hit her."),
        *("Seven respondents were pregnant.", "5 residents said so.", "Two prisoners said."),
        *("One mum said so.", "A couple of women were cold.", "Both women were cold."),
        *("Two others said so.", "12 of those who answered", "Six older Black women were cold."),
        # whether or not the words beside look like a time, a share, a thing or somebody at work
        *(
            "In May 12 women said so.",
            "The one woman who left",
            "Three homeless women",
            "2 people.",
        ),
        *(
            "Two people were hit.",
            "Two people can't sleep.",
            "One of them was hit.",
            "8% were ill.",
        ),
        *("It is so for 8% of women.", "8% of those who answered", "For both of us.", "Nine came."),
        *("Women (8%) left.", "8% of young women", "Half the women left.", "One hundred women"),
        *("Two trans women", "Five Black and Asian women", "4 Gypsy, Roma and Traveller women"),
        *("Two of the prisoners said so.", "Seven per cent of us", "So it was for 8% (of women)."),
        *("One person who was pregnant", "The first one said so.", "Twenty-one young women"),
    ],
)
def test_however_women_are_counted_it_is_refused(text: str) -> None:
    assert own_counts([text], public())


@pytest.mark.parametrize(
    "text",
    [
        *("No one told women why.", "No one said sorry.", "No one came.", "No-one asked us."),
        *("No one answered.", "It is the one women asked for most.", "The first one came in May."),
        *("In 2025 women said so.", "From 1 April women can choose.", "In spring 2027 women can."),
        *("Within 24 hours women are seen.", "In three months women will have a room."),
        *(
            "After 6 weeks women can go.",
            "Since March 2026 mothers can stay.",
            "In week 2 women go.",
        ),
        *("Waiting fell by 30%.", "100% of rooms have locks.", "Rent is capped at 25% of income."),
        *("One of them was opened in May.", "Every one of them has a lock."),
        *("We hired two people to answer the phone.", "Four people can live in each house."),
        *(
            "Both women and officers can ask.",
            "Two flats women can rent.",
            "One person checked it.",
        ),
        *("Two workers help young women.", "One worker told women why.", "8% compared with May."),
        *("Finding 1, between women", "Of the 3 flats, women like 1, and women share it."),
        *("Two women-only flats", "Two of those flats are let.", "Two residents can share a room."),
    ],
)
def test_words_that_count_no_women_are_let_through(text: str) -> None:
    assert own_counts([text], public()) == []


@pytest.mark.parametrize(
    ("summary", "text", "refused"),
    [
        ("About 15 women have children.", "5 women were hit.", ["5 women"]),
        ("So said forty-two women.", "Two women were hit.", ["Two women"]),
        ("So said 12 women in all.", "12 young women", ["12 young women"]),
        ("68% of rooms have a lock.", "68% of women have a lock.", ["68%"]),
        ("Two people can live there.", "Two people said so.", ["Two people"]),
        ("About 15 women have children.", "15  Women do.", []),
        ("So said forty-two women.", "Forty two women said so.", []),
    ],
)
def test_only_a_whole_count_of_the_edition_is_told(
    summary: str, text: str, refused: list[str]
) -> None:
    assert own_counts([text], public(summary=summary)) == refused


def test_that_few_answered_may_be_said_as_the_edition_says_it() -> None:
    few = public(total=None, axes=[])
    assert own_counts(["Fewer than 10 women answered."], few) == []
    assert own_counts_in_welsh(["Atebodd llai na 10 o fenywod."], few) == []
    assert own_counts(["10 women answered. Fewer than 5 women left."], few) == [
        *("10 women", "Fewer than 5 women"),
    ]
    assert own_counts_in_welsh(["Atebodd 10 o fenywod."], few) == ["10 o fenywod"]
    assert own_counts(["Fewer than 10 women answered."], public(axes=[]))
    assert own_counts(["Fewer than 10 women answered."], {})  # no edition, so nothing is told


def test_a_draft_passes_as_it_was_worked_out() -> None:
    for edition in (
        public(),
        public(findings=FINDINGS, recommendations=[{"text": "Go on."}]),
        public(total=None, axes=[], channels=[]),
    ):
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
        ("Roedd tri pherson yn oer.", "tri pherson"),
        ("Mae tair ohonoch yn oer.", "tair ohonoch"),
        ("Mae saith wedi dweud hynny.", "saith wedi dweud"),
        ("Dywedodd dau berson hynny.", "dau berson"),
        ("Bydd dwy fenyw yn symud.", "dwy fenyw"),
        ("Mae 8 y cant o fenywod yn oer.", "8 y cant"),
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
        "Dim un fenyw.",
        "Bydd un person yn gyfrifol.",
        "Gall pedwar person fyw ym mhob tŷ.",
        "Mae dau wedi agor ers mis Mai. Mae clo ar 100% o'r ystafelloedd.",
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
        ("both women", {2}),
        ("65 y cant o fenywod", {65}),
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
