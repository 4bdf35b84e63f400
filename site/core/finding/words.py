"""Words to look for, out of whatever was typed."""

import re

LONGEST = 100  # characters of what is looked for
MOST_WORDS = 6
WORD = re.compile(r"[^\W_]{2,}")  # a single letter says nothing


def words_in(text: str) -> list[str]:
    """Words to look for, each once. What isn't a word means nothing to a search."""
    found = dict.fromkeys(word.lower() for word in WORD.findall(text[:LONGEST]))
    return list(found)[:MOST_WORDS]
