"""Tells a woman which themes people grouped her words under. Never what a machine suggested."""

from collections.abc import Sequence

from feedback.models import Response
from feedback.slips import Part
from insights.models import Coding, Theme
from insights.selectors.progress import POSITIVE

FIRST = ("need", "factor", "theme")  # what it was about; where in the journey comes after


def theme_parts(responses: Sequence[Response]) -> dict[int, dict[str, Part]]:
    """A slip writer: {response id: {"themes": {"names": [[English, Welsh], …]}}}.

    Sub-themes are named by the theme above them. Responses that nobody coded have no part.
    """
    codings = Coding.objects.filter(POSITIVE, response__in=[r.pk for r in responses])
    tops: dict[int, set[Theme]] = {}
    for coding in codings.select_related("theme__parent"):
        tops.setdefault(coding.response_id, set()).add(coding.theme.parent or coding.theme)
    return {
        pk: {"themes": {"names": [_names(theme) for theme in sorted(themes, key=_order)]}}
        for pk, themes in tops.items()
    }


def _order(theme: Theme) -> tuple[int, int, str]:
    place = FIRST.index(theme.axis) if theme.axis in FIRST else len(FIRST)
    return place, theme.order, theme.code


def _names(theme: Theme) -> list[str]:
    """English and Welsh; English stands for both where there is no Welsh yet."""
    return [theme.name, theme.name_cy or theme.name]
