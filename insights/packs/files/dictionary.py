"""What the columns of an edition's tables mean, and the words that stand for numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from insights.packs.wording import SHARE_WORDS
from insights.suppression import MANY_FROM, NUMBERS_FROM, SOME_FROM, Words

if TYPE_CHECKING:
    from insights.packs.files.tables import Table

Meaning = tuple[str, str, str]


def meanings(tables: Sequence[Table], is_review: bool) -> tuple[list[str], list[Meaning]]:
    """Table, column or word, and what it means; of the columns that there are."""
    columns = _columns()
    lines = [
        (
            table.name,
            column,
            columns.get((table.name, column)) or columns.get(("", column)) or _own(),
        )
        for table in tables
        for column in table.head
    ]
    return ["table", "name", "meaning"], [*lines, *([] if is_review else _words())]


def _own() -> str:
    return _("As it is named in the pack")


def _columns() -> dict[tuple[str, str], str]:
    """Meaning by table and column; where the table is empty, in any."""
    told = {
        "edition": _("Edition, version and mark: a copied line keeps them"),
        "part": _("Part of the pack"),
        "about": _("What the words are about"),
        "words": _("As the pack says it"),
        "kind": _("Group of themes in the codebook"),
        "code": _("Code of the theme in the codebook"),
        "theme": _("Name of the theme"),
        "women": _("Women, each counted once, however often she wrote"),
        "women_rounded": _("Women, rounded to 5; words where no number is told"),
        "share_percent": _("Per cent of all women who took part"),
        "in_words": _("How many of all women, in words"),
        "stage": _("Stage of the journey"),
        "women_at_any_stage": _("All women who spoke of the theme, at any stage or none"),
        "what": _("Way that women came by, or language"),
        "name": _("Name of the way or the language"),
        "number": _("Number in the pack"),
        "sentence": _("The finding"),
        "said": _("What women said"),
        "strength": _("How strong this evidence is"),
        "reasons": _("Why it is as strong as that"),
        "negative": _("What does not fit"),
        "text": _("The recommendation"),
        "you_said": _("What women said"),
        "answer": _("What was decided, in short"),
        "because": _("Why"),
        "of_what": _("May be named, without a name, or the theme that they spoke of"),
        "organisation": _("Its name, where it may be published"),
        "kind_of_organisation": _("What kind of organisation"),
        "organisations": _("Organisations, never added to women; without a name from three on"),
    }
    return {
        **{("", name): meaning for name, meaning in told.items()},
        ("Decisions", "what"): _("What is done, or not"),
        ("Themes by stage", "women"): _("Women whose words carry both the theme and the stage"),
        ("Channels", "women"): _("Women, each by the way of her last answer"),
    }


def _words() -> Iterator[Meaning]:
    """The words in place of numbers, with their bounds."""
    shares = {"many": MANY_FROM, "some": SOME_FROM}
    told = {
        Words.MANY: _("At least %(many)d in a hundred women") % shares,
        Words.SOME: _("From %(some)d to %(many)d in a hundred women") % shares,
        Words.FEW: _("Under %(some)d in a hundred women, and at least ten of them") % shares,
        Words.FEW_OR_NONE: _("Fewer than ten women, or nobody: which of both is not told"),
    }
    for words, meaning in told.items():
        yield _("words for numbers"), str(SHARE_WORDS[words]), meaning
    told_from = _("Numbers are told from %(from)d women on in all, and none that is above them all")
    yield _("words for numbers"), _("not told"), told_from % {"from": NUMBERS_FROM}
