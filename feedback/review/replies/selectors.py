"""Reads for replies and second looks. Words come through the one door, with details taken out."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from feedback.intake.selectors import hidden_hashes
from feedback.models import Response
from feedback.questionnaire import ENGLISH
from feedback.review.excerpts import first_words, hard_ones
from feedback.review.models import WaitingResponse
from feedback.review.permissions import review_areas
from feedback.review.replies.models import Reply, SecondLook
from feedback.review.replies.permissions import reply_areas
from feedback.selectors import answers_for, question_labels, responses_for
from feedback.uses import Use

State = Reply.State


def may_hear(user: User) -> QuerySet[Response]:
    """Read responses of her areas whose senders have six words, newest week first."""
    responses = responses_for(use=Use.READING_TEAM, areas=reply_areas(user))
    asked = responses.exclude(receipt_hash=None).select_related("version__form__consultation__area")
    return asked.order_by("-week", "pk")


@dataclass(frozen=True)
class Said:
    """A response with its first words, for a list; where they are hard, it doesn't show them."""

    response: Response
    words: str
    is_hard: bool
    replies: int


def listed(user: User, responses: list[Response]) -> list[Said]:
    """These responses, each with the beginning of what was said and how many replies it has."""
    ids = [response.pk for response in responses]
    first = first_words(
        {response.pk: response.version for response in responses}, reply_areas(user)
    )
    hard = hard_ones(first)
    counts: dict[int, int] = {}
    for pk in Reply.objects.filter(response__in=ids).values_list("response", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return [Said(r, first.get(r.pk, ""), r.pk in hard, counts.get(r.pk, 0)) for r in responses]


def words_of(user: User, response: Response) -> list[tuple[str, str]]:
    """Each question with what is left of the answer, in the order that it was asked."""
    asked = response.version.questionnaire
    labels = question_labels(response.version, ENGLISH)
    given = answers_for(use=Use.READING_TEAM, areas=reply_areas(user), responses=[response.pk])
    answers = {answer.question_key.hex: answer for answer in given}
    order = [key for key in labels if key in answers] + [k for k in answers if k not in labels]
    said = []
    for key in order:
        item = asked.item(key)
        options = answers[key].options
        chosen = item.chosen_words(options, ENGLISH) if item else options
        said.append((labels.get(key, ""), "\n".join([*chosen, answers[key].text]).strip()))
    return said


def replies_for(user: User) -> QuerySet[Reply]:
    """Replies of her areas to words that were not taken back."""
    found = Reply.objects.filter(response__in=may_hear(user).order_by())
    return found.select_related("area", "response__version__form", "written_by", "sent_by")


def to_check(user: User) -> QuerySet[Reply]:
    """Those that wait for a second person, and she can be that."""
    return replies_for(user).filter(state=State.READY).exclude(written_by=user)


def under_way(user: User) -> QuerySet[Reply]:
    """Drafts of her areas, and those of her own that wait for somebody else."""
    hers = Q(state=State.READY, written_by=user)
    return replies_for(user).filter(Q(state=State.DRAFT) | hers)


def sent(user: User) -> QuerySet[Reply]:
    """Those that were sent, the last first. Nobody can know whether one was opened."""
    return replies_for(user).filter(state=State.SENT).order_by("-sent_at", "id")


def looks_for(user: User) -> QuerySet[SecondLook]:
    """Second looks that women of her areas asked for, and did not take their words back since."""
    found = SecondLook.objects.filter(area__in=review_areas(user)).select_related("area")
    if hidden := hidden_hashes():
        found = found.exclude(receipt_hash__in=hidden)
    return found


def open_looks_for(user: User) -> QuerySet[SecondLook]:
    """Those that nobody has answered, the one that waits longest first."""
    return looks_for(user).filter(outcome="")


def looked_at(look: SecondLook) -> QuerySet[WaitingResponse]:
    """What a second look is about: all that came in by this receipt."""
    rows = WaitingResponse.objects.filter(receipt_hash=bytes(look.receipt_hash))
    return rows.select_related("version__form", "area").order_by("swept_on", "pk")
