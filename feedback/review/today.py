"""What the reading room tells on the first screen, in numbers. Filled in by ready()."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.today import Line
from feedback.review.cases.selectors import open_cases_for
from feedback.review.contacts.permissions import contact_areas
from feedback.review.contacts.selectors import listed, open_requests_for
from feedback.review.permissions import review_areas
from feedback.review.replies.permissions import reply_areas
from feedback.review.replies.selectors import open_looks_for, to_check
from feedback.review.selectors import held_for, queues_for


def reading(user: Any) -> Iterator[Line]:
    """What waits to be read in her areas, and the batch that she has open."""
    if not review_areas(user).exists():
        return
    queues, room = queues_for(user), reverse("reading_room:queue")
    if urgent := sum(queue.urgent for queue in queues):
        words = ngettext(
            "%(n)s response may be of danger", "%(n)s responses may be of danger", urgent
        )
        yield Line(words % {"n": urgent}, room, is_urgent=True)
    for queue in queues:
        if queue.to_read:
            words = ngettext(
                "%(area)s: %(n)s response to read",
                "%(area)s: %(n)s responses to read",
                queue.to_read,
            )
            yield Line(words % {"area": queue.area.local_name, "n": queue.to_read}, room)
        if queue.batch:
            words = _("%(area)s: you have a batch open") % {"area": queue.area.local_name}
            yield Line(words, reverse("reading_room:batch", args=[queue.batch.pk]))
    if held := held_for(user).count():
        words = ngettext(
            "%(n)s held back: may be automatic", "%(n)s held back: may be automatic", held
        )
        yield Line(words % {"n": held}, reverse("reading_room:held"))


def cases(user: Any) -> Iterator[Line]:
    """Safeguarding cases that are hers to decide."""
    if number := open_cases_for(user).count():
        words = ngettext("%(n)s open safeguarding case", "%(n)s open safeguarding cases", number)
        yield Line(words % {"n": number}, reverse("reading_room:cases"), is_urgent=True)


def contacts(user: Any) -> Iterator[Line]:
    """Women who want to be contacted: in danger, late, new."""
    if not contact_areas(user).exists():
        return
    rows = listed(open_requests_for(user))
    if not rows:
        return
    words = ngettext(
        "%(n)s woman waits to be contacted", "%(n)s women wait to be contacted", len(rows)
    )
    urgent = sum(row.is_urgent for row in rows)
    told = [
        (sum(row.request.state == "new" for row in rows), _("%(n)s new")),
        (sum(row.is_late for row in rows), _("%(n)s late")),
        (urgent, _("%(n)s urgent")),
    ]
    parts = [words % {"n": len(rows)}, *(said % {"n": n} for n, said in told if n)]
    yield Line(", ".join(parts), reverse("reading_room:contacts"), is_urgent=bool(urgent))


def replies(user: Any) -> Iterator[Line]:
    """Replies that wait for her as second person, and second looks that women asked for."""
    if not reply_areas(user).exists():
        return
    if checks := to_check(user).count():
        words = ngettext("%(n)s reply for you to check", "%(n)s replies for you to check", checks)
        yield Line(words % {"n": checks}, reverse("replies:replies"))
    if looks := open_looks_for(user).count():
        words = ngettext("%(n)s second look asked for", "%(n)s second looks asked for", looks)
        yield Line(words % {"n": looks}, reverse("replies:looks"))
