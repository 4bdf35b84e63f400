"""A device that women share (design §11.14): an address for one form and one day.

The address is signed and holds the form, the day and the language that the device starts in:
nothing of a person. Where it is opened the way through the form is the same, but pages take each
other's place without history, and clear themselves (site/static/kiosk.js).
"""

from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

CLEARS_AFTER = 210  # seconds without a touch or a key; it asks 30 before. kiosk.js has the same
RECEIPT_CLEARS_AFTER = 120
_signer = Signer(salt="kiosk", sep="~")


@dataclass(frozen=True)
class Kiosk:
    """What the address of a device says."""

    form: int
    day: date
    language: str

    @classmethod
    def today(cls, form: int, language: str) -> "Kiosk":
        return cls(form, timezone.localdate(), language)

    @classmethod
    def from_token(cls, token: str) -> "Kiosk | None":
        """The device of this address, also of another day; None for what was not signed here."""
        try:
            form, day, language = _signer.unsign(token).split(".")
            return cls(int(form), date.fromordinal(int(day)), language)
        except (BadSignature, ValueError, OverflowError):
            return None

    @property
    def token(self) -> str:
        return _signer.sign(f"{self.form}.{self.day.toordinal()}.{self.language}")

    @property
    def is_on(self) -> bool:
        """Whether it begins anything: until the end of its day."""
        return self.day == timezone.localdate()

    @property
    def home(self) -> str:
        """The page that stands there between two women."""
        with override(self.language):
            return address_of(self.token)


def address_of(token: str) -> str:
    """The device's address in the language of now."""
    return reverse("feedback:kiosk", args=[token])


@dataclass(frozen=True)
class Frame:
    """What a page on a shared device needs beside its own words."""

    home: str
    clears_after: int = CLEARS_AFTER

    @property
    def minutes(self) -> int:
        return self.clears_after // 60


def frame_of(token: str, clears_after: int = CLEARS_AFTER) -> Frame | None:
    """The frame for this device, or None where she is on her own."""
    kiosk = Kiosk.from_token(token) if token else None
    return Frame(kiosk.home, clears_after) if kiosk else None
