"""Whom she must not meet, in her own words, until a person has made pairs of them.

A rule can't read a name, and may not guess. So each word of it waits for her coordinator, who makes
the pairs, or finds that she means nobody on our panels, and says so: one mark for both, since which
it was would tell that the other is here. Who comes to a panel later wasn't looked for then. So what
was seen to waits once more where she would be in one session with somebody who is newer (0066).
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from accounts.services import audit
from consultations.panels.models import (
    GONE,
    Membership,
    Panel,
    PanelMember,
    PersonalRecord,
)
from consultations.panels.people.records import Needs, Part, shaped
from consultations.panels.people.vault import unseal
from consultations.panels.permissions import require_coordinator_of
from consultations.panels.selectors import members_for

NEVER = -1


class WroteAnew(Exception):
    """What was read isn't what she says now."""


@dataclass(frozen=True)
class Named:
    """`words` are for her coordinator's eyes, on the member's own page alone. `among`: the newest
    place on any panel when it was seen to; NEVER before that, or when she wrote it anew since."""

    words: str
    mark: str
    among: int

    def waits(self, others: Iterable[int]) -> bool:
        """Whether somebody has still to look whether she means one of these, by their places."""
        return self.among == NEVER or any(number > self.among for number in others)


def named_by(members: Iterable[int]) -> dict[int, Named]:
    """Member id → what she says; who names nobody isn't there. One query."""
    rows = PersonalRecord.objects.filter(member__in=list(members), part=Part.NEEDS)
    return {row.member_id: hers for row in rows if (hers := named_in(row, _opened(row)))}


def named_in(row: PersonalRecord, told: Needs) -> Named | None:
    """The same of one record, and what it says."""
    words = told.keep_away.strip()
    if not words:
        return None
    mark = _mark(row.member_id, words)
    is_seen = hmac.compare_digest(mark, row.named_as)
    return Named(words, mark, row.named_among if is_seen else NEVER)


def waiting_among(panel: Panel, members: Iterable[int], named: Mapping[int, Named]) -> set[int]:
    """Ids of those of these women on a panel whose words nobody has read with all the others in
    mind: they aren't brought together before."""
    ids = set(members)
    hers = {pk: named[pk] for pk in ids if pk in named}
    if not hers:
        return set()
    rows = Membership.objects.filter(panel=panel, member__in=ids).values_list("member", "pk")
    places = list(rows)
    return {
        pk
        for pk, one in hers.items()
        if one.waits(number for other, number in places if other != pk)
    }


def needs_records(user: Any) -> list[PersonalRecord]:
    """What members of hers need, sealed: for who asks several things of it in one click."""
    rows = PersonalRecord.objects.filter(member__in=members_for(user), part=Part.NEEDS)
    return list(rows.select_related("member").order_by("member__chosen_name", "member"))


def waiting_for(user: Any, records: list[PersonalRecord] | None = None) -> list[PanelMember]:
    """Members of hers whose words wait, for her lists: by the names that they chose."""
    known: list[PanelMember] = []
    named: dict[int, Named] = {}
    for row in needs_records(user) if records is None else records:
        if hers := named_in(row, _opened(row)):
            named[row.member_id] = hers
            known.append(row.member)
    if not named:
        return []
    here = Membership.objects.exclude(state__in=GONE)
    panels = here.filter(member__in=named).values("panel")
    beside: dict[int, dict[int, int]] = {}  # panel → member → number of her place
    for number, member, panel in here.filter(panel__in=panels).values_list("pk", "member", "panel"):
        beside.setdefault(panel, {})[member] = number

    def waits(pk: int) -> bool:
        circles = [circle for circle in beside.values() if pk in circle]
        others = (n for circle in circles for other, n in circle.items() if other != pk)
        return bool(circles) and named[pk].waits(others)

    return [member for member in known if waits(member.pk)]


def waits_now(member: PanelMember, hers: Named | None) -> bool:
    """The same for one woman, whose words were read."""
    if hers is None or hers.among == NEVER:
        return hers is not None
    panels = Membership.objects.filter(member=member).exclude(state__in=GONE).values("panel")
    newer = Membership.objects.filter(panel__in=panels, pk__gt=hers.among)
    return bool(newer.exclude(state__in=GONE).exclude(member=member).exists())


def look_for_her_too(place: Membership) -> None:
    """She comes back to a panel: what was seen to while she was gone is looked at once more where
    she would be."""
    rows = PersonalRecord.objects.filter(
        part=Part.NEEDS, member__memberships__panel=place.panel_id, named_among__gte=place.pk
    )
    rows.update(named_among=place.pk - 1)


@transaction.atomic
def see_to_named(*, user: Any, member: PanelMember, mark: str) -> None:
    """Whom she names is kept apart from her, or is on no panel. `mark`: of the words that were
    read. Twice is once. Raises PermissionDenied, WroteAnew."""
    require_coordinator_of(user, member)
    row = PersonalRecord.objects.select_for_update().filter(member=member, part=Part.NEEDS).first()
    hers = named_by([member.pk]).get(member.pk)
    if row is None or hers is None or not hmac.compare_digest(hers.mark, mark):
        raise WroteAnew
    newest = Membership.objects.aggregate(newest=Max("pk"))["newest"] or 0
    row.named_as, row.named_among = hers.mark, newest
    row.save(update_fields=["named_as", "named_among"])
    audit(user=user, action="saw to whom a member must not meet", subject=f"member {member.pk}")


def _opened(row: PersonalRecord) -> Needs:
    told = shaped(Part.NEEDS, unseal(row.member_id, Part.NEEDS, bytes(row.sealed)))
    assert isinstance(told, Needs)
    return told


def _mark(member_id: int, words: str) -> str:
    """Keyed: a name is short, and could be guessed from a plain hash."""
    told = f"named:{member_id}:{words}"
    return hmac.new(settings.PANEL_KEY.encode(), told.encode(), sha256).hexdigest()
