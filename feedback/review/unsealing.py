"""Opening a sealed response in memory. Nothing here stores or logs a word of it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from feedback.keys import PrivateKeyMissing, private_key
from feedback.models import Channel
from feedback.payload import AnswerPayload, Payload
from feedback.sealing import unseal

FindKey = Callable[[str], bytes]


class CannotBeOpened(Exception):
    """A sealed response that doesn't open here. `why` is a code; no text is ever carried along."""

    def __init__(self, why: str) -> None:
        super().__init__(f"A sealed response can't be opened: {why}.")
        self.why = why


def open_sealed(key_id: str, sealed: bytes, find_key: FindKey = private_key) -> Payload:
    """Unseal and check. Raises CannotBeOpened: no_key, or damaged."""
    try:
        payload = Payload.from_bytes(unseal(bytes(sealed), find_key(key_id)))
        return _checked(payload)
    except PrivateKeyMissing:
        why = "no_key"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        why = "damaged"
    raise CannotBeOpened(why)  # outside the except: the cause could quote her words


def _checked(payload: Payload) -> Payload:
    """The payload with text that can be shown and stored. Raises when a field is not as it is
    written by our own pages."""
    if payload.channel not in Channel.values or len(payload.language) > 5:
        raise ValueError("channel or language")
    payload.monday, bytes.fromhex(payload.receipt_hash), bytes.fromhex(payload.visit_hash)
    answers = {
        UUID(key).hex: AnswerPayload(
            text=showable(answer.text), options=[str(o) for o in answer.options]
        )
        for key, answer in payload.answers.items()
    }
    return replace(payload, answers=answers)


def showable(text: str) -> str:
    """The text with one kind of line end, and NUL and half characters shown as "unknown": a page
    and PostgreSQL can't hold them."""
    return "".join(
        "\ufffd" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
    )
