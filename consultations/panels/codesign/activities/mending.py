"""What becomes of a card that was found hard to read, or wrong: on its board and in each vote."""

from django.db.models import Q, QuerySet

from consultations.panels.codesign.activities.models import Card


def everywhere(card: Card) -> QuerySet[Card]:
    """The card on its board, and its copies in votes, whichever of them this is."""
    first = card.stands_for_id or card.pk
    return Card.objects.filter(Q(pk=first) | Q(stands_for=first))


def fold(card: Card, *, hard: bool) -> None:
    """With a warning, or without it again."""
    everywhere(card).update(hard=hard)


def hide(card: Card) -> None:
    """It isn't shown any more. What it was made of are words of others: they stand by themselves
    again, or below what was made of it in turn."""
    for one in everywhere(card):
        one.parts.update(merged_into=one.merged_into_id)
    everywhere(card).update(is_hidden=True)
