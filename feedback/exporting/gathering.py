"""The responses that one use may see, as rows without anything that gives an order."""

import secrets
from dataclasses import dataclass, field
from random import SystemRandom

from feedback.models import Form, FormVersion, Response
from feedback.payload import AnswerPayload
from feedback.questionnaire import Item
from feedback.selectors import answers_for
from feedback.uses import Use


@dataclass(frozen=True)
class ExportAnswer(AnswerPayload):
    """What she said, the language that it is marked as, and what a person made of it in English."""

    language: str = ""
    translation: str = ""


@dataclass(frozen=True)
class ExportRow:
    """One response: no week, no receipt, no id of ours; `id` is made for this export alone."""

    id: str
    version: int
    channel: str
    language: str
    uses: list[str]
    details_removed_by: str
    answers: dict[str, ExportAnswer]


@dataclass(frozen=True)
class Export:
    """What leaves: rows, the use that they leave for, and the questions that they answer."""

    form: Form
    use: Use
    rows: list[ExportRow]
    versions: list[FormVersion] = field(default_factory=list)

    @property
    def questions(self) -> list[Item]:
        """Each question once, as the newest version words it, in its order."""
        found: dict[str, Item] = {}
        for version in sorted(self.versions, key=lambda v: -v.number):
            for item in version.questionnaire.questions:
                found.setdefault(item.key, item)
        return list(found.values())


def gather(*, form: Form, use: Use) -> Export:
    """Responses to this form that women allowed for this use, shuffled.

    What was taken back, and whose uses are being changed, is left out by `answers_for`. Raises
    ValueError for the reading team: its words don't leave.
    """
    if use is Use.READING_TEAM:
        raise ValueError("The reading team reads here: nothing is exported for it.")
    found = answers_for(use=use).filter(response__version__form=form).select_related("response")
    responses: dict[int, Response] = {}
    said: dict[int, dict[str, ExportAnswer]] = {}
    for answer in found.iterator():
        responses[answer.response_id] = answer.response
        told = ExportAnswer(answer.text, answer.options, answer.language, answer.translation)
        said.setdefault(answer.response_id, {})[answer.question_key.hex] = told
    versions = {version.pk: version for version in form.versions.all()}
    rows = [_row(response, said[key], versions) for key, response in responses.items()]
    SystemRandom().shuffle(rows)
    asked = {row.version for row in rows}
    return Export(form, use, rows, [v for v in versions.values() if v.number in asked])


def _row(
    response: Response, answers: dict[str, ExportAnswer], versions: dict[int, FormVersion]
) -> ExportRow:
    return ExportRow(
        id=secrets.token_hex(8),
        version=versions[response.version_id].number,
        channel=response.channel,
        language=response.language,
        uses=response.uses,
        details_removed_by=response.details_removed_by,
        answers=answers,
    )
