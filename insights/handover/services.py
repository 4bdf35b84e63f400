"""Handing coded words over: made, looked at once more, written down, then given."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.handover.coded_csv import coded_csv
from insights.handover.codes import codebook_file
from insights.handover.gathering import gather
from insights.handover.made import Held, Made
from insights.handover.permissions import require_hand_over
from insights.handover.qdpx import qdpx
from insights.handover.selectors import taken_back_from
from insights.models import HandOver
from insights.rigour.selectors import open_sample_of
from insights.selectors.progress import theming_of

TRIES = 3  # to make a file anew, if somebody takes words back while it is made
Kind = HandOver.Kind


class NoWords(ValueError):
    """No woman whose words are here allows this use."""


class CodesBlind(ValueError):
    """She codes a sample of it blind: what others gave is hidden from her until it is compared."""


class TakenBack(ValueError):
    """Words were taken back while the file was made."""


def hand_over(
    *,
    consultation: ConsultationPage,
    kind: HandOver.Kind,
    use: Use,
    why: str,
    held_by: str,
    by: User,
    with_memos: bool = False,
) -> Made:
    """Make a coded file for one use, and write down that it left, why and who has it.

    Raises PermissionDenied, CodesBlind, NothingCoded, NoWords, TakenBack, and ValueError for a use
    or a kind that there is no coded file of.
    """
    _require(consultation, by)

    def make() -> Made:
        coded = gather(consultation=consultation, use=use)
        if kind == Kind.CODED_CSV:
            return coded_csv(coded)
        if kind == Kind.QDPX:
            return qdpx(coded, with_memos=with_memos)
        raise ValueError(f"{kind} is no coded file.")

    for _ in range(TRIES):
        made = make()
        if not made.held.responses:
            raise NoWords(f"Nobody allows {use}.")
        try:
            note_hand_over(
                consultation=consultation,
                kind=kind,
                use=use,
                why=why,
                held_by=held_by,
                by=by,
                held=made.held,
            )
        except TakenBack:
            continue
        return made
    raise TakenBack("Words were taken back each time that it was made.")


def hand_codebook_over(*, consultation: ConsultationPage, by: User) -> Made:
    """The codebook alone: no word of anybody's, but an audit line. Raises PermissionDenied,
    NothingCoded."""
    require_hand_over(by, consultation)
    made = codebook_file(consultation)
    audit(user=by, action="handed over codebook", subject=f"consultation {consultation.pk}")
    return made


def _require(consultation: ConsultationPage, by: User) -> None:
    require_hand_over(by, consultation)
    if open_sample_of(consultation, by):
        raise CodesBlind("She codes a sample blind.")


@transaction.atomic
def note_hand_over(
    *,
    consultation: ConsultationPage,
    kind: HandOver.Kind,
    use: Use,
    why: str,
    held_by: str,
    by: User,
    held: Held,
) -> HandOver:
    """Write down that words leave. Raises PermissionDenied, and TakenBack where this use may not
    see one of them any more: then nothing is written, and nothing may be given."""
    require_hand_over(by, consultation)
    if not _may_be_seen(consultation, use, held.responses):
        raise TakenBack("Words were taken back meanwhile.")
    theming = theming_of(consultation)
    row = HandOver.objects.create(
        consultation=source_of(consultation),
        kind=kind,
        use=use,
        why=" ".join(why.split()),
        held_by=" ".join(held_by.split()),
        made_by=by,
        made_on=timezone.localdate(),
        codebook_version=theming.codebook.version if theming else "",
        women=held.women,
        sent=len(held.responses),
    )
    row.responses.set(sorted(held.responses))  # by their random ids: no order is kept
    subject = f"consultation {row.consultation_id}: {held.women} for {use}"
    audit(user=by, action=f"handed over {kind.value}", subject=subject)
    return row


def _may_be_seen(consultation: ConsultationPage, use: Use, responses: Collection[int]) -> bool:
    allowed = responses_for(use=use, consultation=consultation).order_by()
    return set(responses) <= set(allowed.values_list("pk", flat=True))


@transaction.atomic
def note_told(*, hand_over: HandOver, by: User) -> HandOver:
    """Say that whoever holds it was told of all words that were taken back so far."""
    require_hand_over(by, hand_over.consultation)
    row = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    row.told_of, row.told_on = taken_back_from([row])[row.pk], timezone.localdate()
    row.save(update_fields=["told_of", "told_on"])
    audit(user=by, action="told of words taken back", subject=f"hand-over {row.pk}")
    return row


def forget_words(response: Response) -> int:
    """Words had to go from what is stored: in what was handed over they still stand. Counts them as
    taken back from it; returns from how many hand-overs."""
    rows = HandOver.responses.through.objects.filter(response=response)
    return int(rows.delete()[0])
