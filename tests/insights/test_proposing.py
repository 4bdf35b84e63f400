"""Proposals of themes as a plain function: what comes out, and what must not. Invented words."""

import random
import subprocess
import sys

import pytest

from insights.analysis.enough import FEWEST, FEWEST_TEXTS
from insights.analysis.phrases import read, whole_form
from insights.analysis.proposals import Proposal, nearly_the_same, propose
from insights.analysis.sentences import sentences
from insights.analysis.stopwords import STOPWORDS, VAGUE
from insights.analysis.tokens import tokenise
from tests.factories.proposals import BUSES, LAUNDRY, MIXED, ODD


def run(*texts: str, most: int = 12) -> list[Proposal]:
    return propose(texts, stopwords=STOPWORDS, most=most)


def about(proposal: Proposal, texts: tuple[str, ...] = MIXED) -> set[str]:
    """Which of the invented lists its members are from."""
    lists = {"laundry": LAUNDRY, "buses": BUSES, "odd": ODD}
    said = {texts[member.text] for member in proposal.members}
    return {name for name, those in lists.items() if said & set(those)}


@pytest.fixture(scope="module")
def found() -> list[Proposal]:
    return run(*MIXED)


def test_each_thing_that_many_say_is_one_proposal(found: list[Proposal]) -> None:
    assert sorted(map(sorted, map(about, found))) == [["buses"], ["laundry"]]
    assert all(len(proposal.members) >= FEWEST for proposal in found)


def test_what_stands_alone_is_in_no_proposal(found: list[Proposal]) -> None:
    placed = [member.text for proposal in found for member in proposal.members]
    assert len(placed) == len(set(placed))
    assert not {MIXED[place] for place in placed} & set(ODD)


def test_words_and_names_are_whole_words_that_five_members_said(found: list[Proposal]) -> None:
    for proposal in found:
        members = [read(MIXED[m.text], STOPWORDS) for m in proposal.members]
        for word in (*proposal.words, *proposal.name.lower().split(", ")):
            saying = [said for said in members if any(word in w for w in said.wholes.values())]
            assert saying, word  # as somebody wrote it, never a bare stem
            stems = " ".join(token.stem for token in tokenise(word))
            assert sum(stems in said.features for said in members) >= FEWEST, word


def test_a_collocation_names_it(found: list[Proposal]) -> None:
    assert {p.name.split(", ")[0] for p in found} == {"Evening group", "Washing machine"}


def test_members_come_from_the_nearest_and_weights_are_cosines(found: list[Proposal]) -> None:
    for proposal in found:
        weights = [member.weight for member in proposal.members]
        assert weights == sorted(weights, reverse=True)
        assert 0.25 <= weights[-1] <= weights[0] <= 1


def test_quotes_are_sentences_of_three_different_members(found: list[Proposal]) -> None:
    for proposal in found:
        assert len(proposal.quotes) == 3
        assert len({quote.text for quote in proposal.quotes}) == 3
        for quote in proposal.quotes:
            assert quote.text in {member.text for member in proposal.members}
            assert (quote.start, quote.end) in sentences(MIXED[quote.text])


def test_the_same_sentence_is_quoted_once() -> None:
    copied = "The washing machine in the laundry ate my clothes."
    found = run(*[copied] * 6, *LAUNDRY, *BUSES, *ODD)
    texts = (*[copied] * 6, *LAUNDRY, *BUSES, *ODD)
    for proposal in found:
        quoted = [texts[quote.text] for quote in proposal.quotes]
        assert quoted.count(copied) <= 1


def test_the_same_texts_give_the_same_proposals(found: list[Proposal]) -> None:
    assert run(*MIXED) == found


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_come_than_were_asked_for(most: int) -> None:
    assert 1 <= len(run(*MIXED, most=most)) <= most


