"""What the two coders of a sample gave each response, and what was agreed. For nobody's eyes before
the sample is compared: screens ask only then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Sample, SampleMember, Settlement
from insights.selectors.progress import APPLIES, theming_of
from insights.selectors.women import woman_of


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


def members_of(*samples: Sample) -> list[SampleMember]:
    """Places of samples of one consultation in the order of drawing, without responses that were
    taken back."""
    here = responses_for(use=Use.READING_TEAM, consultation=samples[0].consultation)
    members = SampleMember.objects.filter(
        sample__in=samples, response__in=here.order_by().values("pk")
    )
    return list(members.select_related("response").order_by("pk"))


def left_to_code(sample: Sample) -> int:
    """How many of its responses the second coder hasn't finished."""
    return sum(not member.is_done for member in members_of(sample))


def pairs_of(*samples: Sample) -> list[Compared]:
    """Both codings of each response of these samples of one consultation, in the order of drawing;
    no response is drawn twice. What all others than the second coder gave is the first coding,
    whoever gave it."""
    if not samples:
        return []
    seconds = {sample.pk: sample.second_id for sample in samples}
    members = members_of(*samples)
    place = {woman_of(m.response_id, m.response.visit_hash): m for m in members}
    settled = Settlement.objects.filter(response__in=[m.response_id for m in members])
    settlements = {s.response_id: s for s in settled.select_related("settled_by")}
    given: dict[str, dict[int, set[int]]] = {
        side: defaultdict(set) for side in ("first", "second", "agreed")
    }
    found = _codings(samples[0].consultation, members)
    for response, visit, coder, theme, parent, decision, counts in found:
        member = place[woman_of(response, visit)]
        side = "second" if coder == seconds[member.sample_id] else "first"
        if decision == Coding.Decision.AGREED:
            side = "agreed"
        elif side == "first" and not counts and member.response_id not in settlements:
            continue  # it had left the coding before: its theme was merged into another
        given[side][member.response_id] |= {theme, parent or theme}
    return [
        Compared(
            response=m.response_id,
            **{side: frozenset(themes[m.response_id]) for side, themes in given.items()},
            settlement=settlements.get(m.response_id),
        )
        for m in members
    ]


Row = tuple[int, bytes | None, int, int, int | None, str, bool]


def _codings(consultation: ConsultationPage, members: Sequence[SampleMember]) -> list[Row]:
    """What anybody gave these women, on whichever row of their visit."""
    theming = theming_of(consultation)
    visits = [m.response.visit_hash for m in members if m.response.visit_hash]
    rows = Response.objects.filter(
        Q(pk__in=[m.response_id for m in members]) | Q(visit_hash__in=visits)
    )
    codings = Coding.objects.filter(
        response__in=rows.order_by().values("pk"),
        decision__in=APPLIES,
        theme__codebook=theming.codebook_id if theming else None,
    )
    columns = ("response_id", "response__visit_hash", "coder_id", "theme_id", "theme__parent_id")
    found: list[Row] = list(codings.values_list(*columns, "decision", "counts"))
    return found
