"""Proposes themes for responses that no theme of the codebook explains. Plain Python.

Method: TF-IDF (scikit-learn) over stems and neighbouring pairs of them, grouped by NMF as far as
the groups come again (insights.analysis.groups, which says how their number is chosen); names from
collocations (NLTK; likelihood ratio: Dunning, "Accurate methods for the statistics of surprise and
coincidence", 1993); quotes by cosine. A group is proposed if FEWEST texts or more belong to it, if
FEWEST of those share a word that stands for it, and if its words are not nearly those of a larger
one. The same texts in the same order give the same proposals.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insights.analysis.enough import FEWEST, FEWEST_TEXTS
from insights.analysis.groups import stable_groups
from insights.analysis.phrases import Said, read, whole_form
from insights.analysis.sentences import sentences
from insights.analysis.tokens import tokenise

if TYPE_CHECKING:  # heavy: loaded when proposals are made, by the worker alone (trap 4)
    from insights.analysis.groups import Vectors

ENGINE = "nmf-1"
MOST = 12  # groups that are looked for: what a person looks through at one sitting
BELONGS = 0.25  # cosine of a text with the words of its group
STANDS_FOR = 0.15  # weight of a word beside the strongest of its group
WORDS, QUOTES, NAMED_BY = 8, 3, 3
NEARLY_THE_SAME = 0.5  # share of stems that two have in common
NAMING_SHARE = 0.2  # of the members that a collocation needs to name them
CENTRAL = 50  # members, from the nearest, whose sentences are compared
SHORT, LONG = 8, 40  # words: a shorter sentence says little, a longer one isn't read at a glance


@dataclass(frozen=True, slots=True)
class Member:
    """A text that belongs to a proposal: its place in the input, and how near it stands.

    `weight` is a cosine, between BELONGS and 1, without a unit.
    """

    text: int
    weight: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence: the place of its text in the input, and its characters there."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What might be a theme. Words from the strongest, as they were written, never stems; members
    from the nearest; quotes from different texts, up to QUOTES."""

    name: str
    words: tuple[str, ...]
    members: tuple[Member, ...]
    quotes: tuple[Quote, ...]


def propose(
    texts: Sequence[str],
    *,
    stopwords: Collection[str],
    most: int = MOST,
    go_on: Callable[[], None] = lambda: None,
) -> list[Proposal]:
    """Up to `most` proposals, the largest first.

    `texts`: n redacted texts, one a woman, of any length; what is empty belongs nowhere.
    `stopwords`: whole words in lower case. A text belongs to one proposal or to none. Returns []
    for fewer than FEWEST_TEXTS texts with a word in them, and where no group holds. Raises
    ValueError if `most` is below 1. `go_on` is called many times on the way, and may raise. Source
    of the method: see the module.
    """
    if most < 1:
        raise ValueError("Ask for one proposal at least.")
    said = [read(text, stopwords) for text in texts]
    space = _Space(said, stopwords)
    if not space.features or sum(bool(one.features) for one in said) < FEWEST_TEXTS:
        return []
    groups = stable_groups(space.vectors, most=MOST, go_on=go_on)
    found = [
        (group, members, words)
        for group, members in zip(groups, space.split(groups), strict=True)
        if len(members) >= FEWEST and (words := space.words(group, members))
    ]
    found.sort(key=lambda one: (-len(one[1]), one[2]))
    proposals: list[Proposal] = []
    for group, members, words in found:
        if not any(nearly_the_same(words, larger.words) for larger in proposals):
            quotes = _quotes(space, group, members, texts)
            name = _name(words, [said[member.text] for member in members])
            proposals.append(Proposal(name, words, members, quotes))
    return proposals[:most]


