"""What a person decides. Each decision is a row of its own, so no audit line stands beside it.

Rows of one visit are one response (design §11.15): what is decided on one of them holds for all.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.models import Response
from insights.models import Coding, Passage, Reading, Suggestion, Theme
from insights.notes.moving import give_passage
from insights.permissions import require_coder
from insights.rigour.blind import blind_place, is_compared
from insights.selectors import parts_of, theming_of
from insights.selectors.progress import APPLIES, POSITIVE
from insights.services.runs import learn_if_due


class ThemeNotOffered(ValueError):
    """The theme is not in the codebook that this consultation is coded with, or was retired."""


class CodingCompared(ValueError):
    """Two codings of the response were compared: its themes are changed by settling alone."""


class CodingBlind(ValueError):
    """A second coder can't decide on a suggestion: she isn't shown any before it is compared."""


@transaction.atomic
def accept_suggestion(*, suggestion: Suggestion, by: User) -> Coding:
    """Decide that what the machine suggested applies. Raises CodingCompared and CodingBlind, as
    reject_suggestion does."""
    coding = decide(suggestion.response, suggestion.theme, by, "accepted", suggestion)
    learn_if_due(consultation=suggestion.response.version.form.consultation)
    return coding


@transaction.atomic
def reject_suggestion(*, suggestion: Suggestion, by: User) -> Coding:
    """Decide that what the machine suggested doesn't apply. The suggestion itself stays."""
    return decide(suggestion.response, suggestion.theme, by, "rejected", suggestion)


@transaction.atomic
def add_coding(*, response: Response, theme: Theme, by: User) -> Coding:
    """Decide that a theme applies, whatever the machine says.

    Raises ThemeNotOffered and CodingCompared. A suggestion that she has accepted stays so.
    """
    hers = hers_on(require_parts(response, by), theme, by)
    accepted = hers.filter(decision=Coding.Decision.ACCEPTED).first()
    if accepted:
        return accepted
    coding = decide(response, theme, by, "added", None)
    learn_if_due(consultation=response.version.form.consultation)
    return coding


@transaction.atomic
def remove_coding(*, coding: Coding, by: User) -> None:
    """Take back a decision of her own. A suggestion that it was about is open again."""
    parts = require_parts(coding.response, by)
    if coding.coder_id != by.pk:
        raise Coding.DoesNotExist("Only she who decided can take it back.")
    refuse_compared(parts)
    take_away(hers_on(parts, coding.theme, by), by)


@transaction.atomic
def mark_read(*, response: Response, by: User) -> Reading:
    """Write into the ledger that she has read a response. Twice is once."""
    today = {"read_on": timezone.localdate()}
    readings = {
        part.pk: Reading.objects.get_or_create(response=part, reader=by, defaults=today)[0]
        for part in require_parts(response, by)
    }
    return readings[response.pk]


def decide(
    response: Response, theme: Theme, by: User, decision: str, suggestion: Suggestion | None
) -> Coding:
    """Write her decision on a theme down, in place of what she decided on it before.

    What she pointed at goes along, unless she turns the theme down. Raises what add_coding and
    accept_suggestion raise.
    """
    parts = require_parts(response, by)
    refuse_compared(parts)
    is_blind = blind_place(parts, by) is not None
    if is_blind and suggestion is not None:
        raise CodingBlind("She isn't shown suggestions yet.")
    theming = theming_of(response.version.form.consultation)
    # A suggestion of a theme that was retired since may still be decided on; adding may not.
    may_be_retired = suggestion is not None
    if suggestion is not None:
        suggestion = _held(suggestion)
    offered = theming is not None and theme.codebook_id == theming.codebook_id
    # As it is now: whoever merges or retires it waits for this coding, or this one for her.
    locked = Theme.objects.select_for_update(no_key=True).filter(pk=theme.pk)
    status, merged = locked.values_list("status", "merged_into").get()
    retired = status != Theme.Status.ACTIVE
    if not offered or merged or (not may_be_retired and retired):
        raise ThemeNotOffered(f"“{theme}” is not a theme of this consultation's codebook.")
    hers = hers_on(parts, theme, by)
    if not is_blind and (decision in APPLIES or hers.filter(POSITIVE).exists()):
        _signature_lapses(response, by)
    coding, _is_new = hers.update_or_create(
        response=response,
        theme=theme,
        coder=by,
        defaults={
            "decision": decision,
            "suggestion": suggestion,
            # what a second coder says counts once it is settled
            "counts": not is_blind,
            "codebook_version": theme.codebook.version,
            "coded_on": timezone.localdate(),
        },
    )
    if decision == Coding.Decision.REJECTED:
        coding.passages.all().delete()  # it points at nothing any more
    before = hers.exclude(pk=coding.pk)  # what she decided for another row of the visit
    for passage in Passage.objects.filter(coding__in=before):
        give_passage(passage, [coding] if decision != Coding.Decision.REJECTED else [])
    before.delete()
    return coding


def take_away(codings: QuerySet[Coding], by: User) -> None:
    """Delete decisions of hers on one theme; a signature under what counted doesn't hold."""
    counted = codings.filter(POSITIVE).select_related("response").first()
    if counted is not None:
        _signature_lapses(counted.response, by)
    codings.delete()


def _signature_lapses(response: Response, by: User) -> None:
    from insights.rigour.signing import note_changed  # it knows of settling, and so of this

    what = _("The themes of a response were changed.")
    note_changed(response.version.form.consultation, by, what)


def _held(suggestion: Suggestion) -> Suggestion | None:
    """The suggestion as it is now, kept from a look for themes until this is written. One that is
    going on may have made it anew, or found nothing there: her decision stands all the same."""
    same = Suggestion.objects.filter(response=suggestion.response_id, theme=suggestion.theme_id)
    for _time in range(
        2
    ):  # the first waits for a chunk that is being written, and may find it gone
        if found := same.select_for_update(of=("self",), no_key=True).order_by("pk").first():
            return found
    return None


def refuse_compared(parts: list[Response]) -> None:
    """Raise CodingCompared where two codings of it were compared."""
    if is_compared(parts):
        raise CodingCompared("Two codings of it were compared: settle it instead.")


def hers_on(parts: list[Response], theme: Theme, by: User) -> QuerySet[Coding]:
    """Her own decisions on a theme, without what she and others agreed on."""
    codings = Coding.objects.filter(response__in=parts, theme=theme, coder=by)
    return codings.exclude(decision=Coding.Decision.AGREED)


def require_parts(response: Response, by: User) -> list[Response]:
    """All rows of a response, if she may code it and it was not taken back.

    Raises PermissionDenied, and Response.DoesNotExist when it was.
    """
    require_coder(by, response.version.form.area_id)
    parts = parts_of(response)
    if response not in parts:
        raise Response.DoesNotExist("These words were taken back.")
    return parts
