"""Rate cards in versions, with bands to begin from; budgets; limits; how an area pays."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import audit
from consultations.panels.models import BenefitLimit, Budget, Panel, PayTerms, RateCard
from consultations.panels.pay.offering import offer_all
from consultations.panels.pay.permissions import RUN
from consultations.panels.pay.rates import below_floor
from consultations.panels.permissions import require_coordinator
from consultations.panels.services import NotFromHere
from core.models import Area

# To begin from, and to be put right: like the bands of NIHR after its uplift of December 2025. Only
# £13.80 and the top of the scale are published; those between are worked out in proportion.
EXAMPLE_BANDS = [(30, 1_380), (60, 2_750), (120, 5_500), (240, 8_250), (480, 16_500)]
EXAMPLE_URL = "https://www.nihr.ac.uk/payment-guidance-researchers-and-professionals"
EXAMPLE_CHECKED = date(2026, 11, 20)
LIVING_WAGE = 1_271  # pence an hour, National Living Wage from April 2026: to be looked up


class CannotPublish(Exception):
    """The card has no line, or nobody has said where its numbers come from and when it was looked
    up."""


class Overlaps(Exception):
    """Another budget covers some of these days: one of the two would be hidden."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(str(budget))
        self.budget = budget


@transaction.atomic
def begin_card(*, user: Any, panel: Panel) -> RateCard:
    """A new version to write: the last one's lines, or bands to begin from. An open draft is given
    back. Raises PermissionDenied."""
    require_coordinator(user, panel)
    last = RateCard.objects.filter(panel=panel).order_by("-number").first()
    if last is not None and last.published_on is None:
        return last
    card = RateCard.objects.create(
        panel=panel,
        number=last.number + 1 if last else 1,
        source=last.source if last else _("NIHR bands, uplifted in proportion: check each"),
        source_url=last.source_url if last else EXAMPLE_URL,
        checked_on=last.checked_on if last else EXAMPLE_CHECKED,
        floor_pence=last.floor_pence if last else LIVING_WAGE,
        floor_source=last.floor_source if last else _("National Living Wage, from April 2026"),
        floor_checked_on=last.floor_checked_on if last else EXAMPLE_CHECKED,
    )
    lines = [(o.label, o.up_to_minutes, o.pence) for o in last.lines.all()] if last else _examples()
    for label, minutes, pence in lines:
        card.lines.create(label=label, up_to_minutes=minutes, pence=pence)
    audit(user=user, action="began a rate card", subject=f"panel {panel.pk}, {card.number}")
    return card


def _examples() -> list[tuple[str, int, int]]:
    words = [
        _("Up to half an hour"),
        _("Up to an hour"),
        _("Up to two hours"),
        _("Half a day"),
        _("A day"),
    ]
    return [(label, *band) for label, band in zip(words, EXAMPLE_BANDS, strict=True)]


@transaction.atomic
def write_card(
    *, user: Any, card: RateCard, lines: list[tuple[str, int, int]], **fields: Any
) -> RateCard:
    """Write a draft anew; `lines` are (label, up to minutes, pence). Raises PermissionDenied,
    NotFromHere for one that is published."""
    require_coordinator(user, card.panel)
    found = RateCard.objects.select_for_update().get(pk=card.pk)
    if found.published_on is not None:
        raise NotFromHere
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    found.lines.all().delete()
    for label, minutes, pence in lines:
        found.lines.create(label=label, up_to_minutes=minutes, pence=pence)
    audit(user=user, action="wrote a rate card", subject=f"panel {card.panel_id}, {card.number}")
    return found


@transaction.atomic
def publish_card(*, user: Any, card: RateCard) -> int:
    """From now on fees go by it; returns how many fees were waiting for one. Raises
    PermissionDenied, NotFromHere, CannotPublish."""
    require_coordinator(user, card.panel)
    found = RateCard.objects.select_for_update().select_related("panel").get(pk=card.pk)
    if found.published_on is not None:
        raise NotFromHere
    if not found.lines.exists() or not (found.source and found.checked_on):
        raise CannotPublish
    if not (found.floor_pence and found.floor_source and found.floor_checked_on):
        raise CannotPublish
    found.published_on = timezone.localdate()
    found.save(update_fields=["published_on"])
    audit(user=user, action="published a rate card", subject=f"panel {found.panel_id}")
    return offer_all(found.panel)


def under_the_floor(card: RateCard) -> list[tuple[Any, int]]:
    """Lines whose hour comes to less than the floor when their whole time is used, with what it
    comes to in pence."""
    found = []
    for line in card.lines.all():
        hour = below_floor(line.pence, line.up_to_minutes, card.floor_pence)
        if hour is not None:
            found.append((line, hour))
    return found


@transaction.atomic
def keep_budget(*, user: Any, panel: Panel, **values: Any) -> Budget:
    """A budget from one day to another; the same first day puts it right. Raises
    PermissionDenied, Overlaps."""
    require_coordinator(user, panel)
    begins = values.pop("starts_on")
    others = Budget.objects.filter(panel=panel).exclude(starts_on=begins)
    beside = others.filter(starts_on__lte=values["ends_on"], ends_on__gte=begins).first()
    if beside is not None:
        raise Overlaps(beside)
    budget, _made = Budget.objects.update_or_create(panel=panel, starts_on=begins, defaults=values)
    audit(user=user, action="wrote a budget", subject=f"panel {panel.pk}")
    return budget


def _require_finance(user: Any, area: Area) -> None:
    from django.core.exceptions import PermissionDenied

    from accounts.permissions import user_may

    if not user_may(user, RUN, area):
        raise PermissionDenied


@transaction.atomic
def keep_terms(*, user: Any, area: Area, **values: Any) -> PayTerms:
    """How an area pays, by finance. Raises PermissionDenied."""
    _require_finance(user, area)
    terms, _made = PayTerms.objects.update_or_create(area=area, defaults=values)
    audit(user=user, action="wrote how an area pays", subject=f"area {area.pk}")
    return terms


@transaction.atomic
def keep_limit(*, user: Any, area: Area, pk: int | None = None, **values: Any) -> BenefitLimit:
    """A limit that members are told of, by finance. Raises PermissionDenied, DoesNotExist."""
    _require_finance(user, area)
    limit = BenefitLimit.objects.get(pk=pk, area=area) if pk else BenefitLimit(area=area)
    for name, value in values.items():
        setattr(limit, name, value)
    limit.save()
    audit(user=user, action="wrote a limit of a benefit", subject=f"area {area.pk}")
    return limit


@transaction.atomic
def drop_limit(*, user: Any, limit: BenefitLimit) -> None:
    """Raises PermissionDenied."""
    _require_finance(user, limit.area)
    audit(user=user, action="took a limit of a benefit off", subject=f"area {limit.area_id}")
    limit.delete()
