"""Money in templates, and what a member is owed."""

from typing import Any

from django import template

from consultations.panels.models import Attendance, Fee, PanelMember
from consultations.panels.pay import held, money
from consultations.panels.pay.letters import seat_of
from consultations.panels.pay.offering import price_of
from consultations.panels.pay.runs import amount

register = template.Library()


@register.filter
def pounds(pence: int | None) -> str:
    """£12.50; nothing where there is no amount: what was declined is not £0."""
    if pence is None:
        return ""
    return f"-{money.pounds(-pence)}" if pence < 0 else money.pounds(pence)


@register.simple_tag
def owed_to(member: PanelMember) -> list[dict[str, Any]]:
    """What she can still get: [{pk, reference, amount, is_open}]."""
    found = []
    for one in held.owed_to(member):
        is_open = isinstance(one, Fee) and one.state == Fee.State.OFFERED
        pence = one.offered_pence if isinstance(one, Fee) and is_open else _pence(one)
        if pence is not None:
            told = {"pk": one.pk, "reference": one.reference, "is_open": is_open}
            found.append({**told, "amount": money.pounds(pence)})
    return found


def _pence(one: Any) -> int | None:
    return None if isinstance(one, Fee) and one.chosen_pence is None else amount(one)


@register.simple_tag
def to_choose(member: PanelMember) -> int:
    """How many fees wait for her choice."""
    return Fee.objects.filter(member=member, state=Fee.State.OFFERED, choice="").count()


@register.simple_tag
def pays(place: Attendance) -> bool:
    """Whether a rate card says what her place pays, so that it can be offered in writing."""
    found = price_of(place)
    return found is not None and found.pence > 0


@register.simple_tag
def takes_part(member: PanelMember) -> bool:
    """Whether a letter may say so."""
    return seat_of(member) is not None
