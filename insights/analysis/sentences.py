"""Where sentences begin and end, without a trained model: good enough to point at one."""

import re
from itertools import pairwise

# A mark that ends a sentence, or the end of a line. "Dr. Smith" is cut in two: pointing at half of
# a sentence is no harm, and NLTK's own splitter needs a download.
END = re.compile(r"[.!?…]+(?=\s|$)|\n+")
WORD = re.compile(r"\w")


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence with a word in it, without the space around it."""
    edges = [0, *(match.end() for match in END.finditer(text)), len(text)]
    found = []
    for start, end in pairwise(edges):
        part = text[start:end]
        if WORD.search(part):
            left = len(part) - len(part.lstrip())
            found.append((start + left, start + len(part.rstrip())))
    return found
