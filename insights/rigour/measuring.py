"""Measuring how far two coders agree, in a worker: NLTK and numpy are loaded here alone."""

from dataclasses import asdict

from insights.models import Sample, Theme
from insights.rigour.pairs import pairs_of
from insights.selectors.progress import theming_of


def measure_sample(sample_id: int) -> int:
    """Store on a compared sample how far its coders agree, per theme and over the sets. Returns on
    how many responses; 0 where there is nothing to measure any more."""
    from insights.analysis.agreement import measure

    samples = Sample.objects.select_related("consultation").exclude(compared_on=None)
    sample = samples.filter(pk=sample_id).first()
    theming = theming_of(sample.consultation) if sample else None
    if sample is None or theming is None:
        return 0
    pairs = [(row.first, row.second) for row in pairs_of(sample)]
    used = {theme for pair in pairs for side in pair for theme in side}
    themes = list(theming.codebook.themes.order_by("order"))
    tops = [theme.pk for theme in themes if theme.parent_id is None]
    shown = [t.pk for t in themes if t.pk in used or (t.parent_id is None and _in_use(t))]
    found = measure(pairs, shown, tops=tops)
    sample.agreement = {
        "n": found.n,
        "sets": asdict(found.sets) if found.sets else None,
        "themes": {str(pk): asdict(code) for pk, code in found.codes.items()},
    }
    sample.save(update_fields=["agreement"])
    return found.n


def _in_use(theme: Theme) -> bool:
    return bool(theme.status == Theme.Status.ACTIVE)
