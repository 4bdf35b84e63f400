"""Our stemmer gives NLTK's stems: of words, of whatever ends like one, and of anything else."""

import random
import re
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.stem.snowball import EnglishStemmer

from insights.analysis.stemmer import SPECIAL, STEP_2, STEP_3, STEP_4, snowball
from insights.analysis.synonyms import RINGS
from tests.house.paths import ROOT

nltks = EnglishStemmer().stem
ENDS = (
    *("", *STEP_2, *STEP_3, *STEP_4, "ed", "ing", "ingly", "edly", "eed", "eedly", "s", "sses"),
    *("ies", "ied", "us", "'s", "'s'", "'", "y", "ly", "e", "l", "ll", "tion", "ity"),
)
BEGINNINGS = (
    *("a", "b", "gener", "commun", "arsen", "y", "sk", "hop", "abl", "rel", "org", "xyz", "coo"),
    *("yay", "sens", "nat", "act", "el", "at", "iz", "st", "hopp", "'a", "eye", "ab", "o"),
)


def different(words: object) -> dict[str, tuple[str, str]]:
    return {w: (nltks(w), snowball(w)) for w in words if nltks(w) != snowball(w)}  # type: ignore[attr-defined]


def test_words_of_texts() -> None:
    lines = (ROOT / "tests" / "benchmarks" / "lines").glob("*")
    said = " ".join([RINGS, *(path.read_text() for path in lines)])
    words = set(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", said))
    assert len(words) > 3_000
    assert not different(words)


def test_whatever_ends_like_a_word() -> None:
    assert not different([*SPECIAL, *map("".join, product(BEGINNINGS, ENDS))])
    chosen = random.Random(1)
    two = (
        "".join(chosen.choice(some) for some in (BEGINNINGS, BEGINNINGS, ENDS, ENDS))
        for _ in range(20_000)
    )
    assert not different(two)


@given(st.text(alphabet="abeiouydglnrstwz'’", max_size=14) | st.text())
def test_anything(word: str) -> None:
    assert snowball(word) == nltks(word)


@pytest.mark.parametrize(
    ("word", "stem"), [("happiness", "happi"), ("Hoping", "hope"), ("dying", "die"), ("", "")]
)
def test_some_by_name(word: str, stem: str) -> None:
    assert snowball(word) == stem


def test_words_are_stemmed_without_nltk() -> None:
    script = (
        "import sys; import insights.analysis.tokens, insights.analysis.word_finder;"
        "assert not {'nltk', 'sklearn', 'numpy', 'django'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
