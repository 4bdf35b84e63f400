"""Writes of those who build forms: a copy of a form, and the Welsh of a question."""

from collections.abc import Collection, Mapping

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from consultations.models import ConsultationPage
from feedback.building.welsh import CARRIED, WELSH, Sheet
from feedback.models import Form, FormQuestion, Question


@transaction.atomic
def copy_form(*, form: Form, consultation: ConsultationPage, title: str, slug: str) -> Form:
    """A form with the same questions of the bank in the same order, their rules, no version.

    The keys stay, so that answers can be compared over years.
    """
    copy = Form.objects.create(consultation=consultation, title=title, slug=slug)
    FormQuestion.objects.bulk_create(
        FormQuestion(
            form=copy,
            question_id=place.question_id,
            show_if=place.show_if,
            sort_order=place.sort_order,
        )
        for place in form.questions.order_by("sort_order")
    )
    return copy


def hold_questions(form: Form) -> None:
    """Within a transaction: nobody else writes to the questions of this form until it ends."""
    asked = FormQuestion.objects.filter(form=form).values("question")
    list(Question.objects.select_for_update().filter(pk__in=asked).order_by("pk"))


def submitted(sheets: list[Sheet]) -> set[object]:
    """Keys of the questions that were submitted for translation into Welsh."""
    keys = [sheet.question.translation_key for sheet in sheets]
    found = Translation.objects.filter(
        source__object__in=keys, target_locale__language_code=WELSH, enabled=True
    )
    return set(found.values_list("source__object", flat=True))


@transaction.atomic
def save_welsh(*, sheet: Sheet, written: Mapping[str, str], carried: Collection[str] = ()) -> None:
    """Submit a question for translation, and keep what was written of it: path → Welsh.

    A string left empty has no Welsh: women get the English. Paths in `carried` have Welsh that was
    written for other English: it is kept, and goes on being told as such.
    """
    locale = Locale.objects.get(language_code=WELSH)
    source, _created = TranslationSource.update_or_create_from_instance(sheet.question)
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    for segment in source.stringsegment_set.select_related("context"):
        same = {"translation_of": segment.string_id, "context": segment.context_id}
        if words := written.get(segment.context.path, ""):
            StringTranslation.objects.update_or_create(
                translation_of_id=same["translation_of"],
                context_id=same["context"],
                locale=locale,
                defaults={
                    "data": StringValue.from_plaintext(words).data,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "tool_name": CARRIED if segment.context.path in carried else "",
                    "has_error": False,
                    "field_error": "",
                },
            )
        else:
            StringTranslation.objects.filter(**same, locale=locale).delete()
    translation.save_target(publish=True)
