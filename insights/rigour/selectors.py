"""Where double coding stands, and what was measured, as the screens show it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from core.once import once_a_page
from feedback.models import Response
from insights.models import Sample, SampleMember, Theme, Theming
from insights.rigour.blind import going_on, hidden_from, sampled
from insights.rigour.pairs import Compared, members_of, pair_of, pairs_of
from insights.selectors.progress import codebook_in_use, theming_of
from insights.selectors.queue import ResponseRow, rows_of
from insights.selectors.themes import themes_in

# Krippendorff's own bounds. They are guides: what is at stake decides what is enough (domain §6c).
FIRM, TENTATIVE = 0.8, 0.667
NOT_USED, ALWAYS = "not used", "always"


@dataclass(frozen=True)
class OpenSample:
    """A sample that is being coded, and how far the second coder is."""

    sample: Sample
    total: int
    done: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def may_be_compared(self) -> bool:
        return self.total > 0 and not self.left


@dataclass(frozen=True)
class PlaceRow:
    """A response of her sample as one line of her list."""

    number: int
    row: ResponseRow
    is_done: bool


@dataclass(frozen=True)
class AgreementLine:
    """One theme of a comparison. `why_none` says why it has no kappa and no alpha."""

    theme: Theme
    first: int
    second: int
    percent: dict[str, float | None]
    kappa: dict[str, float | None] | None
    alpha: dict[str, float | None] | None
    why_none: str

    @property
    def band(self) -> str:
        return band_of(self.alpha)


@dataclass(frozen=True)
class Comparison:
    """What was measured of a sample: by axis, and over the sets. `n` of 0: not measured yet;
    `drawn_from` is of the samples that it adds to as well."""

    n: int
    drawn_from: int
    sets: dict[str, float | None] | None
    axes: list[tuple[str, list[AgreementLine]]]

    @property
    def band(self) -> str:
        return band_of(self.sets)


@dataclass(frozen=True)
class CountedNow:
    """How many responses both coded, and how many each gave a theme, as the codings stand now:
    words may be taken back and themes merged after a sample was measured."""

    n: int
    first: Counter[int]
    second: Counter[int]

    def is_other_than(self, measured: Comparison) -> bool:
        """Whether it would be measured otherwise now."""
        lines = [line for _, lines in measured.axes for line in lines]
        said = [(line.first, line.second) for line in lines]
        now = [(self.first[line.theme.pk], self.second[line.theme.pk]) for line in lines]
        return self.n != measured.n or said != now


def is_reflexive(theming: Theming | None) -> bool:
    """Whether the reading is one that two people can't miss the right answer of: then nothing is
    measured, and no number of agreement is shown anywhere."""
    return theming is not None and theming.method == Theming.Method.REFLEXIVE


def samples_of(consultation: ConsultationPage) -> QuerySet[Sample]:
    """Samples of a consultation, whichever language its page is in, the last first."""
    samples = Sample.objects.filter(
        consultation__translation_key=consultation.translation_key
    ).select_related("consultation", "second", "drawn_by", "codebook")
    return samples.order_by("-pk")


@once_a_page(lambda consultation: consultation.translation_key)
def compared_samples(consultation: ConsultationPage) -> list[Sample]:
    """Those that were compared by the codebook in use, the last first."""
    compared = samples_of(consultation).exclude(compared_on=None)
    return list(compared.filter(codebook=F("consultation__theming__codebook")))


def last_compared(consultation: ConsultationPage) -> Sample | None:
    """The one whose agreement is told: measured with the samples that it adds to."""
    return next(iter(compared_samples(consultation)), None)


def measured_with(sample: Sample) -> list[Sample]:
    """A compared sample and those that it adds to, back to one that stands for itself."""
    found = []
    before = samples_of(sample.consultation).exclude(compared_on=None).filter(pk__lte=sample.pk)
    for one in before.filter(codebook=sample.codebook_id):
        found.append(one)
        if not one.adds:
            break
    return found


def open_sample(consultation: ConsultationPage) -> OpenSample | None:
    """The sample that is being coded, if there is one."""
    sample = _going_on(consultation)
    return OpenSample(sample, sample.standing, sample.done) if sample else None


def open_sample_of(consultation: ConsultationPage, reader: User) -> OpenSample | None:
    """The same, if she is the one who codes it."""
    sample = _going_on(consultation)
    return open_sample(consultation) if sample and sample.second_id == reader.pk else None


def _going_on(consultation: ConsultationPage) -> Any:
    key = consultation.translation_key
    return next((s for s in going_on() if s.consultation.translation_key == key), None)


def places_of(sample: Sample, reader: User) -> list[PlaceRow]:
    """Her list, in the order in which the responses were drawn."""
    members = members_of(sample)
    rows = {row.pk: row for row in rows_of([m.response for m in members], reader=reader)}
    return [
        PlaceRow(number, rows[member.response_id], member.is_done)
        for number, member in enumerate(members, start=1)
    ]


def next_place(place: SampleMember) -> int | None:
    """The next response that she hasn't finished, from the beginning after the last."""
    members = members_of(place.sample)
    left = [m for m in members if not m.is_done and m.pk != place.pk]
    after = [m for m in left if m.pk > place.pk]
    return next((m.response_id for m in [*after, *left]), None)


