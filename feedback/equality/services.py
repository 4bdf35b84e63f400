"""The one public write: equality answers, sealed, on their own."""

from datetime import date

from django.utils import timezone

from feedback.equality.state import AboutYou
from feedback.equality.wording import Wording
from feedback.intake.models import SealedEquality
from feedback.keys import current_key, page_key
from feedback.models import Form
from feedback.payload import to_json
from feedback.sealing import keyed_id, pad, seal
from feedback.services import close_sent, taking

ONE_SIZE = (1_000,)  # bytes: every sealed row is as long as any other


def first_of_month(day: date) -> date:
    """The first day of the day's month: the finest date that is kept of equality answers."""
    return day.replace(day=1)


def send_answers(*, form: Form, wording: Wording, state: AboutYou, day: date | None = None) -> None:
    """Seal what she chose and close the visit. A visit is sent once; nothing chosen, nothing kept.

    Of the day, today unless it is given, only the month is kept.
    Raises NoIntakeKey, NotTakenNow.
    """
    answers = wording.told(state.answers)
    with taking():
        if answers:
            month = first_of_month(day or timezone.localdate())
            _keep(form, wording, answers, state.visit.id, month)
        close_sent(state.visit.id)


def _keep(form: Form, wording: Wording, answers: dict[str, str], visit: str, month: date) -> None:
    payload = {
        "consultation": form.consultation_id,
        "wording": wording.id,
        "answers": answers,
    }
    key = current_key()
    row = SealedEquality(
        id=keyed_id(page_key("equality"), visit.encode()),
        key_id=key.id,
        month=month,
        sealed=seal(pad(to_json(payload), ONE_SIZE), bytes(key.public_key)),
    )
    # ON CONFLICT DO NOTHING: the one write that an INSERT-only role allows (trap 7)
    SealedEquality.objects.bulk_create([row], ignore_conflicts=True)
