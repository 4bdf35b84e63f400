"""Stems are NLTK's, and loading them loads nothing else that is heavy."""

import subprocess
import sys

import pytest
from nltk.stem.snowball import EnglishStemmer

from insights.analysis.stemmer import NOT_FOR_STEMS, snowball, special_words
from tests.house.paths import ROOT


@pytest.mark.parametrize(
    ("word", "stem"), [("happiness", "happi"), ("hoping", "hope"), ("dying", "die"), ("", "")]
)
def test_some_by_name(word: str, stem: str) -> None:
    assert snowball(word) == stem == EnglishStemmer().stem(word)


def test_special_words_have_the_stems_that_are_said() -> None:
    assert len(special_words()) > 20
    assert {word: snowball(word) for word in special_words()} == special_words()


def run(script: str) -> None:
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_nothing_is_loaded_before_a_word_is_stemmed() -> None:
    run(
        "import sys; import insights.analysis.tokens, insights.analysis.word_finder;"
        "assert not {'nltk', 'sklearn', 'numpy', 'django'} & set(sys.modules)"
    )


def test_stemming_loads_nltk_alone_and_keeps_nothing_from_who_needs_it_later() -> None:
    run(
        "import sys; from insights.analysis.stemmer import snowball; snowball('words');"
        f"assert 'nltk' in sys.modules; assert not set({NOT_FOR_STEMS}) & set(sys.modules);"
        "import sklearn, numpy; from insights.analysis.agreement import AnnotationTask"
    )


def test_what_is_loaded_already_is_left_alone() -> None:
    run(
        "import sys, numpy; from insights.analysis.stemmer import snowball; snowball('words');"
        "assert sys.modules['numpy'] is numpy"
    )
