"""Opening a sealed response in memory. Nothing here stores or logs a word of it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from core.floods import FLAGS
from feedback.invites import read_code
from feedback.keys import PrivateKeyMissing, private_key
from feedback.later_words import KINDS
from feedback.models import Channel
from feedback.payload import AnswerPayload, Payload
from feedback.sealing import unseal

HASH_BYTES = 32
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
    if payload.channel not in Channel.values or not _is_text(payload.language, most=5):
        raise ValueError("channel or language")
    if not _is_number(payload.version, 2**63) or not _is_number(payload.uses_wording, 2**15):
        raise ValueError("version or wording of the uses")
    if not isinstance(payload.uses, list) or not all(_is_text(use) for use in payload.uses):
        raise ValueError("uses")
    hashes = (bytes.fromhex(payload.receipt_hash), bytes.fromhex(payload.visit_hash))
    if any(len(digest) not in {0, HASH_BYTES} for digest in hashes):
        raise ValueError("receipt or visit")
    payload.monday  # noqa: B018  raises for what is no day
    answers = {
        UUID(key).hex: AnswerPayload(
            text=showable(answer.text), options=[str(o) for o in answer.options]
        )
        for key, answer in payload.answers.items()
    }
    flags = [flag for flag in payload.flags if flag in FLAGS]
    invite = read_code(payload.invite) if _is_text(payload.invite, most=20) else None
    return replace(
        payload,
        answers=answers,
        flags=flags,
        invite=invite or "",
        later=payload.later if payload.later in KINDS else "",
        late=payload.late is True,
    )


def _is_text(value: object, most: int = 50) -> bool:
    return isinstance(value, str) and len(value) <= most


def _is_number(value: object, limit: int) -> bool:
    return isinstance(value, int) and 0 <= value < limit


def showable(text: str) -> str:
    """The text with one kind of line end, and NUL and half characters shown as "unknown": a page
    and PostgreSQL can't hold them."""
    return "".join(
        "\ufffd" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
    )
