"""What the reading room needs before a consultation opens, and before theming (design §11.4)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage, Stage
from consultations.selectors import Missing, register_gate, screen

SET_UP, REVIEW = "feedback.set_up_reading_room", "feedback.review_responses"


def lead_named(page: ConsultationPage) -> Iterator[Missing]:
    """Somebody leads safeguarding in its area, and somebody stands in when she is away."""
    from feedback.review.duty.selectors import lead_of
    from feedback.review.models import LeadPeriod

    link = screen("reading_room:rooms")
    if lead_of(page.area_id) is None:
        said = _("Name who leads safeguarding in %(area)s.") % {"area": page.area}
        yield Missing(said, link, _("Reading rooms"), SET_UP)
    today = timezone.localdate()
    covers = LeadPeriod.objects.filter(area=page.area_id, part=LeadPeriod.Part.STANDS_IN)
    if not covers.filter(Q(last_day=None) | Q(last_day__gte=today)).exists():
        said = _("Name who stands in for the safeguarding lead in %(area)s, and when.")
        yield Missing(said % {"area": page.area}, link, _("Reading rooms"), SET_UP)


def nothing_waits(page: ConsultationPage) -> Iterator[Missing]:
    """What has been swept in was read, and personal details were taken out."""
    from feedback.review.selectors import waiting_count

    if waiting := waiting_count(page):
        said = ngettext(
            "%(count)d response waits in the reading room. Read it.",
            "%(count)d responses wait in the reading room. Read them.",
            waiting,
        )
        link = screen("reading_room:queue")
        yield Missing(said % {"count": waiting}, link, _("Reading room"), REVIEW)


def register() -> None:
    """For ready()."""
    register_gate(Stage.CHECKED, lead_named, order=30)
    register_gate(Stage.THEMING, nothing_waits, order=30)
