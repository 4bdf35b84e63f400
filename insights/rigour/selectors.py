"""Where double coding stands, and what was measured, as the screens show it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from insights.models import Sample, SampleMember, Theme, Theming
from insights.rigour.pairs import Compared, members_of, pairs_of
from insights.selectors.queue import ResponseRow, rows_of

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
    """What was measured of a sample: by axis, and over the sets. `n` of 0: not measured yet."""

    n: int
    sets: dict[str, float | None] | None
    axes: list[tuple[str, list[AgreementLine]]]

    @property
    def band(self) -> str:
        return band_of(self.sets)


def is_reflexive(theming: Theming | None) -> bool:
    """Whether the reading is one that two people can't miss the right answer of: then nothing is
    measured, and no number of agreement is shown anywhere."""
    return theming is not None and theming.method == Theming.Method.REFLEXIVE


def samples_of(consultation: ConsultationPage) -> QuerySet[Sample]:
    """Samples of a consultation, whichever language its page is in, the last first."""
    samples = Sample.objects.filter(
        consultation__translation_key=consultation.translation_key
    ).select_related("consultation", "second", "drawn_by")
    return samples.order_by("-pk")


def open_sample(consultation: ConsultationPage) -> OpenSample | None:
    """The sample that is being coded, if there is one."""
    sample = samples_of(consultation).filter(compared_on=None).first()
    if sample is None:
        return None
    members = members_of(sample)
    return OpenSample(sample, len(members), sum(member.is_done for member in members))


def open_sample_of(consultation: ConsultationPage, reader: User) -> OpenSample | None:
    """The same, if she is the one who codes it."""
    found = open_sample(consultation)
    return found if found and found.sample.second_id == reader.pk else None


def places_of(sample: Sample, reader: User) -> list[PlaceRow]:
    """Her list, in the order in which the responses were drawn."""
    members = members_of(sample)
    rows = {row.pk: row for row in rows_of([m.response for m in members], reader=reader)}
    return [
        PlaceRow(number, rows[member.response_id], member.is_done)
        for number, member in enumerate(members, start=1)
    ]


def around(place: SampleMember) -> tuple[int | None, int | None]:
    """The responses before and after a place in the order of the sample."""
    pks = [member.response_id for member in members_of(place.sample)]
    if place.response_id not in pks:
        return None, None
    at = pks.index(place.response_id)
    return (pks[at - 1] if at else None), (pks[at + 1] if at + 1 < len(pks) else None)


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
        return Comparison(0, None, [])
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
    return Comparison(stored["n"], stored["sets"], list(axes.items()))


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
    compared = samples_of(consultation).exclude(compared_on=None)
    return sum(pair.is_open for pair in pairs_of(*compared))
