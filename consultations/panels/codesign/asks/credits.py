"""Who is named with a recommendation: only who asked for it, as she asked, as long as she does."""

from consultations.panels.codesign.asks.models import Recommendation


def credits_of(recommendation: Recommendation) -> list[str]:
    """Names in the order of the alphabet, which tells nothing of who signed first."""
    names = (signing.shown_name for signing in recommendation.signings.all())
    return sorted({name for name in names if name}, key=str.casefold)