def test_none_may_not_be_asked_for() -> None:
    with pytest.raises(ValueError, match="one proposal"):
        run(*MIXED, most=0)


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("",) * 40,
        ("the and of it",) * 40,  # stop words alone
        ("[name] [place] [date]",) * 40,  # what a reader put there is nobody's word
        LAUNDRY,  # fewer than ten texts, though all of them about one thing
        (*LAUNDRY[:4], *ODD, "Rain.", "Snow."),  # four say it: no five
        tuple(f"word{n} other{n} third{n}" for n in range(40)),  # nothing is shared
    ],
    ids=["none", "empty", "grammar", "redacted", "too few", "four", "nothing shared"],
)
def test_nothing_is_proposed_of(texts: tuple[str, ...]) -> None:
    assert run(*texts) == []


def test_one_womans_own_word_names_nothing() -> None:
    hers = "Zanzibar " * 9 + "clothes washing machine"
    for proposal in run(hers, *MIXED):
        assert "zanzibar" not in " ".join((proposal.name, *proposal.words)).lower()


def test_chance_words_are_no_groups() -> None:
    draw = random.Random(4)
    vocabulary = [f"wo{chr(97 + a)}{chr(97 + b)}" for a in range(20) for b in range(20)]
    texts = [" ".join(draw.sample(vocabulary, 6)) for _ in range(60)]
    assert run(*texts) == []


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("No room, never asked", {"room", "no room", "room never"}),
        ("I was alone with nothing", {"alon", "noth"}),
        ("The women's centre", {"centr", "woman centr"}),
        ("Call back. Later", {"call", "back", "call back", "later"}),
        ("[name] rang 24 x", {"rang"}),
        ("my my MY", set()),
        ("", set()),
    ],
)
def test_what_a_text_is_compared_by(text: str, features: set[str]) -> None:
    assert set(read(text, STOPWORDS).features) == features


def test_a_stem_is_shown_as_most_wrote_it() -> None:
    said = [read(text, STOPWORDS) for text in ("Bells!", "bells", "a bell", "bell bell")]
    assert whole_form("bell", said) == "bell"  # of two and two the first in the alphabet
    assert whole_form("bell", said[:3]) == "bells"
    with pytest.raises(ValueError, match=r"empty"):
        whole_form("tram", said)


@pytest.mark.parametrize(
    ("some", "others", "same"),
    [
        (["bell", "evening"], ["bells", "evenings"], True),
        (["bus", "evening", "group"], ["bus", "evening"], True),
        (["bus", "evening"], ["bus", "laundry"], False),
        (["bus"], ["laundry"], False),
        ([], [], False),
        (["bus"], ["!"], False),
    ],
)
def test_nearly_the_same_words(some: list[str], others: list[str], same: bool) -> None:
    assert nearly_the_same(some, others) is same


@pytest.mark.parametrize("word", ["no", "not", "never", "nothing", "alone", "without", "can't"])
def test_what_must_not_be_lost_is_no_stop_word(word: str) -> None:
    assert word not in STOPWORDS


@pytest.mark.parametrize("word", ["the", "i've", "doing", "mae", "oedd", "and"])
def test_grammar_is_a_stop_word(word: str) -> None:
    assert word in STOPWORDS


def test_word_lists_are_in_lower_case_with_straight_apostrophes() -> None:
    words = STOPWORDS | VAGUE
    assert all(word == word.lower() and "’" not in word for word in words)
    assert FEWEST_TEXTS >= FEWEST


def test_numbers_that_screens_say_load_no_analysis_library() -> None:
    code = (
        "import sys, insights.analysis.enough;"
        "assert not {'nltk', 'sklearn', 'numpy', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.long
def test_ten_thousand_texts_take_some_seconds() -> None:
    from time import process_time

    draw = random.Random(2)
    words = [word for text in MIXED for word in text.split()]
    texts = [" ".join(draw.sample(words, 12)) for _ in range(9_000)] + list(MIXED) * 50
    began = process_time()
    propose(texts, stopwords=STOPWORDS)
    assert process_time() - began < 20  # about 6 on an idle core
