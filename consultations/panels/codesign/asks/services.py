"""Writes of what a room recommends: written, signed, sent out, answered, and what has changed."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import audit
from consultations.our_words import require_our_words
from consultations.panels.codesign.asks.credits import credits_of
from consultations.panels.codesign.asks.models import Recommendation, Signing
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.permissions import (
    NotNow,
    require_facilitator,
    role_of,
    signing_acts,
)
from consultations.panels.codesign.rooms.services import tell_room
from consultations.panels.codesign.rooms.stages import Act, Role
from consultations.panels.selectors import member_of
from consultations.services import (
    AnswerText,
    name_again,
    publish_panel_answer,
    tell_panel_evidence,
)
from core.written import has_a_word, says_something

FURTHEST = timedelta(days=3 * 366)
Answer, Stance = Recommendation.Answer, Signing.Stance


class WordsMissing(Exception):
    """Something that has to be said isn't; `what` says what, in a sentence."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class WrongDay(Exception):
    """A day before today, or years away."""


class NobodyBehindIt(Exception):
    """No member has said that she stands behind it."""


@transaction.atomic
def write(
    *, user: Any, room: Room, text: str, text_cy: str = "", known: Recommendation | None = None
) -> Recommendation:
    """Write one down, or anew while nobody has signed it. Raises PermissionDenied, NotNow,
    WordsMissing, NotOurWords."""
    require_facilitator(user, room)
    if Act.WRITE not in signing_acts(Role.FACILITATOR, room):
        raise NotNow
    if not says_something(text):
        raise WordsMissing(_("Write what you recommend."))
    _in_our_words(room, {_("“What we recommend”"): text, _("“The same in Welsh”"): text_cy})
    if known is None:
        made = Recommendation.objects.create(room=room, text=text.strip(), text_cy=text_cy.strip())
    else:
        made = _held(known)
        if made.sent_on or made.signings.exists():
            raise NotNow
        made.text, made.text_cy = text.strip(), text_cy.strip()
        made.save(update_fields=["text", "text_cy"])
    audit(user=user, action="wrote a recommendation", subject=f"recommendation {made.pk}")
    return made


@transaction.atomic
def sign(
    *,
    user: Any,
    recommendation: Recommendation,
    stance: str,
    otherwise: str = "",
    credit: str = Signing.Credit.NONE,
    name: str = "",
) -> Signing:
    """Say where she stands and how she wants to be named; anew until it is sent. How she is named
    she may change afterwards too. Raises PermissionDenied, NotNow, WordsMissing for a name that is
    none."""
    now = _held(recommendation)
    member = member_of(user)
    if member is None:
        raise PermissionDenied
    found = now.signings.filter(member=member).first()
    # her name is hers on any day, wherever she is now
    if (now.sent_on is None or found is None) and role_of(user, now.room) != Role.MEMBER:
        raise PermissionDenied
    if credit != Signing.Credit.NONE and not has_a_word(name):
        raise WordsMissing(_("Write the name, as it should stand."))
    naming = {"credit": Signing.Credit(credit), "name": name.strip() if credit != "none" else ""}
    if now.sent_on is not None:
        if found is None:
            raise NotNow
        Signing.objects.filter(pk=found.pk).update(**naming)
        name_again(key=now.key, credits=credits_of(now))
        found.refresh_from_db()
        return found
    if Act.SIGN not in signing_acts(Role.MEMBER, now.room):
        raise NotNow
    signed, _made = Signing.objects.update_or_create(
        recommendation=now,
        member=member,
        defaults={"stance": Stance(stance), "otherwise": otherwise.strip(), **naming},
    )
    return signed


@transaction.atomic
def send_out(*, user: Any, recommendation: Recommendation, owner: str, due_on: date) -> None:
    """Send it to who answers, by a day. From now on its words stand. Raises PermissionDenied,
    NotNow, WordsMissing, WrongDay, NobodyBehindIt, NotOurWords."""
    now = _held(recommendation)
    require_facilitator(user, now.room)
    if now.sent_on or Act.SEND not in signing_acts(Role.FACILITATOR, now.room):
        raise NotNow
    if not has_a_word(owner):
        raise WordsMissing(_("Say who answers."))
    if not timezone.localdate() <= due_on <= timezone.localdate() + FURTHEST:
        raise WrongDay
    if not now.signings.filter(stance=Stance.WITH).exists():
        raise NobodyBehindIt
    _in_our_words(now.room, {_("“Who answers”"): owner})
    now.owner, now.due_on, now.sent_on = owner.strip(), due_on, timezone.localdate()
    now.save(update_fields=["owner", "due_on", "sent_on"])
    audit(user=user, action="sent a recommendation", subject=f"recommendation {now.pk}")


