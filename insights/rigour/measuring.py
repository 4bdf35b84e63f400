"""Measuring how far two coders agree, in a worker: NLTK and numpy are loaded here alone."""

from dataclasses import asdict

from insights.models import Sample, Theme
from insights.rigour.pairs import members_of, pairs_of
from insights.rigour.selectors import measured_with


def measure_sample(sample_id: int) -> int:
    """Store on a compared sample how far its coders agree, per theme and over the sets, with the
    samples that it adds to. Returns on how many responses; 0 where there is nothing to measure any
    more."""
    from insights.analysis.agreement import measure

    samples = Sample.objects.select_related("consultation", "codebook").exclude(compared_on=None)
    sample = samples.filter(pk=sample_id).first()
    if sample is None or sample.codebook is None:
        return 0
    alone = len(members_of(sample))
    pairs = [(row.first, row.second) for row in pairs_of(*measured_with(sample))]
    used = {theme for pair in pairs for side in pair for theme in side}
    themes = list(sample.codebook.themes.order_by("order"))
    tops = [theme.pk for theme in themes if theme.parent_id is None]
    shown = [t.pk for t in themes if t.pk in used or (t.parent_id is None and _in_use(t))]
    found = measure(pairs, shown, tops=tops)
    sample.agreement = {
        "n": found.n,
        "from": sample.drawn_from + found.n - alone,
        "sets": asdict(found.sets) if found.sets else None,
        "themes": {str(pk): asdict(code) for pk, code in found.codes.items()},
    }
    sample.save(update_fields=["agreement"])
    return found.n


def _in_use(theme: Theme) -> bool:
    return bool(theme.status == Theme.Status.ACTIVE)
