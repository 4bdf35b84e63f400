"""Words for how well a finding is borne out, for staff and in the pack."""

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from insights.findings.lines import EARLY
from insights.models import Finding

Strength = Finding.Strength

NAMES: dict[str, LazyText] = {
    Strength.STRONG: _("Strong"),
    Strength.MODERATE: _("Moderate"),
    Strength.EMERGING: _("Emerging"),
    Strength.SINGLE: _("Single account"),
    EARLY: _("Early"),
}
# What each level means, adapted from GRADE-CERQual (domain §6b).
GUIDE: dict[str, LazyText] = {
    Strength.STRONG: _(
        "Women who came in several ways, and of several groups, say it. It fits together, few "
        "disagree, and two people coded it."
    ),
    Strength.MODERATE: _(
        "One or two real concerns: about how it was gathered, how much there is, or for whom it "
        "holds."
    ),
    Strength.EMERGING: _(
        "Few women, or one place, or one session. Worth knowing, and no ground for change by "
        "itself yet."
    ),
    Strength.SINGLE: _(
        "One woman. It may still need action, if somebody is in danger. It never goes public."
    ),
    EARLY: _(
        "Early: worth knowing, and no ground for change by itself yet. How many said it, and "
        "where, is left out so that nobody can be picked out."
    ),
}
CONCERNS: dict[str, LazyText] = {
    "methods": _("How it was gathered"),
    "adequacy": _("How much there is"),
    "coherence": _("How well it fits together"),
    "relevance": _("For whom it holds"),
}
TENSIONS: dict[str, LazyText] = {
    "between_women": _("Between women"),
    "with_services": _("Between women and services"),
}
NONE_FOUND = _("We looked, and found nothing that does not fit.")


def strength_name(code: str) -> str:
    """Strong, moderate, emerging, single account, early; or that nobody has weighed it."""
    return str(NAMES.get(code, _("Not weighed yet")))
