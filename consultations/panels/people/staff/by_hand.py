"""Rows of what a person rings, texts or posts: with what may be said, and whether now."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from consultations.panels.models import Message
from consultations.panels.people.forms import shown
from consultations.panels.people.profile import parts_of_many
from consultations.panels.people.records import Channel, Part
from consultations.panels.people.sending import STUCK, beside, neutral_lines


def to_do_rows(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """One row a message, by how she may be reached now; who may be reached at this hour first.

    A text message says what our e-mails say, `neutral`, and nothing else: her phone lies open on a
    table. `words` and `beside` are for her alone: in her letter, or told to her on the telephone.
    """
    found = list(messages)
    women = [message.member for message in found]
    contacts = parts_of_many(women, Part.CONTACT)
    identities = parts_of_many(women, Part.IDENTITY)
    now = timezone.localtime()
    rows: list[dict[str, Any]] = []
    for message in found:
        contact: Any = contacts[message.member_id]
        is_letter = contact.channel == Channel.LETTER
        with override(message.member.language):
            neutral, more = " ".join(neutral_lines()), beside(message)
        rows.append(
            {
                "message": message,
                "member": message.member,
                "channel": Channel(contact.channel),
                "contact": list(shown(contact)),
                "identity": identities[message.member_id],
                "is_letter": is_letter,
                "is_text": contact.channel == Channel.TEXT,
                "is_stuck": contact.channel == Channel.EMAIL and message.state in STUCK,
                "is_now": is_letter or contact.allows(now),
                "neutral": neutral,
                "beside": more,
            }
        )
    return sorted(rows, key=lambda row: not row["is_now"])