@transaction.atomic
def tell_answer(
    *,
    user: Any,
    recommendation: Recommendation,
    answer: str,
    because: str,
    because_cy: str = "",
    done_by: date | None = None,
) -> None:
    """Tell what was answered, to the room and to everyone. It stands. Will and in part have a day;
    in part and will not have a reason. Raises PermissionDenied, NotNow, WordsMissing, WrongDay,
    NotOurWords."""
    now = _held(recommendation)
    require_facilitator(user, now.room)
    if not now.sent_on or now.answer or now.due_on is None:
        raise NotNow
    if not says_something(because):
        raise WordsMissing(_("Say why: the women who worked on it read it."))
    if answer == Answer.NOT:
        done_by = None
    elif done_by is None:
        raise WordsMissing(_("Say by when it is done."))
    elif not timezone.localdate() <= done_by <= timezone.localdate() + FURTHEST:
        raise WrongDay
    _in_our_words(now.room, {_("“Because”"): because, _("“Because, in Welsh”"): because_cy})
    now.answer, now.done_by = Answer(answer), done_by
    now.because, now.because_cy = because.strip(), because_cy.strip()
    now.answered_on = timezone.localdate()
    fields = ["answer", "because", "because_cy", "done_by", "answered_on"]
    now.save(update_fields=fields)
    publish_panel_answer(
        key=now.key, area=now.room.panel.area, said=_said(now), credits=credits_of(now)
    )
    audit(user=user, action="told an answer", subject=f"recommendation {now.pk}")
    tell_room(now.room, f"answer {now.pk}", _answered)


def _said(now: Recommendation) -> AnswerText:
    if now.due_on is None or now.answered_on is None:
        raise NotNow
    return AnswerText(
        text=now.text,
        text_cy=now.text_cy,
        owner=now.owner,
        due_on=now.due_on,
        answer=now.answer,
        because=now.because,
        because_cy=now.because_cy,
        answered_on=now.answered_on,
        done_by=now.done_by,
    )


@transaction.atomic
def tell_evidence(
    *, user: Any, recommendation: Recommendation, evidence: str, evidence_cy: str = ""
) -> None:
    """Tell what has changed because of it. Raises PermissionDenied, NotNow where it will not be
    done or has no answer, WordsMissing, NotOurWords."""
    now = _held(recommendation)
    require_facilitator(user, now.room)
    if now.answer not in (Answer.DO, Answer.PART):
        raise NotNow
    if not says_something(evidence):
        raise WordsMissing(_("Say what is different now, and how one can see it."))
    labels = {_("“What has changed”"): evidence, _("“The same in Welsh”"): evidence_cy}
    _in_our_words(now.room, labels)
    is_first = not now.evidence
    now.evidence, now.evidence_cy = evidence.strip(), evidence_cy.strip()
    now.evidence_on = timezone.localdate()
    now.save(update_fields=["evidence", "evidence_cy", "evidence_on"])
    tell_panel_evidence(
        key=now.key, evidence=now.evidence, evidence_cy=now.evidence_cy, on=now.evidence_on
    )
    audit(user=user, action="told what changed", subject=f"recommendation {now.pk}")
    if is_first:
        tell_room(now.room, f"changed {now.pk}", _changed)


def tell_of_late(recommendation: Recommendation) -> None:
    """Tell the room that an answer is late; once for each day that it was due on."""
    day = recommendation.done_by or recommendation.due_on
    tell_room(recommendation.room, f"late {recommendation.pk} {day}", _late)


def _answered() -> tuple[str, str]:
    return _("There is an answer"), _(
        "What you recommended was answered. You read it in the room, and we talk about it at the "
        "next session."
    )


def _changed() -> tuple[str, str]:
    return _("Something has changed"), _(
        "Something has changed because of what you recommended. You read it in the room."
    )


def _late() -> tuple[str, str]:
    return _("An answer is late"), _(
        "You were to have an answer by now, and it is not there. We are sorry. We ask for it, and "
        "it stands in the room as late until it is there."
    )


def _in_our_words(room: Room, texts: dict[str, str]) -> None:
    require_our_words(room.brief.consultation, texts)


def _held(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",))
    return rows.select_related("room__panel__area", "room__brief__consultation").get(
        pk=recommendation.pk
    )
