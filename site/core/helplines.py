"""In which order helplines stand. Everyone gets the same lines; nothing that she typed is asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import Area, Helpline

Setting, Country = Helpline.Setting, Helpline.Country
HEADINGS: dict[str, str | Promise] = {
    Setting.CUSTODY: _("If you are in prison"),
    Setting.COMMUNITY: _("If you are outside"),
}


@dataclass(frozen=True)
class Group:
    """The lines that can be used in one setting. `key` names the part of the page."""

    key: str
    heading: str | Promise
    lines: list[Helpline]


def grouped(lines: Iterable[Helpline], here: Area | None = None) -> list[Group]:
    """All lines by setting, those of this area first. A line for both stands in both groups."""
    ordered = sorted(lines, key=_place(here))
    groups = (
        Group(key, heading, [line for line in ordered if line.setting in {key, Setting.BOTH}])
        for key, heading in HEADINGS.items()
    )
    return [group for group in groups if group.lines]


def _place(here: Area | None) -> Callable[[Helpline], tuple[int, str, int, str]]:
    """Lines of this area; for everywhere; for its country, then the other one; of other areas.

    Without an area, the country of the page's language is the first.
    """
    nearer = here.country if here else Country.WALES if get_language() == "cy" else Country.ENGLAND

    def place(line: Helpline) -> tuple[int, str, int, str]:
        if line.area is not None:
            return (0 if line.area == here else 4, line.area.name, line.order, line.name)
        near = {Country.BOTH: 1, nearer: 2}.get(Country(line.country), 3)
        return (near, "", line.order, line.name)

    return place
