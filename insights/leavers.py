"""What a colleague who leaves has in hand among themes. Filled in by ready(); what is heavy is
imported inside (trap 4)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.open_work import InHand, Kind


def look_at_shares(user: Any) -> InHand | None:
    """Women of her shares whom she has not begun with. Who may code everywhere could go on."""
    from insights.sharing.selectors import people_to_share_with
    from insights.sharing.services import left_of, shared_with

    number = left_of(user)
    if not number:
        return None
    words = ngettext(
        "%(n)s response of her share to read and code.",
        "%(n)s responses of her share to read and code.",
        number,
    )
    may = [set(people_to_share_with(page)) - {user} for page in shared_with(user)]
    heirs = sorted(set.intersection(*may), key=str)
    return InHand(words % {"n": number}, _("Nobody’s: shared out again later"), heirs)


def hand_over_shares(user: Any, *, to: Any, by: Any) -> None:
    """Give them to one coder, or to nobody."""
    from insights.sharing.services import pass_on_all

    pass_on_all(coder=user, to=to, by=by)


def look_at_samples(user: Any) -> InHand | None:
    """Samples that she codes blind: nobody can go on with half of one."""
    from insights.models import Sample

    found = Sample.objects.filter(second=user, compared_on=None).select_related("consultation")
    titles = ", ".join(f"“{sample.consultation}”" for sample in found)
    if not titles:
        return None
    words = _("She codes a sample blind, of %(titles)s.") % {"titles": titles}
    return InHand(words, _("Ask the facilitator to take it back and draw another."))


def keep_samples(user: Any, *, to: Any, by: Any) -> None:
    """Nothing is done with them: the facilitator takes a sample back, and says why."""


KINDS = (
    Kind("shares", look_at_shares, hand_over_shares),
    Kind("samples", look_at_samples, keep_samples),
)
