"""Rows of what a person rings, texts or posts: with what may be said, and whether now."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from consultations.panels.models import Message, PanelMember
from consultations.panels.people.forms import shown
from consultations.panels.people.joining import NEEDED
from consultations.panels.people.profile import parts_of_many
from consultations.panels.people.records import Channel, Part
from consultations.panels.people.sending import STUCK, beside, neutral_lines


def reach_rows(women: Iterable[PanelMember]) -> dict[int, dict[str, Any]]:
    """Member id → how a person reaches her: the way, her number and address, what she said of days,
    hours, voicemail and words, and whether this is an hour for it. Two queries for all."""
    known = list(women)
    contacts = parts_of_many(known, Part.CONTACT)
    identities = parts_of_many(known, Part.IDENTITY)
    now = timezone.localtime()
    found: dict[int, dict[str, Any]] = {}
    for member in known:
        contact: Any = contacts[member.pk]
        is_letter = contact.channel == Channel.LETTER
        found[member.pk] = {
            "channel": Channel(contact.channel),
            "contact": list(shown(contact)),
            "identity": identities[member.pk],
            "where": getattr(identities[member.pk], NEEDED[Channel(contact.channel)]),
            "is_letter": is_letter,
            "is_short": is_letter and contact.short_letter,
            "is_text": contact.channel == Channel.TEXT,
            "is_now": is_letter or contact.allows(now),
        }
    return found


def to_do_rows(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """One row a message, by how she may be reached now; who may be reached at this hour first.

    A text message says what our e-mails say, `neutral`, and nothing else: her phone lies open on a
    table. `words` and `beside` are for her alone: in her letter, or told to her on the telephone.
    """
    found = list(messages)
    ways = reach_rows(message.member for message in found)
    rows: list[dict[str, Any]] = []
    for message in found:
        way = ways[message.member_id]
        with override(message.member.language):
            neutral, more = " ".join(neutral_lines()), beside(message)
        rows.append(
            {
                **way,
                "message": message,
                "member": message.member,
                "is_invitation": message.kind == Message.Kind.INVITATION,
                "is_stuck": way["channel"] == Channel.EMAIL and message.state in STUCK,
                "neutral": neutral,
                "beside": more,
            }
        )
    return sorted(rows, key=lambda row: not row["is_now"])
