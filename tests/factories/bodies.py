"""Bodies: what they are asked, what they sent, and that a person read it."""

from copy import deepcopy
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from consultations.bodies.kinds import BodyKind
from consultations.bodies.models import BodyAnswer, BodyForm, BodyReading
from consultations.models import ConsultationPage

WORKS, GAP, OFTEN, YES, NO = (f"00000000-0000-4000-8000-00000000000{n}" for n in range(1, 6))
QUESTIONS: list[dict[str, Any]] = [
    {
        "type": "written",
        "id": WORKS,
        "value": {
            "text": "What works now?",
            "text_cy": "Beth sy’n gweithio nawr?",
            "hint": "One thing is enough.",
            "hint_cy": "",
        },
    },
    {
        "type": "written",
        "id": GAP,
        "value": {"text": "What gets in the way?", "text_cy": "", "hint": "", "hint_cy": ""},
    },
    {
        "type": "choice",
        "id": OFTEN,
        "value": {
            "text": "Do you meet women at the gate?",
            "text_cy": "",
            "options": [
                {"type": "item", "id": YES, "value": {"text": "Yes", "text_cy": "Ydyn"}},
                {"type": "item", "id": NO, "value": {"text": "No", "text_cy": ""}},
            ],
        },
    },
]
_numbers = count(1)


def make_body_form(page: ConsultationPage, **fields: Any) -> BodyForm:
    """Questions to bodies, switched on."""
    values: dict[str, Any] = {"is_on": True, "questions": deepcopy(QUESTIONS), **fields}
    return BodyForm.objects.create(consultation=page, **values)


def make_body(
    page: ConsultationPage,
    text: str = "Gate pick-ups work.",
    *,
    kind: BodyKind = BodyKind.VOLUNTARY,
    named: bool = False,
    publish: bool = True,
    read: bool = True,
    **fields: Any,
) -> BodyAnswer:
    """What one body sent, read by a person unless told otherwise. `code` makes it one of many of
    the same body; each is later than the one before."""
    number = next(_numbers)
    said = [
        {
            "id": WORKS,
            "question": "What works now?",
            "question_cy": "Beth sy’n gweithio nawr?",
            "kind": "written",
            "text": text,
            "publish": publish,
        }
    ]
    values: dict[str, Any] = {
        "code_hash": f"{fields.pop('code', number)}".encode(),
        "sent_at": timezone.now() + timedelta(milliseconds=number),
        "language": "en-gb",
        "organisation": f"Body {number}",
        "role": "Manager",
        "said": said,
        **fields,
    }
    answer = BodyAnswer.objects.create(consultation=page, kind=kind, is_named=named, **values)
    if read:
        BodyReading.objects.create(
            answer=answer,
            status=BodyReading.Status.READ,
            said=answer.said,
            read_on=timezone.localdate(),
        )
    return answer
