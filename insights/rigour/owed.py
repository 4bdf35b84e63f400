"""How many responses have to be coded twice before a coding is checked, and how many still are.

Women are counted and not rows (design §11.15).
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding
from insights.rigour.pairs import members_of
from insights.rigour.selectors import compared_samples, open_sample
from insights.selectors.progress import POSITIVE, codebook_in_use, numbers_of
from insights.selectors.women import leading, with_a_part_in

# The larger of the two (domain §6c): fewer than twenty say nothing, and a tenth of many is plenty.
LEAST, ONE_IN = 20, 10


def whole_sample(coded: int) -> int:
    """How many of so many coded responses have to be coded twice; all where there are fewer."""
    return min(coded, max(LEAST, -(-coded // ONE_IN)))


@dataclass(frozen=True)
class CodedTwice:
    """How far double coding has come by the codebook in use: of `coded` responses, `compared` were
    coded twice and compared, `drawn` are being coded; `unmeasured` samples nobody measured yet."""

    coded: int
    compared: int
    drawn: int
    unmeasured: int

    @property
    def needed(self) -> int:
        return whole_sample(self.coded)

    @property
    def owed(self) -> int:
        """How many are neither compared nor being coded."""
        return max(self.needed - self.compared - self.drawn, 0)


def coded_twice(consultation: ConsultationPage) -> CodedTwice:
    """The same of a consultation, as it stands now. Words that were taken back count nowhere."""
    samples = compared_samples(consultation)
    members = members_of(*samples)
    there = {member.sample_id for member in members}
    going_on = open_sample(consultation)
    return CodedTwice(
        coded=numbers_of(consultation).coded,
        compared=len(members),
        drawn=going_on.total if going_on else 0,
        unmeasured=sum(not one.agreement for one in samples if one.pk in there),
    )


def coded_women(consultation: ConsultationPage) -> QuerySet[Response]:
    """Of each woman whose words people gave a theme of the codebook, the row that she sent last."""
    codings = Coding.objects.filter(
        POSITIVE, response=OuterRef("pk"), theme__codebook=codebook_in_use(consultation)
    )
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    return leading(rows).filter(with_a_part_in(rows.filter(Exists(codings))))
