"""Writes of what bodies send, and of what is forgotten of it. Staff's: insights.bodies.services."""

import json
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from consultations.bodies.asking import Filled, Question
from consultations.bodies.codes import code_from, hash_of, id_of, read_code
from consultations.bodies.models import BodyAnswer, BodyForm, BodyReading


def _key() -> bytes:
    return settings.RECEIPT_KEY.encode()


def keep_answer(
    *,
    form: BodyForm,
    filled: Filled,
    questions: list[Question],
    visit: str,
    language: str,
    flags: list[str],
) -> str:
    """Keep what a body sent; its code, with which it may write again.

    The same words of one visit, sent twice, are kept once. Raises ValueError for what it was told
    to mend.
    """
    if filled.errors(questions):
        raise ValueError("This answer is not finished.")
    code = read_code(filled.code) if filled.code else None
    code = code or code_from(_key(), visit)
    page, said = form.consultation, filled.said(questions)
    who = (filled.organisation, filled.kind, filled.role, filled.email, filled.shown)
    row = BodyAnswer(
        id=id_of(_key(), visit, json.dumps([who, said, code])),
        consultation=page,
        code_hash=hash_of(_key(), str(page.translation_key), code),
        sent_at=timezone.now(),
        language=language,
        organisation=filled.organisation,
        kind=filled.kind,
        role=filled.role,
        email=filled.email,
        is_named=filled.is_named,
        said=said,
        flags=flags,
    )
    # ON CONFLICT DO NOTHING: the one write that an INSERT-only role allows (trap 7)
    BodyAnswer.objects.bulk_create([row], ignore_conflicts=True)
    return code


# -- What is due (feedback.review.retention.kinds)


def contacts_before(day: date) -> QuerySet[BodyAnswer]:
    """Answers from before this day that still have an address."""
    return BodyAnswer.objects.filter(sent_at__date__lt=day).exclude(email="")


def originals_before(day: date) -> QuerySet[BodyAnswer]:
    """Answers that were read, or set aside, before this day and still hold what was sent."""
    old = BodyAnswer.objects.filter(reading__read_on__lt=day).exclude(said=[])
    return old.exclude(reading__status=BodyReading.Status.WAITING)


def answers_before(day: date) -> QuerySet[BodyAnswer]:
    """Answers from before this day, that stand or not."""
    return BodyAnswer.objects.filter(sent_at__date__lt=day)


@transaction.atomic
def forget_contacts(*, before: date) -> int:
    """Empty their addresses; how many."""
    return contacts_before(before).update(email="")


@transaction.atomic
def forget_originals(*, before: date) -> int:
    """Empty what was sent: what may be shown of it stands in its reading. What was set aside goes
    whole. How many."""
    old = list(originals_before(before).values_list("pk", "reading__status"))
    aside = [pk for pk, status in old if status == BodyReading.Status.ASIDE]
    BodyAnswer.objects.filter(pk__in=aside).delete()
    BodyAnswer.objects.filter(pk__in=[pk for pk, _ in old]).update(said=[])
    return len(old)


@transaction.atomic
def forget_answers(*, before: date) -> int:
    """Delete them, with their readings and themes; how many."""
    gone = list(answers_before(before).values_list("pk", flat=True))
    BodyAnswer.objects.filter(pk__in=gone).delete()
    return len(gone)
