"""What the two coders of a sample gave each response, and what was agreed. For nobody's eyes before
the sample is compared: screens ask only then."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Sample, SampleMember, Settlement
from insights.selectors.progress import theming_of
from insights.selectors.women import woman_of

GIVEN = (Coding.Decision.ACCEPTED, Coding.Decision.ADDED)


@dataclass(frozen=True)
class Compared:
    """One response of a compared sample, by themes: a sub-theme says the theme above it too."""

    response: int
    first: frozenset[int]
    second: frozenset[int]
    agreed: frozenset[int]
    settlement: Settlement | None

    @property
    def differs(self) -> bool:
        return self.first != self.second

    @property
    def is_open(self) -> bool:
        return self.differs and self.settlement is None


def members_of(sample: Sample) -> list[SampleMember]:
    """Places of a sample in the order of drawing, without responses that were taken back."""
    here = responses_for(use=Use.READING_TEAM, consultation=sample.consultation)
    members = sample.members.filter(response__in=here.order_by().values("pk"))
    return list(members.select_related("response").order_by("pk"))


def left_to_code(sample: Sample) -> int:
    """How many of its responses the second coder hasn't finished."""
    return sum(not member.is_done for member in members_of(sample))


def pairs_of(sample: Sample) -> list[Compared]:
    """Both codings of each response, in the order of drawing. What all others than the second gave
    is the first coding, whoever gave it."""
    members = members_of(sample)
    place = {woman_of(m.response_id, m.response.visit_hash): m.response_id for m in members}
    given: dict[str, dict[int, set[int]]] = {
        side: defaultdict(set) for side in ("first", "second", "agreed")
    }
    for response, visit, coder, theme, parent, decision in _codings(sample, members):
        side = "second" if coder == sample.second_id else "first"
        if decision == Coding.Decision.AGREED:
            side = "agreed"
        row = place.get(woman_of(response, visit), response)
        given[side][row] |= {theme, parent or theme}
    settled = Settlement.objects.filter(response__in=[m.response_id for m in members])
    settlements = {s.response_id: s for s in settled.select_related("settled_by")}
    return [
        Compared(
            response=m.response_id,
            **{side: frozenset(found[m.response_id]) for side, found in given.items()},
            settlement=settlements.get(m.response_id),
        )
        for m in members
    ]


Row = tuple[int, bytes | None, int, int, int | None, str]


def _codings(sample: Sample, members: list[SampleMember]) -> list[Row]:
    theming = theming_of(sample.consultation)
    visits = [m.response.visit_hash for m in members if m.response.visit_hash]
    rows = Response.objects.filter(
        Q(pk__in=[m.response_id for m in members]) | Q(visit_hash__in=visits)
    )
    settled = Settlement.objects.filter(
        Q(response=OuterRef("response"))
        | Q(
            response__visit_hash=OuterRef("response__visit_hash"),
            response__visit_hash__isnull=False,
        )
    )
    # What no longer counts of the first coding is what was settled since; anything else had left
    # the coding before (its theme was merged into another).
    hers = Q(coder=sample.second_id) | Q(counts=True) | Q(Exists(settled))
    codings = Coding.objects.filter(
        hers,
        response__in=rows.order_by().values("pk"),
        decision__in=(*GIVEN, Coding.Decision.AGREED),
        theme__codebook=theming.codebook_id if theming else None,
    )
    columns = ("response_id", "response__visit_hash", "coder_id", "theme_id", "theme__parent_id")
    found: list[Row] = list(codings.values_list(*columns, "decision"))
    return found
