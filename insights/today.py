"""What insights tells on the first screen. Every process gets ready, so what is heavy is imported
inside (trap 4)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from core.today import Line


def to_read(user: Any) -> Iterator[Line]:
    """Responses that she has not read, by consultation."""
    from insights.permissions import user_can_code_somewhere
    from insights.selectors import consultations_to_code, progress_of

    if not user_can_code_somewhere(user):
        return
    for row in progress_of(consultations_to_code(user), reader=user):
        if number := row.unread_by_her:
            words = ngettext(
                "%(title)s: %(n)s response not read by you",
                "%(title)s: %(n)s responses not read by you",
                number,
            )
            url = f"{reverse('insights:responses', args=[row.consultation.pk])}?show=unread"
            yield Line(words % {"title": row.consultation, "n": number}, url)


def to_tell(user: Any) -> Iterator[Line]:
    """Words were taken back from what was handed over, and the holder knows nothing of it."""
    from accounts.permissions import user_may_anywhere
    from insights.handover import selectors
    from insights.handover.permissions import EXPORT_RESPONSES

    if not user_may_anywhere(user, EXPORT_RESPONSES):
        return
    for page, number in selectors.to_tell(user):
        words = ngettext(
            "Words were taken back. %(title)s: tell whoever has %(n)s file or set of cards",
            "Words were taken back. %(title)s: tell whoever has %(n)s files or sets of cards",
            number,
        )
        url = reverse("insights:hand_over", args=[page.pk])
        yield Line(words % {"title": page, "n": number}, url, is_urgent=True)


def late_decisions(user: Any) -> Iterator[Line]:
    """Decisions of which something is late."""
    from insights.followups.selectors import shelves_for
    from insights.packs.selectors import may_write_somewhere

    if may_write_somewhere(user) and (number := len(shelves_for(user).late)):
        words = ngettext("%(n)s decision is late", "%(n)s decisions are late", number)
        yield Line(words % {"n": number}, reverse("insights:decisions"))


def bodies(user: Any) -> Iterator[Line]:
    """Answers of organisations that nobody has read, by consultation."""
    from insights.bodies.permissions import may_read_somewhere
    from insights.bodies.selectors import consultations_of_bodies

    if not may_read_somewhere(user):
        return
    for row in consultations_of_bodies(user):
        if row.unread:
            words = ngettext(
                "%(title)s: %(n)s answer of an organisation to read",
                "%(title)s: %(n)s answers of organisations to read",
                row.unread,
            )
            url = reverse("insights:bodies_of", args=[row.consultation.pk])
            yield Line(words % {"title": row.consultation, "n": row.unread}, url)
