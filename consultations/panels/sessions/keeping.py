"""What is done by the clock: a word on the day before, and what is no longer needed goes."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from consultations.panels.models import AccessRequest, Attendance, Session
from consultations.panels.sessions import wording
from consultations.panels.sessions.moving import stay_ready
from consultations.panels.sessions.selectors import ENDED, expected

# Days after a session: what she asked for, and being in touch; then what was changed for her, and
# that she was asked and did not come (docs/data-protection.md).
NEEDS_KEPT, PLACES_KEPT = timedelta(days=90), timedelta(days=365)


def remind_of_tomorrow() -> int:
    """Tell who said yes or maybe what is on tomorrow, and where: of sessions that are still ready
    now. Twice is once. Returns for how many sessions."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    begin = timezone.make_aware(datetime.combine(tomorrow, time.min))
    rows = Session.objects.filter(
        state=Session.State.READY, starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1)
    )
    sessions = [session for session in rows.select_related("panel") if stay_ready(session)]
    for session in sessions:
        places = expected(session)
        for place in places:
            place.session = session
        wording.tell(places, f"tomorrow {tomorrow}", wording.tomorrow)
    return len(sessions)


@transaction.atomic
def forget_old() -> int:
    """Delete what no session needs any more; returns how many rows were touched. That a woman was
    there, and for how long, stays as long as she is on the panel: fees refer to it."""
    now = timezone.now()
    needs, places = now - NEEDS_KEPT, now - PLACES_KEPT
    asked = AccessRequest.objects.filter(attendance__session__starts_at__lt=needs)
    touched = int(asked.delete()[0])
    told = Attendance.objects.filter(session__starts_at__lt=needs).exclude(contact_by="")
    touched += told.filter(session__state__in=ENDED).update(contact_by="", contact_went="")
    old = Attendance.objects.filter(session__starts_at__lt=places)
    touched += int(old.filter(came__in=["", Attendance.Came.NOT_THERE]).delete()[0])
    return touched + old.exclude(sealed=b"").update(sealed=b"")
