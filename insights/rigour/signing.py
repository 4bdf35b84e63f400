"""Steps of a consultation's coding by named people. Append-only: nothing that was signed is undone,
it is opened again, with a reason."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.models import FormVersion, Response
from insights.models import SignOff, Theming
from insights.permissions import require_checker, require_signer
from insights.rigour.comparing import LONGEST_WHY, NoReason
from insights.rigour.signed import changed_since, under_now
from insights.rigour.standing import (
    STEPS,
    Step,
    history_of,
    holding_steps,
    is_signed_off,
    standing_of_coding,
    taken_steps,
    women_here,
)
from insights.selectors.progress import theming_of
from insights.selectors.women import count_women


class NotYet(ValueError):
    """The step can't be taken. `missing` says in plain sentences why."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = list(missing)


class NothingToOpen(ValueError):
    """No step holds, so there is nothing to open again."""


@transaction.atomic
def take_step(*, consultation: ConsultationPage, step: str, by: User) -> SignOff:
    """Say that a consultation is coded, checked, or signed off, under one's own name.

    Raises PermissionDenied, and NotYet with what is missing, or where the step holds already.
    """
    page = source_of(consultation)
    if step not in STEPS:
        raise NotYet([_("That is not a step that a person takes.")])
    chosen = Step(step)
    (require_signer if chosen == Step.SIGNED else require_checker)(by, page)
    theming = _locked(page)
    standing = next(one for one in standing_of_coding(page).steps if one.step == chosen)
    if not standing.may_be_taken:
        raise NotYet(standing.missing or [_("Somebody has taken this step already.")])
    return _written(page, chosen, by, theming)


@transaction.atomic
def open_again(*, consultation: ConsultationPage, why: str, by: User) -> SignOff:
    """Take all steps away, and say why. They stay in the history.

    Raises PermissionDenied, NoReason, NothingToOpen.
    """
    page = source_of(consultation)
    require_signer(by, page)
    reason = " ".join(why.split())[:LONGEST_WHY]
    if not reason:
        raise NoReason("Say why it is opened again.")
    theming = _locked(page)
    if not holding_steps(page):
        raise NothingToOpen("No step holds.")
    return _written(page, Step.REOPENED, by, theming, note=reason)


def note_late(responses: Sequence[Response]) -> None:
    """Answers were stored, such as a paper form that was keyed in late. Where the coding is signed
    off, it is written down how many women's came in; the signature stands (design §6)."""
    pks = [response.pk for response in responses]
    versions = FormVersion.objects.filter(pk__in={response.version_id for response in responses})
    keys = versions.values("form__consultation__translation_key")
    signed = SignOff.objects.filter(step=Step.SIGNED, consultation__translation_key__in=keys)
    pages = ConsultationPage.objects.filter(pk__in=signed.values("consultation"))
    for page in pages:
        if not is_signed_off(page):
            continue
        came = count_women(_first_of_her(page, pks))
        if came:
            _written(page, Step.LATE, None, theming_of(page), came=came)


def note_changed(page: ConsultationPage, by: User | None, what: str = "") -> None:
    """Something was changed. Where that is signed off and isn't what was signed any more, it is
    written down, once, with who and why, and has to be signed anew; packs that were signed stay.

    `what` says it of what is coded; the rest is found by looking (insights.rigour.signed). `by` is
    None for an operator at the command line.
    """
    page = source_of(page)
    signed = taken_steps(history_of(page)).get(Step.SIGNED)
    if signed is None:
        return
    why = [what] if what else changed_since(signed, under_now(page))
    if why:
        _written(page, Step.CHANGED, by, theming_of(page), note=_told(why))


def _told(sentences: list[str]) -> str:
    """As many of these as a note has a place for."""
    note = ""
    for number, sentence in enumerate(sentences):
        more = f"{note} {sentence}".strip()
        if len(more) > LONGEST_WHY - len(" …") * bool(sentences[number + 1 :]):
            return f"{note} …".strip()
        note = more
    return note


def _first_of_her(page: ConsultationPage, pks: list[int]) -> QuerySet[Response]:
    """Of these rows those whose visit had no other row before."""
    here = Response.objects.filter(
        version__form__consultation__translation_key=page.translation_key
    )
    earlier = here.exclude(pk__in=pks).filter(visit_hash__isnull=False)
    return here.filter(pk__in=pks).exclude(
        visit_hash__isnull=False, visit_hash__in=earlier.values("visit_hash")
    )


def _locked(page: ConsultationPage) -> Theming | None:
    """How it is coded, held until the transaction ends: two people may press at once."""
    key = page.translation_key
    held = Theming.objects.select_for_update().filter(consultation__translation_key=key)
    return theming_of(page) if list(held) else None


def _written(
    page: ConsultationPage,
    step: SignOff.Step,
    by: User | None,
    theming: Theming | None,
    *,
    note: str = "",
    came: int = 0,
) -> SignOff:
    row = SignOff.objects.create(
        consultation=page,
        step=step,
        by=by,
        name=str(by)[:120] if by else "",
        made_on=timezone.localdate(),
        note=note,
        responses=women_here(page),
        came=came,
        codebook_version=theming.codebook.version if theming else "",
        under=under_now(page) if step in STEPS else {},
    )
    if by is not None:
        audit(user=by, action=f"coding {step.value}", subject=f"consultation {page.pk}")
    return row
