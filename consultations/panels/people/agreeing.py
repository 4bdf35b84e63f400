"""Agreements: texts in versions, offering one, agreeing, changing one's mind, looking again."""

import calendar
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import audit
from consultations.panels.models import Agreement, AgreementText, Membership, Panel
from consultations.panels.people import reviewing
from consultations.panels.people.places import SHE, actor, take_step
from consultations.panels.people.sending import send_to_member
from consultations.panels.people.terms import TERMS, Format
from consultations.panels.permissions import require_coordinator
from consultations.panels.selectors import has_seat
from consultations.panels.services import move_place

State = Agreement.State
EASY, AUDIO = ("easy", "easy_cy"), ("audio", "audio_cy")


class TextStands(Exception):
    """A published text is never changed: make the next version."""


class NotComplete(Exception):
    """A term has no words yet. `missing`: keys of TERMS."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class NothingToAgree(Exception):
    """There is no agreement here that could take this step."""


class NoSeatLeft(NothingToAgree):
    """Every seat of the panel is taken meanwhile."""


@transaction.atomic
def begin_text(*, user: Any, panel: Panel) -> AgreementText:
    """The next version, a copy of the last or, first of all, words to begin from."""
    require_coordinator(user, panel)
    last = AgreementText.objects.filter(panel=panel).order_by("-number").first()
    if last and not last.published_on:
        return last
    number = (AgreementText.objects.filter(panel=panel).aggregate(n=Max("number"))["n"] or 0) + 1
    fresh = AgreementText(panel=panel, number=number, terms=_beginning("en-gb"))
    fresh.terms_cy = _beginning("cy")
    if last:
        for name in ("terms", "terms_cy", *EASY, "cooling_off_days", "review_months"):
            setattr(fresh, name, getattr(last, name))
    fresh.save()
    return fresh


def _beginning(language: str) -> dict[str, str]:
    with override(language):
        return {key: str(words) for key, (_heading, words) in TERMS.items()}


@transaction.atomic
def write_text(*, user: Any, text: AgreementText, **told: Any) -> None:
    """Change a draft. `told`: fields of AgreementText. Raises PermissionDenied, TextStands."""
    require_coordinator(user, text.panel)
    locked = AgreementText.objects.select_for_update().get(pk=text.pk)
    if locked.published_on:
        raise TextStands
    before = {name: getattr(locked, name).name for name in AUDIO}
    for name in ("terms", "terms_cy", *EASY, *AUDIO, "cooling_off_days", "review_months"):
        if name in told:
            setattr(locked, name, told[name])
    locked.save()
    for name, old in before.items():  # each version has recordings of its own
        recording = getattr(locked, name)
        if old and old != recording.name:
            transaction.on_commit(partial(recording.storage.delete, old))


@transaction.atomic
def publish_text(*, user: Any, text: AgreementText) -> None:
    """From now on it stands as it is. Raises PermissionDenied, TextStands, NotComplete."""
    require_coordinator(user, text.panel)
    locked = AgreementText.objects.select_for_update().get(pk=text.pk)
    if locked.published_on:
        raise TextStands
    missing = [key for key in TERMS if not locked.terms.get(key, "").strip()]
    if missing:
        raise NotComplete(missing)
    locked.published_on = timezone.localdate()
    locked.save(update_fields=["published_on"])
    audit(user=user, action="published agreement text", subject=f"text {text.pk}")


def newest_text(panel: Panel) -> AgreementText | None:
    """The version that is offered now."""
    published = AgreementText.objects.filter(panel=panel).exclude(published_on=None)
    return published.order_by("-number").first()


def standing(place: Membership) -> Agreement | None:
    """The agreement that holds, or that she was offered last."""
    return place.agreements.filter(withdrawn_on=None, ended_on=None).first()


@transaction.atomic
def offer(*, user: Any, place: Membership, format: str = Format.SCREEN) -> Agreement:
    """Offer her the newest text; she is told. What was offered before and not agreed to ends: it is
    replaced, and she has said nothing to it.

    Raises PermissionDenied, and NothingToAgree where no text is published, or the panel takes
    nobody in.
    """
    require_coordinator(user, place.panel)
    text = newest_text(place.panel)
    if text is None or place.state not in {*_BEFORE, *_SINCE} or _is_closed(place):
        raise NothingToAgree
    unanswered = Agreement.objects.filter(place=place, agreed_on=None, withdrawn_on=None)
    unanswered.filter(ended_on=None).update(ended_on=timezone.localdate())
    member = place.member
    offered = Agreement.objects.create(
        place=place, text=text, language=member.language, format=format
    )
    audit(user=user, action="offered agreement", subject=f"agreement {offered.pk}")
    with override(member.language):
        title = _("An agreement to look at")
        words = _(
            "Take your time. You can read it, hear it or ask for it on paper. You say yes or no."
        )
    send_to_member(
        member=member,
        key=f"agreement {offered.pk}",
        title=title,
        text=words,
        panel=place.panel,
    )
    return offered


def _is_closed(place: Membership) -> bool:
    return place.panel.state == Panel.State.CLOSED


_BEFORE = (Membership.State.BRIEFED,)
_SINCE = (Membership.State.AGREED, Membership.State.ACTIVE)


@transaction.atomic
def agree(*, user: Any, agreement: Agreement, credit: str, format: str = "") -> Agreement:
    """She says yes; or the coordinator notes a yes given on paper or on the telephone.

    From that day run the days to change her mind, and those until it is looked at again. What a
    coordinator notes she is told. Raises PermissionDenied, NotFromHere, NothingToAgree, NoSeatLeft.
    """
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    is_hers = _require_her_or_coordinator(user, locked.place)
    if locked.state != State.OFFERED or _is_closed(locked.place):
        raise NothingToAgree
    if locked.place.state in _BEFORE:
        panel = Panel.objects.select_for_update(of=("self",)).get(pk=locked.place.panel_id)
        if not has_seat(panel, but=locked.place.member):
            raise NoSeatLeft
        take_step(user=user, place=locked.place, name="agree")
    today = timezone.localdate()
    for older in locked.place.agreements.exclude(pk=locked.pk).filter(ended_on=None):
        if older.agreed_on and not older.withdrawn_on:
            older.ended_on = today
            older.save(update_fields=["ended_on"])
    locked.agreed_on, locked.credit = today, credit
    locked.format = format or locked.format
    locked.cooling_off_until = today + timedelta(days=locked.text.cooling_off_days)
    locked.review_on = months_later(today, locked.text.review_months)
    locked.save()
    if not is_hers:
        reviewing.tell(locked, "noted yes", reviewing.noted_yes)
    return locked


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@transaction.atomic
def change_mind(*, user: Any, agreement: Agreement) -> None:
    """Take a yes back, or say no to what was offered. What she had agreed to before that yes holds
    again; where there is nothing, her place goes back to where it was before.

    Raises PermissionDenied, and NothingToAgree once the days for it are over: then she leaves.
    """
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    place = locked.place
    is_hers = _require_her_or_coordinator(user, place)
    if locked.state != State.OFFERED and not locked.is_cooling:
        raise NothingToAgree
    agreed_on = locked.agreed_on
    locked.withdrawn_on = timezone.localdate()
    locked.save(update_fields=["withdrawn_on"])
    if agreed_on and not _holds_again(locked) and place.state in _SINCE:
        move_place(place=place, to=Membership.State.BRIEFED)  # on a break: when she is back
    if not is_hers:
        reviewing.tell(locked, "noted no", reviewing.noted_no)


def _holds_again(taken_back: Agreement) -> bool:
    """The one that ended by the yes that she took back."""
    older = taken_back.place.agreements.exclude(pk=taken_back.pk).exclude(agreed_on=None)
    ended = older.filter(withdrawn_on=None, ended_on=taken_back.agreed_on)
    last = ended.order_by("-agreed_on", "-pk").first()
    if last is not None:
        last.ended_on = None
        last.save(update_fields=["ended_on"])
    return last is not None


@transaction.atomic
def look_again(*, user: Any, agreement: Agreement) -> None:
    """Both looked at it again and it stands; the next look is as far off as the last was. Raises
    PermissionDenied, NothingToAgree."""
    require_coordinator(user, agreement.place.panel)
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.state not in {State.AGREED, State.REVIEWED}:
        raise NothingToAgree
    today = timezone.localdate()
    locked.reviewed_on, locked.review_on = today, months_later(today, locked.text.review_months)
    locked.save(update_fields=["reviewed_on", "review_on"])
    audit(user=user, action="looked at agreement again", subject=f"agreement {locked.pk}")
    reviewing.tell(locked, f"looked at {today}", reviewing.looked_at)


@transaction.atomic
def note_paper_copy(*, user: Any, agreement: Agreement) -> None:
    """A second copy was given on paper. Raises PermissionDenied."""
    require_coordinator(user, agreement.place.panel)
    Agreement.objects.filter(pk=agreement.pk).update(copy_given_on=timezone.localdate())


def _require_her_or_coordinator(user: Any, place: Membership) -> bool:
    """Whether it is she herself. Raises PermissionDenied."""
    who = actor(user, place)
    if not who:
        raise PermissionDenied
    if who != SHE:
        audit(user=user, action="noted her word on agreement", subject=f"place {place.pk}")
    return who == SHE
