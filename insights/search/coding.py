"""Giving a theme to several responses of a table at once. Each is a coding like any other."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Theme
from insights.permissions import require_coder
from insights.rigour.blind import hidden_from
from insights.selectors import parts_of
from insights.services import CodingCompared, add_coding, remove_coding


class Refusal(TextChoices):
    """Why a response wasn't given the theme."""

    BLIND = "blind", _("You code it blind: read it in your sample.")
    COMPARED = "compared", _("Two codings of it were compared: settle it under “Double coding”.")
    REJECTED = "rejected", _("You said “not this” to the theme there: undo that first.")
    GONE = "gone", _("It isn’t here any more.")


@dataclass(frozen=True)
class Added:
    """What became of the responses that were ticked, by their ids; of new codings by theirs."""

    codings: list[int]
    already: list[int]
    refused: list[tuple[int, Refusal]]


@transaction.atomic
def code_selected(
    *, consultation: ConsultationPage, responses: Iterable[int], theme: Theme, by: User
) -> Added:
    """Decide that a theme applies to each of these responses of a consultation.

    Those that can't be coded from a list are left and named. Raises PermissionDenied, and
    ThemeNotOffered if the theme isn't one of the codebook's.
    """
    require_coder(by, consultation.area_id)
    chosen = list(dict.fromkeys(responses))
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    here = rows.select_related("version__form__consultation").in_bulk(chosen)
    hidden = hidden_from(by)
    added = Added([], [], [])
    for pk in chosen:
        if pk not in here:
            added.refused.append((pk, Refusal.GONE))
        elif pk in hidden:
            added.refused.append((pk, Refusal.BLIND))
        else:
            _code(here[pk], theme, by, added)
    return added


def _code(response: Response, theme: Theme, by: User, added: Added) -> None:
    hers = Coding.objects.filter(response__in=parts_of(response), theme=theme, coder=by)
    decisions = set(hers.values_list("decision", flat=True))
    if decisions & {Coding.Decision.ADDED, Coding.Decision.ACCEPTED}:
        added.already.append(response.pk)
    elif Coding.Decision.REJECTED in decisions:
        added.refused.append((response.pk, Refusal.REJECTED))
    else:
        try:
            added.codings.append(add_coding(response=response, theme=theme, by=by).pk)
        except CodingCompared:
            added.refused.append((response.pk, Refusal.COMPARED))
        except Response.DoesNotExist:
            added.refused.append((response.pk, Refusal.GONE))


@transaction.atomic
def take_back(*, codings: Iterable[int], by: User) -> int:
    """Take her own codings back that she has just added. How many of them were still there."""
    hers = Coding.objects.filter(pk__in=list(codings), coder=by, decision=Coding.Decision.ADDED)
    taken = 0
    for coding in hers.select_related("theme", "response__version__form__consultation"):
        try:
            remove_coding(coding=coding, by=by)
        except (CodingCompared, Response.DoesNotExist):
            continue
        taken += 1
    return taken
