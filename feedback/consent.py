"""A change of the uses of her words, by her six words (design §11.6).

It holds from the moment that it is written: what it says is sealed, so until the sweep has applied
it her words are counted and nothing more. Her slip says how the uses are now, to her alone.
"""

from dataclasses import dataclass

from feedback.intake.models import ReceiptAct, ReceiptSlip
from feedback.keys import current_key, receipt_key
from feedback.payload import from_json, to_json
from feedback.sealing import keyed_id, seal
from feedback.services import taking
from feedback.slips import Part
from feedback.uses import WORDINGS, clean_uses, known_wording


@dataclass(frozen=True)
class Standing:
    """How her uses stand: as her slip says, unless a change waits that the sweep hasn't seen."""

    uses: list[str]
    wording: int
    last: int  # the number of the last change that was seen
    following: int  # the number that a change made now would get
    waits: bool


@dataclass(frozen=True)
class Asked:
    """What an act asks for. Of several the one with the highest number is the last."""

    uses: list[str]
    wording: int
    n: int

    @classmethod
    def from_bytes(cls, data: bytes) -> "Asked":
        """Read what change_uses wrote. Raises ValueError for anything else."""
        raw = from_json(data)
        try:
            uses, wording, n = list(raw["uses"]), raw["wording"], int(raw["n"])
        except (TypeError, KeyError) as error:
            raise ValueError("This is not a change of uses.") from error
        if wording not in WORDINGS or uses != clean_uses(uses, wording):
            raise ValueError("This is not a change of uses.")
        return cls(uses, wording, n)


def standing(slip: ReceiptSlip, parts: dict[str, Part]) -> Standing:
    """How her uses stand now. While a change waits nothing is allowed, so nothing is ticked."""
    received = parts.get("received", {})
    kind = ReceiptAct.Kind.CONSENT
    acts = ReceiptAct.objects.filter(receipt_hash=bytes(slip.receipt_hash), kind=kind).count()
    waits = acts > received.get("acts", 0)
    wording = known_wording(received.get("wording"))
    last = received.get("n", 0)
    return Standing(
        uses=[] if waits else clean_uses(received.get("uses", []), wording),
        wording=wording,
        last=last,
        following=last + acts + 1,
        waits=waits,
    )


def change_uses(
    *, slip: ReceiptSlip, now: Standing, uses: list[str], wording: int, number: int, visit: str
) -> bool:
    """Ask for other uses; whether it was written down. Raises NoIntakeKey, NotTakenNow.

    `number` is the one that her page was made with: the same page sent twice is one act, and
    nothing where the sweep has seen it already.
    """
    if number <= now.last:
        return False
    key = current_key()
    receipt_hash = bytes(slip.receipt_hash)
    asked = {"uses": uses, "wording": wording, "n": now.following}
    said = ",".join([visit, str(number), *uses])
    act = ReceiptAct(
        id=keyed_id(receipt_key("consent"), receipt_hash, said.encode()),
        receipt_hash=receipt_hash,
        kind=ReceiptAct.Kind.CONSENT,
        key_id=key.id,
        sealed=seal(to_json(asked), bytes(key.public_key)),
    )
    with taking():
        ReceiptAct.objects.bulk_create([act], ignore_conflicts=True)
    return True


def last_of(asked: list[Asked]) -> Asked:
    """The last of several. Two that were made at the same moment allow only what both allow."""
    n = max(one.n for one in asked)
    last = [one for one in asked if one.n == n]
    uses = [use for use in last[0].uses if all(use in one.uses for one in last)]
    return Asked(uses, last[0].wording, n)
