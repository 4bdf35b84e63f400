"""Moves the closing day of what is open: in the open, with a reason, never into the past."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.accessible.services import make_large_print
from consultations.models import ConsultationPage, Stage
from consultations.our_words import require_our_words
from consultations.promises.permissions import require_editor
from consultations.promises.services import FURTHEST, Said, WrongDay
from consultations.stages.changed import PageChange
from consultations.stages.opening import refused
from consultations.stages.services import NotYet


class NotOpen(ValueError):
    """It is not open: its days are edited on its page, or it has closed and stays so."""


class ReplyFirst(WrongDay):
    """It would close after the day by which a reply is promised."""


@transaction.atomic
def move_close(*, consultation: ConsultationPage, by: Any, to: date, because: Said) -> PageChange:
    """Let it close at the end of another day, today at the earliest: whoever has begun by then may
    send for a day more, as after every close (design §11.13).

    Raises PermissionDenied, NotOpen, WrongDay, ReplyFirst, WordsMissing, NotOurWords, and NotYet
    where a gate that it opened by would lack something, such as days to answer.
    """
    held = ConsultationPage.objects.select_for_update(of=("self",)).select_related("area")
    page = held.get(pk=consultation.source.pk)
    require_editor(by, page)
    if page.stage != Stage.OPEN:
        raise NotOpen
    today, was = timezone.localdate(), page.closes_on
    if to == was or not today <= to <= today + FURTHEST:
        raise WrongDay
    if to > page.reply_by:
        raise ReplyFirst
    words = because.checked()
    require_our_words(page, words.called(_("“Because”")))
    page.closes_on = to
    if missing := refused(page):
        raise NotYet(missing)
    twins = ConsultationPage.objects.filter(translation_key=page.translation_key)
    twins.update(closes_on=to)
    for twin in twins.filter(live=True).select_related("locale", "area"):
        make_large_print(page=twin)
    log(instance=page, action="promises.close", user=by)
    return PageChange.objects.create(
        consultation=page,
        about=PageChange.About.CLOSES,
        was=was,
        now=to,
        moved_on=today,
        because=words.english,
        because_cy=words.welsh,
    )
