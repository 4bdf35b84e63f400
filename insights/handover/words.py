"""The words of women for one use, a few hundred women at a time, through the one door."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consultations.models import ConsultationPage
from feedback.models import FormVersion
from feedback.selectors import answers_for, question_labels
from insights.handover.gathering import Case, Coded

CHUNK = 400  # women
ENGLISH = "en-gb"
Versions = Mapping[int, FormVersion]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `language` is as a reader marked it, `translation` by a person."""

    response: int
    answer: int
    question: str  # 32 hex digits
    label: str
    text: str
    options: list[str]
    language: str
    translation: str


def versions_of(consultation: ConsultationPage) -> dict[int, FormVersion]:
    """All versions of its forms, the newest of each first."""
    key = consultation.translation_key
    found = FormVersion.objects.filter(form__consultation__translation_key=key)
    return {version.pk: version for version in found.order_by("form_id", "-number")}


def said_by(coded: Coded) -> Iterator[tuple[Case, list[Said]]]:
    """Each woman with what she said, as far as this use may see it now. Of several rows of one
    visit the last comes first; within a row it is the order of the form."""
    versions = versions_of(coded.consultation)
    places = {
        (pk, item.key): place
        for pk, version in versions.items()
        for place, item in enumerate(version.questionnaire.items)
    }
    labels = {pk: question_labels(version, ENGLISH) for pk, version in versions.items()}
    for start in range(0, len(coded.cases), CHUNK):
        chunk = coded.cases[start : start + CHUNK]
        found = _answers(coded, chunk, versions, labels)
        for case in chunk:
            said = []
            for row in case.rows:
                version, hers = found.get(row, (0, []))
                said += sorted(hers, key=lambda one: places.get((version, one.question), 0))
            yield case, said


def _answers(
    coded: Coded, chunk: Sequence[Case], versions: Versions, labels: Mapping[int, Mapping[str, str]]
) -> dict[int, tuple[int, list[Said]]]:
    """Row → the version of the form, and the answers that say anything."""
    rows = [row for case in chunk for row in case.rows]
    found: dict[int, tuple[int, list[Said]]] = {}
    if not rows:
        return found
    answers = answers_for(use=coded.use, consultation=coded.consultation, responses=rows)
    columns = answers.order_by("pk").values_list(
        *("response_id", "response__version_id", "pk", "question_key"),
        *("text", "options", "language", "translation"),
    )
    for response, version, pk, question, text, options, language, translation in columns:
        key = question.hex
        item = versions[version].questionnaire.item(key)
        chosen = item.chosen_words(options, ENGLISH) if item and options else []
        if text.strip() or chosen:
            label = labels[version].get(key, "")
            said = Said(response, pk, key, label, text, chosen, language, translation)
            found.setdefault(response, (version, []))[1].append(said)
    return found
