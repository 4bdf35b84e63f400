"""Every public promise as a row: enough to reckon the share that "What happened" tells."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest
from django.utils.translation import override

from consultations.open_data.fields import Row, english_of
from consultations.open_data.rows import about, address_of, iso, welsh_titles
from consultations.promises.clock import Promised
from consultations.promises.selectors import promises_of, public_consultations

COUNTS = {True: "kept", False: "not_kept", None: "not_yet"}


def promises(request: HttpRequest) -> Iterator[Row]:
    """Of consultations that have opened, and of all that were up once: a promise stands wherever
    its page is now, as it does on "What happened"."""
    welsh = welsh_titles()
    with override("en-gb"):
        rows = promises_of(public_consultations())
    for row in sorted(rows, key=lambda one: (one.first_day, one.key)):
        page = row.consultation
        yield {
            "id": row.key,
            "kind": row.kind.value,
            **about(page, welsh),
            "opens_on": iso(page.opens_on),
            "closes_on": iso(page.closes_on),
            "what": row.what.english or english_of(row.kind.label),
            "what_cy": row.what.welsh,
            "owner": row.owner,
            "first_day": iso(row.first_day if row.is_dated else None),
            "day": iso(row.day if row.is_dated else None),
            "state": row.standing.value,
            "counts": COUNTS[row.counts],
            "kept_on": iso(row.kept_on),
            "told_on": iso(row.said_on),
            "how": row.how.english,
            "how_cy": row.how.welsh,
            "address": address_of(page, request) if page.is_published else "",
            "updated": iso(_changed(row)),
        }


def _changed(row: Promised) -> date:
    """The last day on which somebody wrote something of it."""
    moved = [move.moved_on for move in row.moves]
    return max(filter(None, (row.made_on, row.said_on, *moved)))
