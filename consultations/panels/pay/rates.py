"""What a session is worth by a rate card, and whether an hour comes to a living. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from consultations.panels.pay.money import an_hour, part_of


@dataclass(frozen=True)
class Band:
    """One line of a rate card: for so many minutes in all, so many pence."""

    label: str
    up_to_minutes: int
    pence: int


@dataclass(frozen=True)
class Time:
    """What of a session is paid, in minutes: getting ready, being there, talking it over."""

    prep: int
    session: int
    debrief: int

    @property
    def whole(self) -> int:
        return self.prep + self.session + self.debrief


class NoBand(LookupError):
    """The card has no line that is long enough for this."""


def band_for(bands: Iterable[Band], minutes: int) -> Band:
    """The shortest band that holds so many minutes. Raises NoBand."""
    fitting = [band for band in bands if band.up_to_minutes >= minutes]
    if not fitting:
        raise NoBand
    return min(fitting, key=lambda band: band.up_to_minutes)


def minutes_paid(planned: Time, counted: int) -> int:
    """Of `counted` minutes of the session, what is paid with getting ready and talking it over."""
    if not counted:
        return 0
    there = min(counted, planned.session)
    debrief = planned.debrief if there == planned.session else 0
    return planned.prep + there + debrief


def fee_for(bands: Iterable[Band], planned: Time, counted: int) -> tuple[Band, int, int]:
    """(band, minutes that are paid, pence). The band is that of the whole session; who was there
    for a part gets that part of it, getting ready included in full: it was done (decision 0055).
    `counted` are minutes of the session itself; none at all is worth nothing. Raises NoBand."""
    band, minutes = band_for(bands, planned.whole), minutes_paid(planned, counted)
    if not minutes:
        return band, 0, 0
    return band, minutes, part_of(band.pence, minutes, planned.whole)


def below_floor(pence: int, minutes: int, floor: int) -> int | None:
    """What an hour comes to where that is under the floor, in pence; else None."""
    hour = an_hour(pence, minutes)
    return hour if hour < floor else None
