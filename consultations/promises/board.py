"""What happened: every promise that was made, where it stands, and how many were kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from consultations.listing.slices import Slice, slice_of
from consultations.promises.clock import Promised, Share, by_standing, share_of
from consultations.promises.selectors import promises_of, public_consultations
from core.models import Area


@dataclass(frozen=True)
class AreaShare:
    """The share that was kept in one area."""

    area: Area
    share: Share


@dataclass(frozen=True)
class Board:
    """One page of promises, and the shares kept: of these, and of each area."""

    slice: Slice
    share: Share
    areas: list[AreaShare]
    chosen: Area | None = None


def board_for(params: Mapping[str, str]) -> Board:
    """What an address asks for: `area` and `page`. An area that isn't there is no filter."""
    promises = promises_of(public_consultations())
    by_area: dict[Area, list[Promised]] = {}
    for promise in promises:
        by_area.setdefault(promise.consultation.area, []).append(promise)
    areas = sorted(by_area, key=lambda area: area.local_name)
    chosen = next((area for area in areas if area.slug == params.get("area", "")), None)
    shown = by_area[chosen] if chosen else promises
    kept = {"area": chosen.slug if chosen else ""}
    return Board(
        slice_of(by_standing(shown), params.get("page", ""), kept),
        share_of(shown),
        [AreaShare(area, share_of(by_area[area])) for area in areas],
        chosen,
    )
