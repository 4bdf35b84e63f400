"""What her six words open: written by staff processes, readable by her alone (design §11.2).

A part of the slip is a small JSON object, sealed to the key made from her words:
received {"week": "2026-10-05", "uses": ["report"], "wording": 1, "n": 2, "acts": 0};
read {"read": true, "removed": 2, "details": [["name", "other", 2, "2026-10-12"]], "held": 0,
      "aside": ["test"], "look": {"outcome", "words"}}: details are counts by what stands in the
      text instead, why, and the week in which it was taken out; held and aside are of what she
      sent and nobody read; look only when she asked for it;
themes {"names": [[en, cy], …]}; reply {"replies": [{"week", "language", "words"}, …]};
plan {"by": "2027-03-14"}: when we mean to have answered, and until when nothing is out;
outcome {"taken_to": …, "published_on": …,
         "decisions": [{"you_said", "answer", "what", "because",
                        "after": [{"after": 6, "state": "done", "what"}]}]}: after is left out
      until something is told of what happened.
`uses` are as they are now, `n` is the last change of them that the sweep saw, and `acts` how many
changes that it saw still wait for a reader.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from feedback.intake.models import ReceiptSlip
from feedback.keys import receipt_key
from feedback.models import Response
from feedback.payload import Payload
from feedback.receipts import code_hash, normalise, slip_keys
from feedback.sealing import NotOpened, seal, unseal

PARTS = ("received", "read", "themes", "outcome", "reply", "plan")
Part = dict[str, Any]


def seal_part(part: Part, public_key: bytes) -> bytes:
    """One part of a slip, sealed. Raises ValueError when it is larger than the largest bucket."""
    return seal(json.dumps(part).encode(), bytes(public_key))


def received_part(payload: Payload) -> Part:
    """What the slip of a response says when it is sent."""
    return uses_part(payload.week, payload.uses, payload.uses_wording)


def uses_part(week: str, uses: Sequence[str], wording: int, n: int = 0, acts: int = 0) -> Part:
    """That it was received, and the uses that she allows."""
    return {"week": week, "uses": list(uses), "wording": wording, "n": n, "acts": acts}


def find_slip(typed: str) -> tuple[ReceiptSlip, str] | None:
    """The slip that these six words open, and the words as they were given, or None.

    None for wrong, expired and withdrawn alike.
    """
    code = normalise(typed)
    if code is None:
        return None
    slip = ReceiptSlip.objects.filter(receipt_hash=code_hash(receipt_key("slip"), code)).first()
    if slip is None:
        return None
    from feedback.intake.selectors import withdrawn_hashes

    return None if bytes(slip.receipt_hash) in withdrawn_hashes() else (slip, code)


def open_slip(slip: ReceiptSlip, code: str) -> dict[str, Part]:
    """The parts that were written so far. A part that doesn't open is left out."""
    private, _ = slip_keys(code)
    parts: dict[str, Part] = {}
    for name in PARTS:
        box = getattr(slip, name)
        if box is not None:
            try:
                parts[name] = json.loads(unseal(bytes(box), private))
            except NotOpened:
                continue
    return parts


# What is known of a response above this app: themes and outcomes. Filled in each app's ready().
# A writer takes responses and returns {response id: {"themes": {…}, "outcome": {…}}}.
SlipWriter = Callable[[list[Response]], dict[int, dict[str, Part]]]
_writers: list[SlipWriter] = []


def register_slip_writer(writer: SlipWriter) -> SlipWriter:
    """Let an app above tell women what became of their words."""
    if writer not in _writers:
        _writers.append(writer)
    return writer


def parts_for(responses: list[Response]) -> dict[int, dict[str, Part]]:
    """What all registered writers say of these responses, by response id."""
    parts: dict[int, dict[str, Part]] = {response.pk: {} for response in responses}
    for writer in _writers:
        for pk, written in writer(responses).items():
            parts[pk].update(written)
    return parts
