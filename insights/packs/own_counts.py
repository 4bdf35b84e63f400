"""Counts of women that staff typed into a text for everyone: none may stand there that the public
edition doesn't have, for it may be of a few (design §11.8)."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.models import Outcome
from insights.models import ReviewPack
from insights.packs.counts_in_words import COUNT, FEWER, SHARE, WELSH_COUNT, numbers_in
from insights.packs.editions import Edition
from insights.packs.wording import about


class OwnCounts(ValueError):
    """A text for everyone counts women otherwise than the public edition."""

    def __init__(self, counts: list[str]) -> None:
        self.sentences = sentences_of_counts(counts)
        super().__init__(" ".join(self.sentences))


def own_counts(texts: Iterable[str], public: Edition) -> list[str]:
    """Counts of women in these texts that the public edition doesn't have, as they are written."""
    told = {_plain(words) for words in _found(COUNT, _told(public))}
    return [
        words
        for words in _found(COUNT, texts)
        if _plain(words) not in told and not _is_shown(words, public)
    ]


def own_counts_in_welsh(texts: Iterable[str], public: Edition) -> list[str]:
    """The same of texts in Welsh, which may say in Welsh what the edition says in English."""
    told = [_meaning(words) for words in _found(COUNT, _told(public))]
    return [
        words
        for words in _found(WELSH_COUNT, texts)
        if _meaning(words) not in told and not _is_shown(words, public)
    ]


def refuse_own_counts(texts: Iterable[str], outcome: Outcome, *, in_welsh: bool = False) -> None:
    """Raise OwnCounts if there are any that the pack behind an outcome doesn't have in public."""
    pack = ReviewPack.objects.filter(outcome=outcome).first()
    public = pack.editions["public"] if pack else {}
    if counts := (own_counts_in_welsh if in_welsh else own_counts)(texts, public):
        raise OwnCounts(counts)


def sentences_of_counts(counts: Iterable[str]) -> list[str]:
    """What they are and what to do, in plain sentences."""
    return [
        _(
            "“%(words)s” is a count that the public edition doesn't have. Say “many”, “some” "
            "or “a few”, or a number that stands there."
        )
        % {"words": words}
        for words in counts
    ]


def texts_of_edition(public: Edition) -> list[str]:
    """Everything that staff wrote in it."""
    names = ("summary", "missing_voices", "tensions", "limits", "purpose", "title")
    lists = ("decisions", "findings", "recommendations")
    rows = [row for name in lists for row in public.get(name, ())]
    words = [value for row in rows for value in row.values() if isinstance(value, str)]
    return [*(str(public.get(name, "")) for name in names), *words]


def _told(public: Edition) -> list[str]:
    """What it says in words: what staff wrote, and how many answered as it is put when few did."""
    if "total" not in public:
        return texts_of_edition(public)
    with override("en"):  # counts of the edition are looked for in English
        return [*texts_of_edition(public), about(public["total"])]


def _plain(words: str) -> str:
    """A count without what makes no other count of it: capitals, spaces, a hyphen."""
    return " ".join(words.casefold().replace("-", " ").split())


def _meaning(words: str) -> tuple[set[int], bool, bool]:
    """What a count says in any language: "fewer than 10" is no 10, nor is 10%."""
    return numbers_in(words), bool(SHARE.search(words)), bool(FEWER.search(words))


def _found(counts: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one.group() for text in texts for one in counts.finditer(text)))


def _is_shown(words: str, public: Edition) -> bool:
    """Whether tables of the edition show it: a share is no number of women, nor the reverse."""
    name = "share" if SHARE.search(words) else "number"
    rows = [row for axis in public.get("axes", ()) for row in axis["rows"]]
    shown = {row.get(name) for row in (*rows, *public.get("channels", ()))}
    numbers = numbers_in(words)
    return bool(numbers) and numbers <= shown | {None if name == "share" else public.get("total")}
