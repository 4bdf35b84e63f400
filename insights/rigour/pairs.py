"""What the two coders of a sample gave each response, and what was agreed. For nobody's eyes before
the sample is compared: screens ask only then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from consultations.models import ConsultationPage
from core.once import once_a_page
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Sample, SampleMember, Settlement, Theme
from insights.selectors.progress import APPLIES
from insights.selectors.women import woman_of

SIDES = ("first", "second")
Sides = dict[str, dict[int, set[int]]]  # by who gave it, and by response: the themes
# What a merge left with the theme that went is said by the same person's coding of the other one,
# whichever of the two coders she is, and whether it counted.
GIVEN = Q(decision__in=APPLIES, theme__merged_into=None)


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
    wanted = {sample.pk for sample in samples}
    members = _members(samples[0].consultation) if samples else []
    return [member for member in members if member.sample_id in wanted]


@once_a_page(lambda consultation: consultation.translation_key)
def _members(consultation: ConsultationPage) -> list[SampleMember]:
    """Those of all its samples: a few hundred at most. Each says in `since` which sample it is
    measured from on: the last that stands for itself, whatever is left of that one."""
    here = responses_for(use=Use.READING_TEAM, consultation=consultation)
    of_page = {"consultation__translation_key": consultation.translation_key}
    alone = Sample.objects.filter(
        **of_page, codebook=OuterRef("sample__codebook"), pk__lte=OuterRef("sample"), adds=False
    )
    members = SampleMember.objects.filter(
        sample__in=Sample.objects.filter(**of_page), response__in=here.order_by().values("pk")
    ).annotate(since=Subquery(alone.exclude(compared_on=None).order_by("-pk").values("pk")[:1]))
    return list(members.select_related("response", "sample__consultation").order_by("pk"))


def drawn(consultation: ConsultationPage, pk: int) -> list[Sample]:
    """A compared sample of this consultation, and those that it adds to, the last first; only such
    as a response is left of, and none where none is left of the sample itself."""
    members: list[Any] = _members(consultation)
    since = next((member.since or 0 for member in members if member.sample_id == pk), None)
    if since is None:
        return []
    samples = {m.sample_id: m.sample for m in members if since <= m.sample_id <= pk}
    wanted = samples[pk]
    compared = [one for one in samples.values() if one.compared_on is not None]
    found = [one for one in compared if one.codebook_id == wanted.codebook_id]
    return sorted(found, key=lambda one: -one.pk) if wanted in compared else []


def coded_alike(sample: Sample) -> list[int]:
    """Its responses that both coders gave the same themes; perhaps none."""
    sides = _sides_of(sample)
    first, second = ({**sides[side]} for side in SIDES)
    return [
        m.response_id
        for m in members_of(sample)
        if first.get(m.response_id, set()) == second.get(m.response_id, set())
    ]


def left_to_settle(sample: Sample) -> Q:
    """Of a row: that it is one of its responses that the two coded differently, and nobody has
    settled it. The same as `pairs_of` has it."""
    alike = set(coded_alike(sample))
    differing = [m.response_id for m in members_of(sample) if m.response_id not in alike]
    settled = Settlement.objects.filter(response=OuterRef("pk"), codebook=sample.codebook_id)
    return Q(pk__in=differing) & ~Q(Exists(settled))


def left_to_code(sample: Sample) -> int:
    """How many of its responses the second coder hasn't finished."""
    return sum(not member.is_done for member in members_of(sample))


def pairs_of(*samples: Sample) -> list[Compared]:
    """Both codings of each response of these samples of one consultation and codebook, in the order
    of drawing; no response is drawn twice. What all others than the second coder gave is the first
    coding, whoever gave it."""
    return _pairs(samples, members_of(*samples)) if samples else []


def pair_of(member: SampleMember) -> Compared:
    """The same of one response alone, as `sampled` finds it."""
    return _pairs([member.sample], [member], _sides_of.told(member.sample))[0]


def _pairs(
    samples: Sequence[Sample], members: Sequence[SampleMember], sides: Sides | None = None
) -> list[Compared]:
    settled = Settlement.objects.filter(
        response__in=[m.response_id for m in members], codebook=samples[0].codebook_id
    )
    settlements = {s.response_id: s for s in settled.select_related("settled_by")}
    sides = sides or _sides(samples, members)
    return [
        Compared(
            response=m.response_id,
            **{side: frozenset(themes.get(m.response_id, ())) for side, themes in sides.items()},
            settlement=settlements.get(m.response_id),
        )
        for m in members
    ]


@once_a_page(lambda sample: sample.pk)
def _sides_of(sample: Sample) -> Sides:
    """Those of a whole sample."""
    return _sides([sample], members_of(sample))


def _sides(samples: Sequence[Sample], members: Sequence[SampleMember]) -> Sides:
    """By who gave it, and by response: the themes."""
    seconds = {sample.pk: sample.second_id for sample in samples}
    place = {woman_of(m.response_id, m.response.visit_hash): m for m in members}
    given: dict[str, dict[int, set[int]]] = {
        side: defaultdict(set) for side in ("first", "second", "agreed")
    }
    found = _codings(samples[0].codebook_id, members)
    for response, visit, coder, theme, parent, decision in found:
        member = place[woman_of(response, visit)]
        side = "second" if coder == seconds[member.sample_id] else "first"
        if decision == Coding.Decision.AGREED:
            side = "agreed"
        given[side][member.response_id] |= {theme, parent or theme}
    return given


def of_women(members: Sequence[SampleMember]) -> Q:
    """Of a row: that it is of one of these women, on whichever row of their visit."""
    visits = [m.response.visit_hash for m in members if m.response.visit_hash]
    return Q(pk__in=[m.response_id for m in members]) | Q(visit_hash__in=visits)


def gave(samples: Sequence[Sample], side: str, theme: Theme) -> Q:
    """Of a row: that the first coder of its sample gave it this theme or a sub-theme of it, or the
    second did: the same as `pairs_of` has it."""
    given = Coding.objects.filter(
        Q(theme=theme) | Q(theme__parent=theme),
        GIVEN,
        theme__codebook=samples[0].codebook_id,
        response=OuterRef("pk"),
    ).exclude(decision=Coding.Decision.AGREED)
    found = Q(pk__in=[])
    for sample in samples:
        hers = Q(coder=sample.second_id)
        by = given.filter(hers if side == "second" else ~hers)
        found |= of_women(members_of(sample)) & Q(Exists(by))
    return found


Row = tuple[int, bytes | None, int, int, int | None, str]


def _codings(codebook: int | None, members: Sequence[SampleMember]) -> list[Row]:
    """What anybody gave these women of it, on whichever row of their visit."""
    rows = Response.objects.filter(of_women(members)).order_by()
    codings = Coding.objects.filter(GIVEN, response__in=rows.values("pk"), theme__codebook=codebook)
    columns = ("response_id", "response__visit_hash", "coder_id", "theme_id", "theme__parent_id")
    found: list[Row] = list(codings.values_list(*columns, "decision"))
    return found
