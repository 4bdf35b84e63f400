"""The other languages of a copy: a draft each, with the words that the translator wrote."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from consultations.models import ConsultationPage

WRITTEN = (
    *("title", "purpose", "open_to_change", "reasons", "who_reads", "body"),
    *("seo_title", "search_description"),
)


def copy_translations(page: ConsultationPage, copy: ConsultationPage, by: Any) -> list[str]:
    """Translate the copy as the page is; the languages, by name."""
    twins = page.get_translations().select_related("locale")
    languages = []
    for twin in twins:
        if not _translate_by_strings(page, copy, twin.locale, by):
            _copy_twin(twin, copy, by)
        languages.append(twin.locale.get_display_name())
    return languages


def _translate_by_strings(
    page: ConsultationPage, copy: ConsultationPage, locale: Locale, by: Any
) -> bool:
    """Where it was translated string by string: the same strings for the copy, so that the
    translator goes on where she was. A string that is another now (its title) has none yet.
    False where it was not translated so."""
    before = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=locale, enabled=True
    ).first()
    if before is None:
        return False
    source, _created = TranslationSource.update_or_create_from_instance(copy)
    translation = Translation.objects.create(source=source, target_locale=locale, enabled=True)
    written = {
        (one.translation_of_id, one.context.path): one
        for one in StringTranslation.objects.filter(
            locale=locale, context__object_id=page.translation_key
        ).select_related("context")
    }
    for segment in StringSegment.objects.filter(source=source).select_related("context"):
        if one := written.get((segment.string_id, segment.context.path)):
            one.pk, one.context = None, segment.context
            one.save(force_insert=True)
    translation.save_target(user=by, publish=False)
    return True


def _copy_twin(twin: ConsultationPage, copy: ConsultationPage, by: Any) -> None:
    """Where somebody wrote the page itself: a draft with the same words."""
    told = twin if twin.live else twin.get_latest_revision_as_object()
    made = copy.copy_for_translation(twin.locale, copy_parents=True, exclude_fields=[])
    for name in WRITTEN:
        setattr(made, name, getattr(told, name))
    made.draft_title = made.title
    made.save()
    made.save_revision(user=by)
