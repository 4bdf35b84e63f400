"""What a person decides. Each decision is a row of its own, so no audit line stands beside it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Reading, Suggestion, Theme
from insights.permissions import require_coder
from insights.selectors import theming_of


class ThemeNotOffered(ValueError):
    """The theme is not in the codebook that this consultation is coded with, or was retired."""


@transaction.atomic
def accept_suggestion(*, suggestion: Suggestion, by: User) -> Coding:
    """Decide that what the machine suggested applies."""
    return _decide(suggestion.response, suggestion.theme, by, "accepted", suggestion)


@transaction.atomic
def reject_suggestion(*, suggestion: Suggestion, by: User) -> Coding:
    """Decide that what the machine suggested doesn't apply. The suggestion itself stays."""
    return _decide(suggestion.response, suggestion.theme, by, "rejected", suggestion)


@transaction.atomic
def add_coding(*, response: Response, theme: Theme, by: User) -> Coding:
    """Decide that a theme applies, whatever the machine says. Raises ThemeNotOffered.

    A suggestion that she has accepted stays accepted.
    """
    hers = Coding.objects.filter(response=response, theme=theme, coder=by)
    accepted = hers.filter(decision=Coding.Decision.ACCEPTED).first()
    if accepted is not None:
        return accepted
    return _decide(response, theme, by, "added", None)


@transaction.atomic
def remove_coding(*, coding: Coding, by: User) -> None:
    """Take back a decision of her own. A suggestion that it was about is open again."""
    _require(coding.response, by)
    if coding.coder_id != by.pk:
        raise Coding.DoesNotExist("Only she who decided can take it back.")
    coding.delete()


@transaction.atomic
def mark_read(*, response: Response, by: User) -> Reading:
    """Write into the ledger that she has read a response. Twice is once."""
    _require(response, by)
    reading, _ = Reading.objects.get_or_create(
        response=response, reader=by, defaults={"read_on": timezone.localdate()}
    )
    return reading


def _decide(
    response: Response, theme: Theme, by: User, decision: str, suggestion: Suggestion | None
) -> Coding:
    consultation = _require(response, by)
    theming = theming_of(consultation)
    # A suggestion of a theme that was retired since may still be decided on; adding may not.
    offered = theming is not None and theme.codebook_id == theming.codebook_id
    if not offered or (suggestion is None and theme.status != Theme.Status.ACTIVE):
        raise ThemeNotOffered(f"“{theme}” is not a theme of this consultation's codebook.")
    coding, _ = Coding.objects.update_or_create(
        response=response,
        theme=theme,
        coder=by,
        defaults={
            "decision": decision,
            "suggestion": suggestion,
            "codebook_version": theme.codebook.version,
            "coded_on": timezone.localdate(),
        },
    )
    return coding


def _require(response: Response, by: User) -> ConsultationPage:
    """The consultation of a response, if she may code it and it was not taken back.

    Raises PermissionDenied, and Response.DoesNotExist when it was.
    """
    consultation = response.version.form.consultation
    require_coder(by, consultation.area_id)
    if not responses_for(use=Use.READING_TEAM).filter(pk=response.pk).exists():
        raise Response.DoesNotExist("These words were taken back.")
    return consultation
