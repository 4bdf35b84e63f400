"""The one public write: a request for contact, sealed, on its own."""

from collections.abc import Sequence

from django.utils import timezone

from core.models import Area
from feedback.contact.asking import Asked
from feedback.contact.models import ContactService
from feedback.intake.models import SealedContact
from feedback.keys import current_key, page_key
from feedback.payload import to_json
from feedback.sealing import keyed_id, monday, pad, seal
from feedback.services import close_sent, taking

ONE_SIZE = (8_000,)  # bytes: every sealed row is as long as any other


def send_request(
    *, area: Area, services: Sequence[ContactService], asked: Asked, language: str, visit: str
) -> None:
    """Seal what she asks for and close the visit. A visit is sent once.

    The names of the services travel inside, as she saw them: she agreed to those and no others.
    Raises NoIntakeKey, NotTakenNow, and ValueError for what she was told to mend.
    """
    if asked.errors():
        raise ValueError("This request is not finished.")
    payload = {
        "area": area.pk,
        "language": language,
        "names": [service.name for service in services if service.pk in asked.services],
        **asked.told(),
    }
    with taking():
        key = current_key()
        row = SealedContact(
            id=keyed_id(page_key("contact"), visit.encode()),
            key_id=key.id,
            week=monday(timezone.localdate()),
            sealed=seal(pad(to_json(payload), ONE_SIZE), bytes(key.public_key)),
        )
        # ON CONFLICT DO NOTHING: the one write that an INSERT-only role allows (trap 7)
        SealedContact.objects.bulk_create([row], ignore_conflicts=True)
        close_sent(visit)
