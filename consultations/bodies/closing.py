"""Moves the last day on which organisations may answer: in the open, with a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.bodies.models import BodyForm
from consultations.bodies.selectors import is_taking
from consultations.models import PageChange
from consultations.our_words import require_our_words
from consultations.promises.permissions import require_editor
from consultations.promises.services import FURTHEST, Said, WrongDay
from consultations.stages.closing import NotOpen, ReplyFirst


@transaction.atomic
def move_bodies_close(*, form: BodyForm, by: Any, to: date, because: Said) -> PageChange:
    """Let it close for organisations at the end of another day, today at the earliest. What has
    closed stays closed.

    Raises PermissionDenied, NotOpen, WrongDay, ReplyFirst, WordsMissing and NotOurWords.
    """
    held = BodyForm.objects.select_for_update(of=("self",)).select_related("consultation__area")
    now = held.get(pk=form.pk)
    page, today, was = now.consultation, timezone.localdate(), now.last_day
    require_editor(by, page)
    if not is_taking(now):
        raise NotOpen
    if to == was or not today <= to <= today + FURTHEST:
        raise WrongDay
    if to > page.reply_by:
        raise ReplyFirst
    words = because.checked()
    require_our_words(page, words.called(_("“Because”")))
    BodyForm.objects.filter(pk=now.pk).update(closes_on=to, opened_once=True)
    log(instance=page, action="promises.bodies_close", user=by)
    return PageChange.objects.create(
        consultation=page,
        about=PageChange.About.BODIES_CLOSE,
        was=was,
        now=to,
        moved_on=today,
        because=words.english,
        because_cy=words.welsh,
    )
