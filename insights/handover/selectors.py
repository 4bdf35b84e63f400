"""What was handed over of a consultation, and from which of it words were taken back since."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import WORDING, Use
from insights.handover.permissions import EXPORT_RESPONSES
from insights.models import HandOver
from insights.selectors import consultations_to_code

LISTED = 50
IN_WORDS = (
    *(gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four")),
    *(gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight")),
    *(gettext_lazy("nine"), gettext_lazy("ten")),
)


@dataclass(frozen=True)
class HandedOver:
    """One hand-over, and from how many responses in it words were taken back since."""

    row: HandOver
    gone: int

    @property
    def use(self) -> str:
        """The use, in the words that women read."""
        return str(WORDING[Use(self.row.use)][0])

    @property
    def is_of_paper(self) -> bool:
        return self.row.kind == HandOver.Kind.CARDS

    @property
    def must_be_told(self) -> bool:
        """Whether words were taken back of which nobody has told the holder."""
        return self.gone > self.row.told_of

    @property
    def gone_in_words(self) -> str:
        """One, two … of the responses in it; never which."""
        if self.gone == self.row.sent:
            return _("All words in it were taken back.")
        if self.gone == 1:
            return _("The words of one response in it were taken back.")
        number = str(IN_WORDS[self.gone - 1]) if self.gone <= len(IN_WORDS) else _("more than ten")
        return _("The words of %(number)s responses in it were taken back.") % {"number": number}


def hand_overs_of(consultation: ConsultationPage) -> QuerySet[HandOver]:
    """Hand-overs of a consultation, whichever language its page is in, the last first."""
    key = consultation.translation_key
    return HandOver.objects.filter(consultation__translation_key=key).select_related("made_by")


def handed_over(consultation: ConsultationPage) -> list[HandedOver]:
    """The last of them, those of which somebody has to be told first."""
    rows = list(hand_overs_of(consultation))
    gone = taken_back_from(rows)
    told = [HandedOver(row, gone[row.pk]) for row in rows]
    return sorted(told, key=lambda one: not one.must_be_told)[:LISTED]


def taken_back_from(rows: Iterable[HandOver]) -> dict[int, int]:
    """Hand-over → how many responses whose words are in it may not be seen for its use any more:
    taken back, past their time, of women who changed what they allow, or whose words had to go."""
    by_use: dict[str, list[HandOver]] = defaultdict(list)
    for row in rows:
        by_use[row.use].append(row)
    gone: dict[int, int] = {}
    for use, some in by_use.items():
        allowed = responses_for(use=Use(use)).order_by()
        links = HandOver.responses.through.objects.filter(
            handover__in=some, response__in=allowed.values("pk")
        )
        left = dict(links.order_by().values_list("handover").annotate(n=Count("response")))
        gone |= {row.pk: row.sent - left.get(row.pk, 0) for row in some}
    return gone


def to_tell(user: User) -> list[tuple[ConsultationPage, int]]:
    """Consultations that she may hand over, and from how many hand-overs of each words were taken
    back of which nobody has told the holder. Those without any are not listed."""
    pages = consultations_to_code(user).filter(area__in=areas_where(user, EXPORT_RESPONSES))
    rows = list(HandOver.objects.filter(consultation__in=pages))
    gone = taken_back_from(rows)
    number = Counter(row.consultation_id for row in rows if gone[row.pk] > row.told_of)
    return [(page, number[page.pk]) for page in pages if number[page.pk]] if number else []
