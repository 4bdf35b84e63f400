"""XML as REFI-QDA 1.5 has it (qdasoftware.org): the order of elements is that of its schema.

Written as it comes, since a project of ten thousand women is not held as a tree. Plain Python.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOBase
from random import Random
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from core.cells import without_illegal

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Alongside"
RETURNS = re.compile("\r\n?")


class QdaXml:
    """Writes one document. Texts and attributes are escaped, and what XML has no sign for becomes
    the sign for unknown."""

    def __init__(self, out: TextIOBase) -> None:
        self._sax = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._sax.startDocument()

    @contextmanager
    def element(self, name: str, /, **attributes: str) -> Iterator[None]:
        """An element, and what is written within the `with` inside of it."""
        known = {key: without_illegal(value) for key, value in attributes.items()}
        self._sax.startElement(name, AttributesImpl(known))
        yield
        self._sax.endElement(name)

    def empty(self, name: str, /, **attributes: str) -> None:
        """An element with nothing inside."""
        with self.element(name, **attributes):
            pass

    def text(self, name: str, words: str) -> None:
        """An element with words inside; none where there are none."""
        if words:
            with self.element(name):
                self._sax.characters(without_illegal(words))


def new_guid(random: Random) -> str:
    """A random id as the standard writes it: made for one file, so that two are never joined."""
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


def plain(words: str) -> str:
    """Words as a text source has them, as long as before: a return becomes a line end, so that
    positions, which count code points, are those of the words."""
    lines = RETURNS.sub(lambda found: " \n" if len(found[0]) == 2 else "\n", words)
    return without_illegal(lines)
