"""Writes of staff about what bodies sent: read, set aside, put back, given themes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from consultations.bodies.models import BodyAnswer, BodyReading
from consultations.bodies.selectors import read_answers
from consultations.models import ConsultationPage
from insights.bodies.files import bodies_csv
from insights.bodies.models import BodyTheme
from insights.bodies.permissions import may_export, may_read, may_theme, require
from insights.bodies.told import Leaving
from insights.models import Theme
from insights.packs.bodies_back import take_back_from_packs
from insights.selectors import theming_of

Status = BodyReading.Status


class OtherCodebook(ValueError):
    """A theme is none of the codebook of this consultation."""


def hold(answer: BodyAnswer) -> BodyAnswer:
    """The answer as it is now, held until the transaction ends."""
    return BodyAnswer.objects.select_for_update().get(pk=answer.pk)


@transaction.atomic
def read_body(*, answer: BodyAnswer, by: User, words: Mapping[str, str]) -> BodyReading:
    """Say that it was read, and keep what may be shown of it. `words`: id of a question → its
    answer without details about people; one that is left out stays as it is.

    Raises PermissionDenied.
    """
    require(may_read(by, answer.consultation))
    now = hold(answer)
    reading = _reading_of(now)
    said = reading.said or now.said
    reading.said = [_as_read(row, _typed(words, row).strip()) for row in said]
    reading.is_redacted = reading.is_redacted or reading.said != said
    reading.status, reading.why = Status.READ, ""
    reading.read_on = timezone.localdate()
    reading.save()
    audit(user=by, action="read body", subject=_subject(now))
    leaving = Leaving(str(now.pk), _pairs(said), _pairs(reading.said))
    take_back_from_packs(answer=now, leaving=leaving)
    return reading


@transaction.atomic
def set_body_aside(*, answer: BodyAnswer, by: User, why: BodyReading.Why) -> BodyReading:
    """Take it out of all that is counted and shown, its words out of signed packs too, and its name
    unless another answer stands by it. It goes whole when its original does.

    Raises PermissionDenied.
    """
    require(may_read(by, answer.consultation))
    now = hold(answer)
    reading = _reading_of(now)
    said = _pairs(reading.said or now.said)
    if now.said:
        reading.said, reading.is_redacted = [], False
    reading.status, reading.why = Status.ASIDE, why
    reading.read_on = timezone.localdate()
    reading.save()
    audit(user=by, action=f"set body aside: {why}", subject=_subject(now))
    name = "" if _is_named_by_another(now) else now.organisation
    take_back_from_packs(answer=now, leaving=Leaving(str(now.pk), said, name=name))
    return reading


@transaction.atomic
def put_body_back(*, answer: BodyAnswer, by: User) -> None:
    """It waits to be read. Nothing where it was not set aside. Raises PermissionDenied."""
    require(may_read(by, answer.consultation))
    now = hold(answer)
    reading = _reading_of(now)
    if reading.status != Status.ASIDE:
        return
    reading.status, reading.why = Status.WAITING, ""
    reading.save()
    audit(user=by, action="put body back", subject=_subject(now))


@transaction.atomic
def give_themes(*, answer: BodyAnswer, by: User, themes: Sequence[Theme]) -> None:
    """Give it these themes and no others. Raises PermissionDenied, OtherCodebook."""
    page = answer.consultation
    require(may_theme(by, page))
    theming = theming_of(page)
    if any(theming is None or theme.codebook_id != theming.codebook_id for theme in themes):
        raise OtherCodebook
    now = hold(answer)
    given = BodyTheme.objects.filter(answer=now)
    wanted = {theme.pk for theme in themes}
    had = set(given.values_list("theme_id", flat=True))
    if wanted == had:
        return
    given.exclude(theme__in=wanted).delete()
    today = timezone.localdate()
    BodyTheme.objects.bulk_create(
        BodyTheme(answer=now, theme_id=pk, given_on=today) for pk in wanted - had
    )
    audit(user=by, action="give themes to body", subject=_subject(now))


@transaction.atomic
def export_bodies(*, consultation: ConsultationPage, by: User) -> bytes:
    """What bodies said as a table, as it may be shown. Raises PermissionDenied."""
    require(may_export(by, consultation))
    audit(user=by, action="export bodies", subject=f"consultation {consultation.pk}")
    return bodies_csv(consultation)


def _typed(words: Mapping[str, str], row: Mapping[str, str]) -> str:
    """What was typed of it. A browser ends lines in its own way: no word changes by that."""
    return words.get(row["id"], row["text"]).replace("\r\n", "\n").replace("\r", "\n")


def _as_read(row: dict[str, Any], text: str) -> dict[str, Any]:
    """An answer as a person left it. Of an option that she changed no Welsh stands beside it."""
    kept = row if text == row["text"] else {k: v for k, v in row.items() if k != "text_cy"}
    return kept | {"text": text}


def _pairs(said: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Each question and the words under it."""
    return {(row["question"], row["text"]) for row in said}


def _is_named_by_another(answer: BodyAnswer) -> bool:
    """Whether this one, set aside by now, gave no name, or gave one that another still gives."""
    others = read_answers(answer.consultation).filter(is_named=True)
    return not answer.is_named or others.filter(organisation=answer.organisation).exists()


def _reading_of(answer: BodyAnswer) -> BodyReading:
    found = BodyReading.objects.filter(answer=answer).first()
    return found or BodyReading(answer=answer)


def _subject(answer: BodyAnswer) -> str:
    return f"body answer {answer.pk}"