def nearly_the_same(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists of words or phrases share half of their stems or more; never if one of them
    has none."""
    return _overlap(_stems(words), _stems(others)) >= NEARLY_THE_SAME


class _Space:
    """Texts as vectors over the stems and pairs that FEWEST of them share.

    `vectors` is a sparse matrix, texts × features, each row of length 1 or 0.
    """

    def __init__(self, said: Sequence[Said], stopwords: Collection[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.said, self.stopwords = said, stopwords
        shared = Counter(feature for one in said for feature in set(one.features))
        self.features = sorted(one for one, texts in shared.items() if texts >= FEWEST)
        self._make = TfidfVectorizer(
            analyzer=lambda one: one.features, vocabulary=self.features, sublinear_tf=True
        )
        self.vectors: Any = self._make.fit_transform(said) if self.features else None

    def nearness(self, said: Sequence[Said], groups: "Vectors") -> "Vectors":
        """Cosines of texts or sentences, n, with groups, g: n × g."""
        nearness: Vectors = self._make.transform(said) @ groups.T
        return nearness

    def split(self, groups: "Vectors") -> list[tuple[Member, ...]]:
        """Members of each group, the nearest first. A text goes to the nearest or nowhere."""
        members: list[list[Member]] = [[] for _ in groups]
        for place, near in enumerate(self.vectors @ groups.T if len(groups) else ()):
            best = int(near.argmax())
            if near[best] >= BELONGS:
                members[best].append(Member(place, round(min(float(near[best]), 1), 4)))
        return [tuple(sorted(of, key=lambda m: (-m.weight, m.text))) for of in members]

    def words(self, group: Any, members: Sequence[Member]) -> tuple[str, ...]:
        """What stands for a group and FEWEST of its members or more said, the strongest first."""
        said = [self.said[member.text] for member in members]
        shared = Counter(feature for one in said for feature in set(one.features))
        strongest = [self.features[place] for place in (-group).argsort(kind="stable")]
        stand = {
            f for f, w in zip(self.features, group, strict=True) if w >= STANDS_FOR * max(group)
        }
        chosen = [f for f in strongest if f in stand and shared[f] >= FEWEST][:WORDS]
        return tuple(dict.fromkeys(whole_form(feature, said) for feature in chosen))


def _name(words: Sequence[str], said: Sequence[Said]) -> str:
    """The best collocation of the members that a word of the group stands in, then its strongest
    words, up to NAMED_BY words in all: "Call back, answer"."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    finder = BigramCollocationFinder.from_documents([run for one in said for run in one.runs])
    shared = Counter(feature for one in said for feature in set(one.features))
    strong = _stems(words)
    pairs = [
        " ".join(pair)
        for pair, _ in finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
        if shared[" ".join(pair)] >= max(FEWEST, len(said) * NAMING_SHARE) and strong & {*pair}
    ]
    parts = [whole_form(pair, said) for pair in pairs[:1]]
    for word in words:
        if not _stems([word]) & _stems(parts) and len(_stems([*parts, word])) <= NAMED_BY:
            parts.append(word)
    name = ", ".join(parts)
    return name[:1].upper() + name[1:]


def _quotes(
    space: _Space, group: Any, members: Sequence[Member], texts: Sequence[str]
) -> tuple[Quote, ...]:
    """The most central sentence of each of the most central members, no two nearly the same."""
    places = [
        Quote(member.text, start, end)
        for member in members[:CENTRAL]
        for start, end in sentences(texts[member.text])
    ]
    pieces = [texts[quote.text][quote.start : quote.end] for quote in places]
    near = space.nearness([read(piece, space.stopwords) for piece in pieces], group[None, :])[:, 0]
    stems = [frozenset(token.stem for token in tokenise(piece)) for piece in pieces]
    central = [float(n) * _readable(piece) for n, piece in zip(near, pieces, strict=True)]
    chosen: list[int] = []
    for place in sorted(range(len(places)), key=lambda p: (-central[p], p)):
        fresh = all(
            places[place].text != places[other].text
            and _overlap(stems[place], stems[other]) < NEARLY_THE_SAME
            for other in chosen
        )
        if fresh and central[place] > 0 and len(chosen) < QUOTES:
            chosen.append(place)
    return tuple(places[place] for place in chosen)


def _readable(piece: str) -> float:
    """1 for a sentence of a good length, less for shorter and longer ones."""
    words = len(piece.split())
    return min(1.0, words / SHORT, LONG / max(words, 1))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(token.stem for word in words for token in tokenise(word))


def _overlap(some: frozenset[str], others: frozenset[str]) -> float:
    """Share of all stems of two sets that stand in both (Jaccard); 0 for nothing and nothing."""
    return len(some & others) / (len(some | others) or 1)
