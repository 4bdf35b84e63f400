"""Whether something was written at all: a dot, a dash and “n/a” answer no question of ours."""

import re

A_WORD = re.compile(r"[^\W\d_]{2,}")
A_MARK = re.compile(r"[^\W_]")
A_DIGIT = re.compile(r"\d")
LEAST_WORDS = 2
LEAST_MARKS = 3


def has_a_word(text: str) -> bool:
    """Whether anything is said or anybody named: a dot, a dash and “?” do neither."""
    return bool(A_WORD.search(text))


def says_something(text: str) -> bool:
    """Whether it may be a sentence: two words at least."""
    return len(A_WORD.findall(text)) >= LEAST_WORDS


def is_reference(text: str) -> bool:
    """Whether it may be the number of a paper: three letters or digits at least, and one digit, so
    that “pending” and “none” are none."""
    return len(A_MARK.findall(text)) >= LEAST_MARKS and bool(A_DIGIT.search(text))
