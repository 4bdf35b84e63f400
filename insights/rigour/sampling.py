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
from insights.rigour.blind import blind_place
from insights.selectors.progress import POSITIVE, theming_of
from insights.selectors.women import leading, parts_of, with_a_part_in
from insights.services.coding import mark_read

# The larger of the two (domain §6c): fewer than twenty say nothing, and a tenth of many is plenty.
LEAST, ONE_IN = 20, 10
GOING_ON = gettext_lazy("A sample is being coded already. Compare it, or take it back.")


class CantDraw(ValueError):
    """No sample can be drawn, or not for her. The message says why, for the person who asked."""


class NotYours(PermissionError):
    """A place of a sample that somebody else codes, or that was compared meanwhile."""


def coded_women(consultation: ConsultationPage) -> QuerySet[Response]:
    """Of each woman whose words people gave a theme of the codebook, the row that she sent last."""
    theming = theming_of(consultation)
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    codings = Coding.objects.filter(
        POSITIVE,
        response=OuterRef("pk"),
        theme__codebook=theming.codebook_id if theming else None,
    )
    return leading(rows).filter(with_a_part_in(rows.filter(Exists(codings))))


def may_be_second(consultation: ConsultationPage, by: User) -> QuerySet[User]:
    """Who may code in the area and isn't the one who draws."""
    people = people_who_may(CODE_RESPONSES, consultation.area_id)
    return people.exclude(pk=by.pk).order_by("name", "email")


@transaction.atomic
def draw_sample(
    *, consultation: ConsultationPage, second: User, by: User, rng: Random | None = None
) -> Sample:
    """Draw a random sample of the coded responses for a second coder.

    The larger of twenty or a tenth, of those that she has neither coded nor summed up and
    that no sample had before.
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
    coded = coded_women(page)
    candidates = list(_untouched(page, coded, second).values_list("pk", flat=True))
    if not candidates:
        raise CantDraw(_("No response is coded yet that this person hasn't coded herself."))
    size = max(LEAST, -(-coded.count() // ONE_IN))
    drawn = (rng or SystemRandom()).sample(sorted(candidates), min(size, len(candidates)))
    try:
        with transaction.atomic():
            sample = Sample.objects.create(
                consultation=page,
                second=second,
                drawn_by=by,
                drawn_on=timezone.localdate(),
                drawn_from=len(candidates),
            )
    except IntegrityError as error:
        raise CantDraw(GOING_ON) from error
    # in the order in which they were drawn, which is the order in which she gets them
    SampleMember.objects.bulk_create(SampleMember(sample=sample, response_id=pk) for pk in drawn)
    audit(user=by, action="draw sample", subject=f"sample {sample.pk}")
    return sample


def _untouched(
    page: ConsultationPage, coded: QuerySet[Response], second: User
) -> QuerySet[Response]:
    rows = responses_for(use=Use.READING_TEAM, consultation=page)
    hers = Coding.objects.filter(response=OuterRef("pk"), coder=second)
    # whoever summed a response up in the matrix has seen there what it was coded as
    summed_up = CaseSummary.objects.filter(response=OuterRef("pk"), written_by=second)
    before = SampleMember.objects.filter(response=OuterRef("pk"))
    touched = rows.filter(Exists(hers) | Exists(summed_up) | Exists(before))
    return coded.filter(~with_a_part_in(touched))


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
    """Take a sample back that isn't compared. What was coded blind goes with it: nobody knows of
    it, and it was made to be compared. Raises PermissionDenied and Sample.DoesNotExist."""
    require_checker(by, sample.consultation)
    now = Sample.objects.select_for_update().get(pk=sample.pk, compared_on=None)
    responses = now.members.values("response")
    Coding.objects.filter(response__in=responses, coder=now.second, counts=False).delete()
    audit(user=by, action="take sample back", subject=f"sample {now.pk}")
    now.delete()
