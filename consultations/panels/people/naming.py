"""Whom she must not meet, in her own words, until a person has made pairs of them.

A rule can't read a name, and may not guess. So each word of it waits for her coordinator, who makes
the pairs, or finds that she means nobody on our panels, and says so: one mark for both, since which
it was would tell that the other is here. A coordinator looks among women of her own panels, and
sees to it for these alone. Who comes to one later wasn't looked for then. So what was seen to waits
once more where she would be in one session or room with somebody who is newer (0072).
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

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
from consultations.panels.selectors import members_for, panels_for


class NotAsRead(Exception):
    """What was read isn't what she says now, or others are there now, or she isn't."""


@dataclass(frozen=True)
class Named:
    """`words` are for her coordinator's eyes, on the member's own page alone. `among`: panel →
    the newest place on it when it was seen to for that panel; none since she wrote it anew."""

    words: str
    mark: str
    among: Mapping[int, int]

    def waits(self, panel: int, others: Iterable[int]) -> bool:
        """Whether somebody has still to look whether she means one of these, by their places on
        this panel."""
        newest = self.among.get(panel)
        return newest is None or any(number > newest for number in others)


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
    among = {int(panel): newest for panel, newest in row.named_on.items()} if is_seen else {}
    return Named(words, mark, among)


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
        if one.waits(panel.pk, (number for other, number in places if other != pk))
    }


def needs_records(user: Any) -> list[PersonalRecord]:
    """What members of hers need, sealed: for who asks several things of it in one click."""
    rows = PersonalRecord.objects.filter(member__in=members_for(user), part=Part.NEEDS)
    return list(rows.select_related("member").order_by("member__chosen_name", "member"))


def waiting_for(user: Any, records: list[PersonalRecord] | None = None) -> list[PanelMember]:
    """Members of hers whose words wait for her, for her lists: by the names that they chose."""
    known: list[PanelMember] = []
    named: dict[int, Named] = {}
    for row in needs_records(user) if records is None else records:
        if hers := named_in(row, _opened(row)):
            named[row.member_id] = hers
            known.append(row.member)
    if not named:
        return []
    beside = _beside(user, named)
    return [member for member in known if _waits(member.pk, named[member.pk], beside)]


def waits_now(user: Any, member: PanelMember, hers: Named | None) -> bool:
    """The same for one woman, whose words were read."""
    return hers is not None and _waits(member.pk, hers, _beside(user, [member.pk]))


Places = Mapping[int, Mapping[int, int]]  # panel → member → number of her place


def _beside(user: Any, members: Iterable[int]) -> Places:
    """Who is on panels of this coordinator's on which these are: other panels aren't hers to look
    through."""
    here = _places(user)
    panels = here.filter(member__in=list(members)).values("panel")
    found: dict[int, dict[int, int]] = {}
    for number, member, panel in here.filter(panel__in=panels).values_list("pk", "member", "panel"):
        found.setdefault(panel, {})[member] = number
    return found


def _waits(pk: int, hers: Named, beside: Places) -> bool:
    return any(
        hers.waits(panel, (number for other, number in circle.items() if other != pk))
        for panel, circle in beside.items()
        if pk in circle
    )


def _places(user: Any) -> QuerySet[Membership]:
    """Places among which this coordinator looks."""
    return Membership.objects.filter(panel__in=panels_for(user)).exclude(state__in=GONE)


@transaction.atomic
def look_for_her_too(place: Membership) -> None:
    """She comes back to a panel: what was seen to while she was gone is looked at once more where
    she would be."""
    here = PersonalRecord.objects.filter(member__memberships__panel=place.panel_id)
    key = str(place.panel_id)
    for row in here.filter(part=Part.NEEDS).select_for_update(of=("self",)):
        if row.named_on.get(key, 0) >= place.pk:
            row.named_on[key] = place.pk - 1
            row.save(update_fields=["named_on"])


def as_read(user: Any, hers: Named) -> str:
    """A mark of her words and of the women among whom this coordinator looks now: her page posts
    it back. Who comes meanwhile, or comes back, stands in no list that was looked through."""
    places = sorted(_places(user).values_list("pk", flat=True))
    return _keyed(f"read:{hers.mark}:{','.join(map(str, places))}")


@transaction.atomic
def see_to_named(*, user: Any, member: PanelMember, mark: str) -> None:
    """Whom she names is kept apart from her, or is on no panel of this coordinator's: on others
    it waits for theirs. `mark`: of what was read (as_read). Twice is once. Raises PermissionDenied,
    NotAsRead."""
    require_coordinator_of(user, member)
    # Who invites holds the panel: nobody comes in between.
    panels = list(panels_for(user).order_by("pk").select_for_update(of=("self",)))
    row = PersonalRecord.objects.select_for_update().filter(member=member, part=Part.NEEDS).first()
    hers = named_in(row, _opened(row)) if row else None
    if row is None or hers is None or not hmac.compare_digest(as_read(user, hers), mark):
        raise NotAsRead
    newest = dict.fromkeys((panel.pk for panel in panels), 0)
    for number, panel in _places(user).order_by("pk").values_list("pk", "panel"):
        newest[panel] = number
    row.named_as = hers.mark
    row.named_on = {str(panel): number for panel, number in {**hers.among, **newest}.items()}
    row.save(update_fields=["named_as", "named_on"])
    audit(user=user, action="saw to whom a member must not meet", subject=f"member {member.pk}")


def _opened(row: PersonalRecord) -> Needs:
    told = shaped(Part.NEEDS, unseal(row.member_id, Part.NEEDS, bytes(row.sealed)))
    assert isinstance(told, Needs)
    return told


def _mark(member_id: int, words: str) -> str:
    return _keyed(f"named:{member_id}:{words}")


def _keyed(told: str) -> str:
    """A name is short, and could be guessed from a plain hash."""
    return hmac.new(settings.PANEL_KEY.encode(), told.encode(), sha256).hexdigest()
