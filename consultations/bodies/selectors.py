"""Reads of what bodies are asked and of what they sent."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from consultations.bodies.models import BodyAnswer, BodyForm, BodyReading
from consultations.models import SENDING_GRACE, ConsultationPage, State
from consultations.stages.models import end_of_day

Status = BodyReading.Status


def body_form_of(page: ConsultationPage) -> BodyForm | None:
    """The questions to bodies of a consultation, whichever language its page is in, if they are
    switched on."""
    form: BodyForm | None = getattr(page.source, "body_form", None)
    return form if form is not None and form.is_on else None


def is_taking(form: BodyForm, began: int | None = None) -> bool:
    """Whether an answer is taken now; for a day after closing, one that was begun before, at that
    second since 1970 (design §11.13). Judged at each request; like women, bodies are asked only
    once a consultation was checked, and until it is decided."""
    if not form.is_shown or form.consultation.state == State.DECIDED:
        return False
    now, closes = timezone.now(), end_of_day(form.last_day)
    if now < closes:
        return form.first_day <= timezone.localtime(now).date()
    return began is not None and now < closes + SENDING_GRACE and began < closes.timestamp()


def bodies_may_still_come(page: ConsultationPage) -> date | None:
    """The last day of bodies, while an answer that was begun on it may still be sent."""
    form = body_form_of(page)
    if form is None or not form.is_shown:
        return None
    over = end_of_day(form.last_day) + SENDING_GRACE
    return form.last_day if timezone.now() < over else None


def bodies_may_answer(page: ConsultationPage) -> BodyForm | None:
    """Its questions to bodies, while they may be answered."""
    form = body_form_of(page)
    return form if form is not None and is_taking(form) else None


def standing_answers(page: ConsultationPage) -> QuerySet[BodyAnswer]:
    """What stands of what bodies sent: of each body the newest that nobody set aside."""
    later = BodyAnswer.objects.filter(
        consultation=OuterRef("consultation"), code_hash=OuterRef("code_hash")
    ).filter(
        Q(sent_at__gt=OuterRef("sent_at")) | Q(sent_at=OuterRef("sent_at"), pk__gt=OuterRef("pk"))
    )
    later = later.exclude(reading__status=Status.ASIDE)
    rows = BodyAnswer.objects.filter(consultation__translation_key=page.translation_key)
    return rows.exclude(reading__status=Status.ASIDE).exclude(Exists(later))


def read_answers(page: ConsultationPage) -> QuerySet[BodyAnswer]:
    """Those of them that a person has read, in an order that doesn't tell when they came."""
    rows = standing_answers(page).filter(reading__status=Status.READ).select_related("reading")
    return rows.order_by("organisation", "pk")


def unread_count(page: ConsultationPage) -> int:
    """How many nobody has read."""
    return standing_answers(page).exclude(reading__status=Status.READ).count()