def band_of(measured: dict[str, float | None] | None) -> str:
    """The guide that an alpha falls under; empty where there is none, or no interval: of a theme
    that was given once or twice even a 1.00 is chance."""
    value = measured["value"] if measured and measured["low"] is not None else None
    if value is None:
        return ""
    if value >= FIRM:
        return "firm"
    return "tentative" if value >= TENTATIVE else "low"


def comparison_of(sample: Sample) -> Comparison:
    """What the worker stored, in the order of the codebook."""
    stored: dict[str, Any] = sample.agreement
    if not stored:
        return Comparison(0, 0, None, [])
    codes = stored["themes"]
    axes: dict[str, list[AgreementLine]] = {}
    themes = Theme.objects.filter(pk__in=codes).select_related("parent").order_by("order")
    for theme in themes:
        found = codes[str(theme.pk)]
        line = AgreementLine(
            theme=theme,
            first=found["first"],
            second=found["second"],
            percent=found["percent"],
            kappa=found["kappa"],
            alpha=found["alpha"],
            why_none="" if found["alpha"] else _why_none(found),
        )
        axes.setdefault(theme.axis_name, []).append(line)
    drawn_from = stored.get("from", sample.drawn_from)
    return Comparison(stored["n"], drawn_from, stored["sets"], list(axes.items()))


def counted_now(sample: Sample, reader: User) -> CountedNow:
    """The same counts of a compared sample and those that it adds to, not as they were stored;
    without what she codes blind by now, by another codebook."""
    hidden = hidden_from(reader)
    pairs = [p for p in pairs_of(*measured_with(sample)) if p.response not in hidden]
    return CountedNow(
        n=len(pairs),
        first=Counter(theme for pair in pairs for theme in pair.first),
        second=Counter(theme for pair in pairs for theme in pair.second),
    )


def _why_none(found: dict[str, Any]) -> str:
    return ALWAYS if found["both"] else NOT_USED


@dataclass(frozen=True)
class PairRow:
    """A response that two people coded, with the themes by name."""

    row: ResponseRow
    first: list[Theme]
    second: list[Theme]
    agreed: list[Theme]
    pair: Compared


def pair_rows(sample: Sample, reader: User) -> list[PairRow]:
    """All responses of a compared sample: those that still have to be settled first."""
    pairs = pairs_of(sample)
    themes = themes_by_pk(theme for p in pairs for theme in (*p.first, *p.second, *p.agreed))
    responses = {m.response_id: m.response for m in members_of(sample)}
    rows = {row.pk: row for row in rows_of(responses.values(), reader=reader)}
    listed = [
        PairRow(
            row=rows[pair.response],
            first=named(pair.first, themes),
            second=named(pair.second, themes),
            agreed=named(pair.agreed, themes),
            pair=pair,
        )
        for pair in pairs
    ]
    return sorted(listed, key=lambda row: (not row.pair.is_open, not row.pair.differs))


@dataclass(frozen=True)
class Settled:
    """What counts for a response that was coded twice and compared: what was agreed; without a
    settlement what both gave, or the first coding as long as the two differ."""

    sample: Sample
    themes: list[Theme]
    pair: Compared


def settled_of(parts: Sequence[Response]) -> Settled | None:
    """The same of these rows of one visit; None unless they were compared."""
    compared = [place for place in sampled(parts) if place.sample.compared_on]
    member = next((m for m in compared if m.sample.codebook_id == _in_use(m)), None)
    if member is None:
        return None
    pair = pair_of(member)
    counts = pair.agreed if pair.settlement else pair.first
    theming = theming_of(member.sample.consultation)
    themes = {theme.pk: theme for theme in themes_in(theming.codebook_id if theming else None)}
    return Settled(member.sample, named(counts, themes), pair)


def _in_use(member: SampleMember) -> int | None:
    return codebook_in_use(member.sample.consultation)


def themes_by_pk(pks: Any) -> dict[int, Theme]:
    """Themes by id, with the theme above each."""
    found = Theme.objects.filter(pk__in=set(pks)).select_related("parent", "codebook")
    return {theme.pk: theme for theme in found.order_by("order")}


def named(pks: Collection[int], themes: dict[int, Theme]) -> list[Theme]:
    """These themes in the order of the codebook; one above another that is there says nothing."""
    above = {themes[pk].parent_id for pk in pks}
    return [theme for pk, theme in themes.items() if pk in pks and pk not in above]


def open_disagreements(consultation: ConsultationPage) -> int:
    """How many responses of compared samples still have to be settled."""
    return sum(pair.is_open for pair in pairs_of(*compared_samples(consultation)))
