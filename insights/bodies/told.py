"""What may be told of bodies, so that none that gave no name is picked out (design §11.8).

Plain Python. A body that lets its name be published is told by name. The others are told of only
in threes: three of a kind, three on a theme, and never fewer left over that could be worked out.
A kind and a theme are never told together, nor both with a number: nothing of one can be reckoned
from the other. The public edition has no number of them at all, and their words come to it three
bodies at a time, so that who compares two versions can't tell which came.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from insights.suppression import Release, next_release

FEWEST = 3  # bodies without a name behind anything that is told of them
Told = dict[str, Any]  # rows of "said" note whose they are as "body", until they are shown


@dataclass(frozen=True)
class Words:
    """One answer of a body: what was asked, what it said, whether it may be published."""

    question: str
    question_cy: str
    text: str
    publish: bool
    text_cy: str = ""  # of an option
    is_welsh: bool = False  # its text

    @property
    def row(self) -> dict[str, str]:
        """As it is told: the language only where it isn't English."""
        language = {"language": "cy"} if self.is_welsh else {}
        welsh = {"text_cy": self.text_cy} if self.text_cy else {}
        return {"text": self.text, **language, **welsh}


@dataclass(frozen=True)
class Body:
    """One body whose answer a person has read. `name` of None: it is not to be named."""

    kind: str
    name: str | None = None
    themes: frozenset[str] = frozenset()
    words: tuple[Words, ...] = ()
    key: str = ""  # of its answer: another once it writes again

    @property
    def words_in_order(self) -> tuple[tuple[str, str], ...]:
        """What it was asked and said, to sort by."""
        return tuple((words.question, words.text) for words in self.words)

    @property
    def lets_all(self) -> bool:
        """Whether all that it said may be published: then its themes may be, beside its name."""
        return bool(self.words) and all(words.publish for words in self.words)


@dataclass(frozen=True)
class Theme:
    """A theme of the codebook, as it is told."""

    code: str
    name: str
    name_cy: str = ""


@dataclass(frozen=True)
class Heard:
    """Which bodies without a name stand behind one publication, and their kinds and themes as they
    were counted for it. Kept for the next one, never shown."""

    keys: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class _Asked:
    question: str
    question_cy: str
    rows: list[dict[str, str]] = field(default_factory=list)


def told_in_review(bodies: Sequence[Body], themes: Sequence[Theme]) -> Told:
    """For named reviewers: all words, how many bodies, and numbers from three on."""
    if not bodies:
        return {}
    others = _unnamed(bodies)
    kinds = told_kinds(Counter(body.kind for body in others))
    return {
        "total": len(bodies),
        "named": _named(bodies),
        "others": len(others),
        "has_others": len(others) >= FEWEST,
        "kinds": [{"kind": kind, "number": number} for kind, number in kinds.items()],
        "themes": _themes_for_review(bodies, themes, has_kinds=bool(kinds)),
        "said": _said(bodies, set(kinds), is_review=True),
    }


def heard_next(previous: Heard | None, bodies: Sequence[Body]) -> Heard:
    """Whose words may be published: those of before that still stand, and new ones from the third
    on. A kind or a theme is counted anew only where three or more bodies changed it."""
    others = _unnamed(bodies)
    before = previous or Heard()
    keys = frozenset(body.key for body in others)
    stand = keys & before.keys
    if len(keys - before.keys) < FEWEST:
        return Heard(stand, before.counts)
    now = Release(len(keys), dict(_counts(others)))
    # as many as came, whatever went: it is a batch
    released = next_release(Release(0, before.counts) if before.keys else None, now, FEWEST)
    return Heard(keys, released.counts)


def _counts(others: Sequence[Body]) -> Counter[str]:
    counts = Counter(f"kind:{body.kind}" for body in others)
    counts.update(f"theme:{code}" for body in others for code in body.themes)
    return counts


def told_in_public(bodies: Sequence[Body], themes: Sequence[Theme], heard: Heard) -> Told:
    """For anyone: names that may be told, words that may be published, and no number. Of bodies
    without a name those alone that stand behind this publication."""
    shown = [body for body in bodies if body.name is not None or body.key in heard.keys]
    others, named = _unnamed(shown), _named(shown)
    has_others = len(others) >= FEWEST
    if not (named or has_others):
        return {}
    if not has_others:
        shown, others = [body for body in shown if body.name is not None], []
    released = {k: min(n, heard.counts.get(k, 0)) for k, n in _counts(others).items()}
    of_kind = {k.partition(":")[2]: n for k, n in released.items() if k.startswith("kind:")}
    return {
        "named": named,
        "has_others": has_others,
        "kinds": sorted(told_kinds(of_kind)),
        "themes": _themes_for_public(shown, themes, released),
        "said": _said(shown, set(), is_review=False),
    }


