"""Notes of a group as a member of staff: each point a response, on the same sealed road.

A group counts as one voice however many points it makes: whose point is whose nobody knows, and
thirty points of five women must not look like thirty women. So all points share one visit.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import areas_where, user_may
from accounts.services import audit
from feedback.keys import receipt_key
from feedback.late import NotTaken as NotTaken
from feedback.late import require_taken
from feedback.models import Channel, Form, FormVersion
from feedback.payload import AnswerPayload, Payload
from feedback.review.groups.models import GroupNotes
from feedback.sealing import keyed_hash, monday
from feedback.services import submit_together
from feedback.uses import USES_WORDING, clean_uses

ADD_NOTES = "feedback.add_notes"


class AddedBefore(ValueError):
    """The same notes were added this week."""


def notable_versions(user: User) -> QuerySet[FormVersion]:
    """What is asked now in areas where she may add notes."""
    forms = Form.objects.filter(consultation__area__in=areas_where(user, ADD_NOTES))
    versions = FormVersion.objects.filter(form__in=forms, replaced_on=None)
    return versions.select_related("form__consultation").order_by("form__title")


def notes_for(user: User) -> QuerySet[GroupNotes]:
    """Notes of her areas, the latest first."""
    notes = GroupNotes.objects.filter(area__in=areas_where(user, ADD_NOTES))
    return notes.select_related("version__form")


def add_notes(
    *,
    user: User,
    version: FormVersion,
    question: str,
    points: Sequence[str],
    present: str,
    language: str,
    uses: list[str],
) -> GroupNotes:
    """Seal each point as an answer to `question` (its key). The same notes twice are once.

    What the group is noted as is committed after its points are sealed, so that notes whose
    sealing failed can be sent again. Raises PermissionDenied, NotTaken, AddedBefore, NoIntakeKey,
    NotTakenNow.
    """
    if not user_may(user, ADD_NOTES, version.form.area_id):
        raise PermissionDenied
    late = require_taken(version.form.consultation, Channel.GROUP)
    week = monday(timezone.localdate())
    about = [str(version.form_id), question, week.isoformat(), *points]
    notes_hash = keyed_hash(receipt_key("notes"), *(part.encode() for part in about))
    if GroupNotes.objects.filter(notes_hash=notes_hash).exists():
        raise AddedBefore
    payloads = [
        Payload(
            version=version.pk,
            language=language,
            channel=Channel.GROUP.value,
            week=week.isoformat(),
            answers={question: AnswerPayload(text=point)},
            uses=clean_uses(uses),
            uses_wording=USES_WORDING,
            late=late,
        )
        for point in points
    ]
    submit_together(payloads=payloads, visit=f"notes:{notes_hash.hex()}")
    return _note(user, version, week.isoformat(), present, len(points), notes_hash)


def _note(
    user: User, version: FormVersion, week: str, present: str, points: int, notes_hash: bytes
) -> GroupNotes:
    try:
        with transaction.atomic():
            notes = GroupNotes.objects.create(
                version=version,
                area_id=version.form.area_id,
                week=week,
                present=present,
                points=points,
                notes_hash=notes_hash,
            )
            audit(user=user, action="added notes of a group", subject=f"notes {notes.pk}")
    except IntegrityError:  # pressed twice at the same moment: the points are one set all the same
        raise AddedBefore from None
    return notes
