"""More words by receipt: added to what she sent, or in the place of it (design §11.2).

They are sealed into an act, for the public process can't know which questions she was asked. The
sweep makes a response of them that stands beside hers, or instead of it. What stands instead hides
what was there from the moment that it is written down, as taking back does.
"""

from dataclasses import asdict, dataclass

from feedback.flow import LONGEST_TEXT
from feedback.intake.models import ReceiptAct, ReceiptSlip
from feedback.keys import current_key, receipt_key
from feedback.payload import from_json, to_json
from feedback.sealing import keyed_id, seal
from feedback.services import taking

KINDS = {"add": ReceiptAct.Kind.ADD, "correct": ReceiptAct.Kind.CORRECT}


@dataclass(frozen=True)
class LaterWords:
    """What an act holds. `n` counts the acts of one receipt that wait, so that they keep their
    order without a time; `week` is the Monday of the week in which she wrote."""

    text: str
    language: str
    week: str
    n: int

    @classmethod
    def from_bytes(cls, data: bytes) -> "LaterWords":
        """Read what send_later wrote. Raises ValueError for anything else."""
        raw = from_json(data)
        try:
            words = cls(**raw)
        except TypeError as error:
            raise ValueError("These are no later words.") from error
        texts = (words.text, words.language, words.week)
        if not all(isinstance(text, str) for text in texts) or not isinstance(words.n, int):
            raise ValueError("These are no later words.")
        return words


def send_later(
    *, slip: ReceiptSlip, how: str, text: str, language: str, week: str, visit: str
) -> None:
    """Write down what she adds (`how` "add"), or puts in the place of what she sent ("correct").

    The same words from the same visit are one act, however often they are sent. Raises NoIntakeKey,
    NotTakenNow, and ValueError for words that are empty or longer than LONGEST_TEXT.
    """
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise ValueError("Later words are empty or too long.")
    key = current_key()
    receipt_hash = bytes(slip.receipt_hash)
    kind = KINDS[how]
    with taking():
        waiting = ReceiptAct.objects.filter(
            receipt_hash=receipt_hash, kind__in=KINDS.values()
        ).count()
        words = LaterWords(text, language, week, waiting + 1)
        act = ReceiptAct(
            id=keyed_id(
                receipt_key("later"), receipt_hash, kind.encode(), visit.encode(), to_json(text)
            ),
            receipt_hash=receipt_hash,
            kind=kind,
            key_id=key.id,
            sealed=seal(to_json(asdict(words)), bytes(key.public_key)),
        )
        ReceiptAct.objects.bulk_create([act], ignore_conflicts=True)