def told_kinds(counts: Mapping[str, int]) -> dict[str, int]:
    """Kinds of bodies without a name that may be told, most first, with their numbers.

    What is left over when they are taken from all of them is nobody, or three or more. So are those
    who are of another kind than one that is told: else a theme of three would be one of that kind.
    """
    total = sum(counts.values())
    shown = {k: number for k, number in counts.items() if FEWEST <= number <= total - FEWEST}
    left = total - sum(shown.values())
    while shown and 0 < left < FEWEST:
        smallest = min(shown, key=lambda kind: (shown[kind], kind))
        left += shown.pop(smallest)
    return dict(sorted(shown.items(), key=lambda pair: (-pair[1], pair[0])))


def _unnamed(bodies: Sequence[Body]) -> list[Body]:
    return [body for body in bodies if body.name is None]


def _named(bodies: Sequence[Body]) -> list[dict[str, str]]:
    found = {(body.name, body.kind) for body in bodies if body.name is not None}
    return [{"name": name, "kind": kind} for name, kind in sorted(found)]


def _themes_for_review(
    bodies: Sequence[Body], themes: Sequence[Theme], *, has_kinds: bool
) -> list[Told]:
    """Themes that a body with a name spoke of, or three without, in the codebook's order. Where
    kinds are told with their numbers, themes have none."""
    others = len(_unnamed(bodies))
    rows = []
    for theme in themes:
        spoke = [body for body in bodies if theme.code in body.themes]
        number = len(_unnamed(spoke))
        # how many did not speak of it must not point to one or two of them either
        is_whole = others - number not in range(1, FEWEST)
        row = _theme_row(theme, {body.name for body in spoke if body.name}, number >= FEWEST)
        may_count = row["has_others"] and is_whole and not has_kinds
        rows.append(row | {"number": number if may_count else None})
    return _worth_telling(rows)


def _themes_for_public(
    shown: Sequence[Body], themes: Sequence[Theme], released: Mapping[str, int]
) -> list[Told]:
    """The same without a number. A name stands beside a theme only where all its words may."""
    rows = []
    for theme in themes:
        spoke = [body for body in shown if theme.code in body.themes]
        named = {body.name for body in spoke if body.name and body.lets_all}
        has_others = released.get(f"theme:{theme.code}", 0) >= FEWEST
        rows.append(_theme_row(theme, named, has_others))
    return _worth_telling(rows)


def _theme_row(theme: Theme, named: Collection[str], has_others: bool) -> Told:
    return {
        "code": theme.code,
        "name": theme.name,
        "name_cy": theme.name_cy,
        "named": sorted(named),
        "has_others": has_others,
    }


def _worth_telling(rows: Sequence[Told]) -> list[Told]:
    return [row for row in rows if row["named"] or row["has_others"]]


def _said(bodies: Sequence[Body], kinds: set[str], *, is_review: bool) -> list[Told]:
    """Words by question. Beside those of a body without a name stands its kind for reviewers, if
    that may be told, and in public nothing: a kind beside an answer is a cell. Their order, and
    that of the questions, tells nothing of when they came or who wrote which."""
    found: dict[str, _Asked] = {}
    for body in sorted(bodies, key=lambda body: (-len(body.words), body.words_in_order)):
        for words in body.words:
            if is_review or words.publish:
                asked = found.setdefault(words.question, _Asked(words.question, words.question_cy))
                is_told = body.name is not None or (is_review and body.kind in kinds)
                asked.rows.append(
                    {
                        **words.row,
                        "name": body.name or "",
                        "kind": body.kind if is_told else "",
                        "body": body.key,  # never shown: see as_shown
                    }
                )
    for asked in found.values():
        asked.rows.sort(key=lambda row: (not row["name"], row["name"], row["text"]))
    return [vars(asked) for asked in found.values()]


# -- after it was signed


def as_shown(told: Told) -> Told:
    """What is told, as it may be shown or published: no row says whose it is."""
    if not told:
        return told
    said = [
        asked | {"rows": [{k: v for k, v in row.items() if k != "body"} for row in asked["rows"]]}
        for asked in told["said"]
    ]
    return told | {"said": said}


@dataclass(frozen=True)
class Leaving:
    """What a body says no more. `said` and `left`: what it said before and still says, each a
    question and its words. `name`: what it is called, where that goes too."""

    key: str
    said: Collection[tuple[str, str]] = ()
    left: Collection[tuple[str, str]] = ()
    name: str = ""

    def takes(self, row: Mapping[str, str], question: str) -> bool:
        words = (question, row["text"])
        # a row that was signed before rows noted whose they are is known by its words
        is_its_own = row["body"] == self.key if "body" in row else words in self.said
        return is_its_own and words not in self.left


def without(told: Told, leaving: Leaving) -> Told:
    """What is told, less what a body says no more. A question that nobody answers any more goes
    too, and where its name goes, a theme that nobody else spoke of."""
    said = [
        asked
        | {"rows": [row for row in asked["rows"] if not leaving.takes(row, asked["question"])]}
        for asked in told["said"]
    ]
    told = told | {"said": [asked for asked in said if asked["rows"]]}
    if not leaving.name:
        return told
    themes = [
        theme | {"named": [name for name in theme["named"] if name != leaving.name]}
        for theme in told["themes"]
    ]
    named = [row for row in told["named"] if row["name"] != leaving.name]
    return told | {"named": named, "themes": _worth_telling(themes)}
