"""Drawing a random sample, handing it to a second coder, and taking it back from her.

Women are drawn and not rows: one place holds all that a woman sent in one visit (design §11.15).
"""

from random import Random, SystemRandom

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import people_who_may
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import CaseSummary, Coding, Sample, SampleMember, Theming
from insights.permissions import CODE_RESPONSES, require_checker
from insights.rigour.blind import blind_place, rows_in
from insights.rigour.owed import coded_twice, coded_women
from insights.selectors.progress import codebook_in_use, theming_of
from insights.selectors.women import parts_of, with_a_part_in
from insights.services.coding import mark_read

GOING_ON = gettext_lazy("A sample is being coded already. Compare it, or take it back.")


class CantDraw(ValueError):
    """No sample can be drawn, or not for her. The message says why, for the person who asked."""


class NotYours(PermissionError):
    """A place of a sample that somebody else codes, or that was compared meanwhile."""


def may_be_second(consultation: ConsultationPage, by: User) -> QuerySet[User]:
    """Who may code in the area and isn't the one who draws."""
    people = people_who_may(CODE_RESPONSES, consultation.area_id)
    return people.exclude(pk=by.pk).order_by("name", "email")


@transaction.atomic
def draw_sample(
    *, consultation: ConsultationPage, second: User, by: User, rng: Random | None = None
) -> Sample:
    """Draw a random sample of the coded responses for a second coder.

    The larger of twenty or a tenth, or what is owed since a sample was compared; of those that
    she has neither coded nor summed up and that no sample of the codebook had before.
    `rng` is for a story that is told the same each time. Raises PermissionDenied and CantDraw.
    """
    page = source_of(consultation)
    require_checker(by, page)
    theming = theming_of(page)
    if theming is None or theming.method == Theming.Method.REFLEXIVE:
        raise CantDraw(_("A reflexive reading, or one without a codebook, is not coded twice."))
    if not may_be_second(page, by).filter(pk=second.pk).exists():
        raise CantDraw(_("Choose another person who may code in this area."))
    if Sample.objects.filter(consultation=page, compared_on=None).exists():
        raise CantDraw(GOING_ON)
    candidates = list(_untouched(page, theming, second).values_list("pk", flat=True))
    if not candidates:
        raise CantDraw(_("No response is coded yet that this person hasn't coded herself."))
    twice = coded_twice(page)
    adds = bool(twice.compared and twice.owed)
    size = twice.owed if adds else twice.needed
    drawn = (rng or SystemRandom()).sample(sorted(candidates), min(size, len(candidates)))
    try:
        with transaction.atomic():
            sample = Sample.objects.create(
                consultation=page,
                second=second,
                drawn_by=by,
                drawn_on=timezone.localdate(),
                drawn_from=len(candidates),
                codebook=theming.codebook,
                adds=adds,
            )
    except IntegrityError as error:
        raise CantDraw(GOING_ON) from error
    # in the order in which they were drawn, which is the order in which she gets them
    SampleMember.objects.bulk_create(SampleMember(sample=sample, response_id=pk) for pk in drawn)
    audit(user=by, action="draw sample", subject=f"sample {sample.pk}")
    return sample


def _untouched(page: ConsultationPage, theming: Theming, second: User) -> QuerySet[Response]:
    rows = responses_for(use=Use.READING_TEAM, consultation=page)
    of = {"response": OuterRef("pk"), "theme__codebook": theming.codebook_id}
    hers = Coding.objects.filter(coder=second, **of)
    # whoever summed a response up in the matrix has seen there what it was coded as
    summed_up = CaseSummary.objects.filter(written_by=second, **of)
    before = SampleMember.objects.filter(
        response=OuterRef("pk"), sample__codebook=theming.codebook_id
    )
    touched = rows.filter(Exists(hers) | Exists(summed_up) | Exists(before))
    return coded_women(page).filter(~with_a_part_in(touched))


@transaction.atomic
def finish_place(*, response: Response, by: User) -> SampleMember:
    """The second coder has finished with a response, with themes or without. Twice is once.

    Raises NotYours, and what mark_read raises.
    """
    place = blind_place(parts_of(response), by)
    if place is None:
        raise NotYours("It is not hers to code blind.")
    mark_read(response=response, by=by)
    SampleMember.objects.filter(pk=place.pk).update(is_done=True)
    place.is_done = True
    return place


@transaction.atomic
def take_back_sample(*, sample: Sample, by: User) -> None:
    """Take a sample back that isn't compared. What was coded blind goes with it, on whichever row
    of a visit: nobody knows of it, and it was made to be compared. What she gave these women by
    another codebook, for a sample that was compared, stays.

    Raises PermissionDenied and Sample.DoesNotExist.
    """
    require_checker(by, sample.consultation)
    now = Sample.objects.select_for_update().get(pk=sample.pk, compared_on=None)
    blind = rows_in([now]).order_by().values("pk")
    book = now.codebook_id or codebook_in_use(now.consultation)
    hers = Coding.objects.filter(response__in=blind, coder=now.second, theme__codebook=book)
    hers.filter(counts=False).delete()
    audit(user=by, action="take sample back", subject=f"sample {now.pk}")
    now.delete()
