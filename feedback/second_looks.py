"""What was taken out of her words or set aside, in plain words; and asking for a second look."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.intake.models import ReceiptAct, ReceiptSlip
from feedback.keys import receipt_key
from feedback.sealing import keyed_id
from feedback.services import taking
from feedback.slips import Part

# What stands in her words instead (feedback.redaction.TOKENS) → what was there.
DETAILS: dict[str, str | Promise] = {
    "name": _("A name"),
    "phone": _("A phone number"),
    "e-mail": _("An e-mail address"),
    "handle": _("A name on social media"),
    "link": _("A link"),
    "address": _("An address"),
    "postcode": _("A postcode"),
    "place": _("A place"),
    "organisation": _("A group, school or service"),
    "date": _("A date"),
    "age": _("An age"),
    "event": _("Something that people know of"),
    "number": _("A number, such as a case number"),
    "vehicle": _("A number plate"),
}
REASONS: dict[str, str | Promise] = {
    "her": _("it could show who you are"),
    "other": _("it could show who somebody is"),
    "child": _("it could show who a child is"),
    "staff": _("it names a worker"),
    "contact": _("it is a way to reach somebody"),
    "rare": _("few people share it, so it could show who you are"),
}
ASIDE: dict[str, str | Promise] = {
    "machine": _("It looked as if a machine had sent it."),
    "test": _("It looked like a test."),
    "advert": _("It looked like an advert."),
    "same": _("The same words came in many times."),
    "empty": _("It did not answer what we asked."),
}
OUTCOMES: dict[str, str | Promise] = {
    "stays": _("It stays as it is."),
    "changed": _("What was taken out has been changed."),
    "read": _("A person will read your words now."),
}
DETAIL, REASON = _("A detail"), _("it could show who somebody is")


@dataclass(frozen=True)
class Reading:
    """How her words were read, as her slip tells it. False and empty where it tells nothing."""

    read: bool
    held: bool
    aside: list[str | Promise]
    # what, why, how many, and the Monday of the week in which a reader took it out
    details: list[tuple[str | Promise, str | Promise, int, date | None]]
    look: Part | None  # what came of a second look; its outcome is empty while it waits

    @property
    def since(self) -> date | None:
        """The first week in which something was taken out."""
        return min((week for *_, week in self.details if week), default=None)

    @property
    def has_reasons(self) -> bool:
        """Whether there is anything to explain, or to look at again."""
        return bool(self.held or self.aside or self.details or self.look)


def reading_of(parts: dict[str, Part]) -> Reading:
    """What the "read" part says, in words. An older part, without reasons, says it was read."""
    part: dict[str, Any] = parts.get("read", {})
    usual = _("A reader set it aside.")
    return Reading(
        read=part.get("read", bool(part)),
        held=bool(part.get("held")),
        aside=[ASIDE.get(why, usual) for why in part.get("aside", [])],
        details=[
            (DETAILS.get(token, DETAIL), REASONS.get(reason, REASON), n, _day(week))
            for token, reason, n, *week in part.get("details", [])
        ],
        look=part.get("look"),
    )


def _day(week: list[str]) -> date | None:
    """Slips written before there were weeks have none."""
    return date.fromisoformat(week[0]) if week else None


def has_asked(slip: ReceiptSlip, reading: Reading) -> bool:
    """Whether she has had her one second look, or waits for it."""
    asked = ReceiptAct.objects.filter(
        receipt_hash=bytes(slip.receipt_hash), kind=ReceiptAct.Kind.LOOK
    )
    return reading.look is not None or asked.exists()


def ask_again(*, slip: ReceiptSlip) -> None:
    """Ask for a second look. Twice is the same as once. Raises NotTakenNow."""
    receipt_hash = bytes(slip.receipt_hash)
    act = ReceiptAct(
        id=keyed_id(receipt_key("second-look"), receipt_hash),
        receipt_hash=receipt_hash,
        kind=ReceiptAct.Kind.LOOK,
    )
    with taking():
        ReceiptAct.objects.bulk_create([act], ignore_conflicts=True)
