"""Looking at an agreement again: whose day has come, and what she is told of what others note."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.panels.models import HERE, Agreement, Membership
from consultations.panels.people.sending import MemberIsGone, send_to_member

Words = Callable[[Agreement], tuple[str, str]]
WITHIN = timedelta(days=14)


def due_for_a_look(places: QuerySet[Membership]) -> list[Agreement]:
    """Agreements of these places that have to be looked at within a fortnight, or are late."""
    rows = Agreement.objects.filter(place__in=places, withdrawn_on=None, ended_on=None)
    return [row for row in rows.select_related("place__member", "text") if row.is_due(WITHIN)]


def remind_of_reviews() -> int:
    """Tell each woman whose day to look again is near. Once for each such day. Returns for how many
    it is."""
    today = timezone.localdate()
    rows = Agreement.objects.filter(
        withdrawn_on=None, ended_on=None, review_on__lte=today + WITHIN, place__state__in=HERE
    ).exclude(agreed_on=None)
    found = list(rows.select_related("place__member", "place__panel"))
    for row in found:
        tell(row, f"review {row.review_on}", look_soon)
    return len(found)


def tell(agreement: Agreement, about: str, words: Words) -> None:
    """Tell her something about her agreement, in her language, by the one door."""
    member = agreement.place.member
    with override(member.language):
        title, text = words(agreement)
    try:
        send_to_member(
            member=member,
            key=f"agreement {agreement.pk} {about}",
            title=title,
            text=text,
            panel=agreement.place.panel,
        )
    except MemberIsGone:
        return


def look_soon(agreement: Agreement) -> tuple[str, str]:
    day = date_format(agreement.review_on, "j F Y") if agreement.review_on else ""
    return _("Does our agreement still suit you?"), _(
        "We said that we look at our agreement again by %(day)s. Your coordinator asks you when it "
        "suits you. You can also ask for something to be changed."
    ) % {"day": day}


def looked_at(agreement: Agreement) -> tuple[str, str]:
    day = date_format(agreement.review_on, "j F Y") if agreement.review_on else ""
    return _("We looked at our agreement again"), _(
        "It is noted that you and your coordinator looked at our agreement again, and that it "
        "stands. The next time is by %(day)s. If that is not how it was, tell us."
    ) % {"day": day}


def noted_yes(agreement: Agreement) -> tuple[str, str]:
    until = agreement.cooling_off_until
    day = date_format(until, "j F Y") if until else ""
    return _("Your yes is noted"), _(
        "Your coordinator noted that you said yes to our agreement. Until %(day)s you can change "
        "your mind. If that is not what you said, tell us, or the other person on your first page."
    ) % {"day": day}


def noted_no(agreement: Agreement) -> tuple[str, str]:
    return _("Your no is noted"), _(
        "Your coordinator noted that you said no to an agreement, or changed your mind. If that is "
        "not what you said, tell us, or the other person on your first page."
    )
