"""How the evidence of a pack came about: what its method statement says (method_words).

Numbers and codes, no words of women and no name of a person. Read once, when a pack is built.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from consultations.models import ConsultationPage
from feedback.review.selectors import RoomNumbers
from insights.models import Coding, Sample, Theme, Theming
from insights.packs.raised import Decided, Row
from insights.rigour.fit import LAST, Given, brought_new
from insights.rigour.selectors import band_of, is_reflexive, last_compared
from insights.selectors.alike import alike_counts
from insights.selectors.progress import APPLIES
from insights.selectors.women import woman_of

Method = dict[str, Any]
BY_HAND = "by_hand"  # nothing was suggested by a computer


def how_it_was_made(
    theming: Theming | None,
    page: ConsultationPage,
    *,
    rows: Sequence[Row],
    codings: Sequence[Decided],
    roots: Mapping[int, Theme],
    room: RoomNumbers,
) -> Method:
    """What is said beside the plain counts of insights.packs.material. `codings` in the order in
    which they were made."""
    visits = {row[0]: row[1] for row in rows}
    return {
        **_decided(codings),
        "counted_only": sum(not row[5] for row in rows),
        "cases": len(room.cases.intersection(visits)),
        "alike": list(alike_counts(page)),
        "not_counted": [room.waiting, room.held, room.discarded],
        "checked_again": {"done": room.looked_again, "more_out": room.more_out},
        "lately": _lately(codings, roots, visits),
        "agreement": _agreement(theming, page),
    }


def _decided(codings: Sequence[Decided]) -> Method:
    """What people decided, by response and theme; how many they were, never who."""
    pairs: dict[str, set[tuple[int, int]]] = defaultdict(set)
    coders: dict[int, set[int]] = defaultdict(set)
    for response, theme, coder, decision, *_ in codings:
        pairs[decision].add((response, theme))
        if decision != Coding.Decision.AGREED:  # who settled it may have coded neither time
            coders[response].add(coder)
    accepted = pairs[Coding.Decision.ACCEPTED]
    standing = {
        (r, t) for r, t, _c, decision, counts, _v in codings if decision in APPLIES and counts
    }
    return {
        "counting": len(standing),
        "by_people": len(standing - accepted),
        "accepted": len(accepted),
        "added": len(pairs[Coding.Decision.ADDED] - accepted),
        "rejected": len(pairs[Coding.Decision.REJECTED] - accepted),
        "coded_by_two": sum(len(people) > 1 for people in coders.values()),
        "coders": len(set[int]().union(*coders.values())),
    }


def _lately(
    codings: Sequence[Decided],
    roots: Mapping[int, Theme],
    visits: Mapping[int, bytes | memoryview | None],
) -> list[int]:
    """Of the last women whose words were coded, how many, and how many brought a new theme."""
    given = (
        Given(
            woman_of(response, visits.get(response)),
            roots[theme].pk,
            decision == Coding.Decision.AGREED,
            counts,
        )
        for response, theme, _coder, decision, counts, _version in codings
        if decision in APPLIES
    )
    lately = list(brought_new(given).values())[-LAST:]
    return [len(lately), sum(lately)]


def _agreement(theming: Theming | None, page: ConsultationPage) -> Method:
    """How far two people agreed who didn't see each other's codes, or why that is not known."""
    if is_reflexive(theming):
        assert theming is not None
        return {"kind": "reflexive", "standpoint": theming.standpoint}
    sample = last_compared(page)
    if sample is None or not sample.agreement:
        return {"kind": "none"}
    drawn_from = sample.agreement.get("from", sample.drawn_from)
    return {"kind": "measured", "drawn_from": drawn_from, **_measured(sample)}


def _measured(sample: Sample) -> Method:
    stored: dict[str, Any] = sample.agreement
    sets = stored["sets"] or {"value": None, "low": None, "high": None}
    themes = stored["themes"].values()
    with_kappa = [found["kappa"]["value"] for found in themes if found["kappa"]]
    return {
        "n": stored["n"],
        "alpha": [sets["value"], sets["low"], sets["high"]],
        "band": band_of(stored["sets"]),
        "kappa": [min(with_kappa), max(with_kappa)] if with_kappa else [],
        "themes": len(stored["themes"]),
        "not_used": sum(not found["first"] and not found["second"] for found in themes),
    }


def told_in_public(method: Method) -> list[str]:
    """What the public edition may say of it: keys of sentences, no number."""
    agreement = method["agreement"]
    said = [f"agreement_{agreement['kind']}"]
    if agreement["kind"] == "measured":
        said.append(f"agreed_{agreement['band'] or 'unknown'}")
    if method["checked_again"]["done"]:
        said.append("checked_again")
    if not method["suggested"]:
        said.append(BY_HAND)
    return said
