"""What she asks for, opened: the kinds that are offered, her own words, and our answer."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.panels.people.vault import seal, unseal
from consultations.panels.sessions.attending import AccessRequest, Attendance

SEALED_AS = "asked for"
ADJUSTMENTS = "adjustments"


class Kind(models.TextChoices):
    """Offered as ticks, so that she needn't find words."""

    QUIET = "quiet", _("A quiet room to go to")
    BESIDE = "beside", _("Somebody of mine beside me")
    FARE = "fare", _("My fare beforehand")
    TAXI = "taxi", _("A taxi there and back")
    CHILDCARE = "childcare", _("Somebody for my children")
    STEPS = "steps", _("No steps")
    ALOUD = "aloud", _("Papers read out to me")
    LARGE = "large", _("Large print")
    LOOP = "loop", _("A hearing loop")
    BSL = "bsl", _("BSL")
    INTERPRETER = "interpreter", _("An interpreter")
    WELSH = "welsh", _("To speak Welsh")
    CAMERA = "camera", _("Camera off")
    OTHER = "other", _("Something else")


@dataclass(frozen=True)
class Ask:
    """`how`: in which way we can. `because` and `instead`: why not, and what we offer."""

    kind: str
    words: str = ""
    how: str = ""
    because: str = ""
    instead: str = ""

    @property
    def label(self) -> str:
        """What she asked for, as she said it."""
        return self.words if self.kind == Kind.OTHER else str(Kind(self.kind).label)


def opened(request: AccessRequest, member_id: int) -> Ask:
    """Raises vault.CannotBeOpened."""
    return Ask(**unseal(member_id, SEALED_AS, bytes(request.sealed)))


def sealed(ask: Ask, member_id: int) -> bytes:
    return seal(member_id, SEALED_AS, asdict(ask))


def answered(ask: Ask, *, how: str, because: str, instead: str) -> Ask:
    """The same, with our answer in the place of an earlier one."""
    return replace(ask, how=how, because=because, instead=instead)


def sealed_adjustments(words: str, member_id: int) -> bytes:
    """What was changed for her in the session; nothing where there was nothing."""
    return seal(member_id, ADJUSTMENTS, {"words": words}) if words else b""


def adjustments_of(attendance: Attendance) -> str:
    if not attendance.sealed:
        return ""
    found: str = unseal(attendance.member_id, ADJUSTMENTS, bytes(attendance.sealed))["words"]
    return found


def asked_by(requests: Iterable[AccessRequest], member_id: int) -> list[tuple[AccessRequest, Ask]]:
    """Each with its words, in the order in which the ticks stand."""
    order = list(Kind.values)
    found = [(request, opened(request, member_id)) for request in requests]
    return sorted(found, key=lambda pair: order.index(pair[1].kind))
