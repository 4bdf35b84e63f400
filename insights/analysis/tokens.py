"""Words and their stems, with the places where they stand in the text."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from insights.analysis.stemmer import snowball

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A phrase may run over a line end, never over the end of a sentence or a paragraph.
BREAK = re.compile(r"[.!?;:]|\n\s*\n")
# What a reader put in place of a detail, "[name]": nobody's word, and the end of a phrase. Words in
# brackets of a woman's own are hers.
REDACTED = re.compile(
    r"\[(?:name|phone|e-mail|handle|link|address|postcode|place|organisation|date|age|event|number"
    r"|vehicle|detail|offence|illegible|inaudible|removed|redacted|x+)\]",
    re.IGNORECASE,
)
# What the stemmer parts though it is one word, and what it joins though it is two: a judge is not
# what a woman who was judged speaks of, and a Traveller isn't on her way.
IRREGULAR = {
    **{"buses": "bus", "busses": "bus", "women": "woman", "womens": "woman"},
    **{"men": "man", "mens": "man", "children": "child", "childrens": "child"},
    **{"judge": "judge", "judges": "judge", "traveller": "traveller", "travellers": "traveller"},
}


class Token(NamedTuple):
    """One word as it is compared (`stem`), and its characters in the text.

    `joined` says that a phrase may run on from the token before it.
    """

    stem: str
    start: int
    end: int
    joined: bool


def folded(text: str) -> str:
    """Lower case with straight apostrophes and without accents, which are often left out on a
    phone: tŷ and ty, café and cafe."""
    plain = text.lower().replace("’", "'")
    if plain.isascii():
        return plain
    return "".join(c for c in normalize("NFD", plain) if not combining(c))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word: lower case, straight apostrophes, "don't" and "dont" alike.

    Other apostrophes stay, so that "I'd" is not "ID" and "we'll" is not "well".
    """
    plain = folded(word).replace("n't", "nt")
    return IRREGULAR.get(plain.removesuffix("'s")) or snowball(plain)


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, without what stands for a detail that was taken out."""
    tokens: list[Token] = []
    last = 0
    text = without_redacted(text)
    for match in WORD.finditer(text):
        start, end = match.span()
        # Most words are joined by one space: the pattern is asked about the others only.
        gap = text[last:start]
        joined = bool(tokens) and (gap == " " or not BREAK.search(gap))
        tokens.append(Token(stem(match[0]), start, end, joined))
        last = end
    return tokens


def stems(text: str) -> list[str]:
    """The stems of a text in order, without their places: what is counted, not shown."""
    return [stem(word) for word in WORD.findall(without_redacted(text))]


def without_redacted(text: str) -> str:
    """The text, as long as it was, with the end of a sentence wherever a detail was taken out."""
    return REDACTED.sub(lambda match: ";" * len(match[0]), text) if "[" in text else text
