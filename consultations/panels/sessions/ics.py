"""A calendar file that tells nothing (RFC 5545, by hand: one event, a dozen lines). Plain Python.

It says "Meeting" and the hours: a calendar is read by whoever picks up the phone, and by who runs
it. The address goes in only when she asks for that.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

OCTETS = 75  # of a line, RFC 5545, section 3.1


@dataclass(frozen=True)
class Event:
    """`number` is of her place: two women's files have nothing in common. Aware times."""

    number: int
    starts: datetime
    ends: datetime
    summary: str
    place: str = ""
    is_cancelled: bool = False


def calendar_file(event: Event, made: datetime) -> bytes:
    """The whole file, lines ended and folded as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//EN",
        "BEGIN:VEVENT",
        f"UID:{uuid5(NAMESPACE_OID, f'place {event.number}')}",
        f"DTSTAMP:{_utc(made)}",
        f"SEQUENCE:{int(made.timestamp()) // 60}",  # a later file takes the place of an earlier
        f"DTSTART:{_utc(event.starts)}",
        f"DTEND:{_utc(event.ends)}",
        f"SUMMARY:{escaped(event.summary)}",
        *([f"LOCATION:{escaped(event.place)}"] if event.place else []),
        *(["STATUS:CANCELLED"] if event.is_cancelled else []),
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def escaped(words: str) -> str:
    """TEXT of RFC 5545, section 3.3.11. Other control signs have no place in it."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign == "\n" or sign >= " ")
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """At most 75 octets a line, no sign cut in two."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        added = sign.encode()
        if len(part) + len(added) > OCTETS:
            parts.append(part)
            part = b" "
        part += added
    return b"\r\n".join([*parts, part])


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
