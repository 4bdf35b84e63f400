"""Changes what an open consultation promises: in the open, with a reason, and what was said before
stays to be read (decision 0063)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.search import index

from consultations.accessible.models import Translated
from consultations.accessible.services import mark_of, note_published
from consultations.models import ConsultationPage, PageChange, State
from consultations.our_words import require_our_words
from consultations.promises import holding
from consultations.promises.permissions import require_editor
from consultations.promises.services import Said
from consultations.promises.welsh import renew
from consultations.stages.changed import OF_WORDS
from consultations.stages.closing import NotOpen
from consultations.stages.fairness import Involvement
from core.written import says_something

About = PageChange.About
WELSH = "cy"


class NothingNew(ValueError):
    """It says that already, or says nothing."""


class OldWelsh(ValueError):
    """The English is new, and the Welsh that should stand beside it says what was said before."""


@transaction.atomic
def change_involvement(
    *, consultation: ConsultationPage, by: Any, to: str, because: Said
) -> PageChange:
    """Promise another level of involvement, in every language.

    Raises PermissionDenied, NotOpen before it opened and once it is decided, NothingNew,
    WordsMissing and NotOurWords.
    """
    page = _held(consultation, by)
    if to == page.involvement or to not in Involvement.values:
        raise NothingNew
    words, before = _because(page, because), page.involvement
    _twins(page).update(involvement=to)
    return _tell(page, by, About.INVOLVEMENT, (before, ""), words, in_welsh=True)


@transaction.atomic
def change_words(
    *, consultation: ConsultationPage, by: Any, name: str, says: Said, because: Said
) -> PageChange | None:
    """Say anew what women read of it: `name` is the field of its page. Where there is a Welsh page
    it takes the Welsh of it, or the English as long as nobody wrote it. None where that alone is
    new, and nobody had read it in Welsh: then nothing is told.

    Raises as change_involvement does, OldWelsh, and ValueError for any other field or for Welsh
    without a page of its own.
    """
    about = About(name)
    if about not in OF_WORDS:
        raise ValueError("No words that are held.")
    page = _held(consultation, by)
    told, twin = says.checked(), _twins(page).filter(locale__language_code=WELSH).first()
    english, welsh = words_now(page, twin, name)
    is_english_new, is_welsh_new = told.english != english, bool(twin) and told.welsh != welsh
    if not says_something(told.english) or not (is_english_new or is_welsh_new):
        raise NothingNew
    if told.welsh and twin is None:
        raise ValueError("No page says it in Welsh.")
    if is_english_new and welsh and told.welsh == welsh:
        raise OldWelsh
    require_our_words(page, told.called(_("“%(name)s”") % {"name": about.label}))
    words = _because(page, because)
    read = welsh if twin and holding.was_read(twin, name) else ""
    _twins(page).exclude(pk=twin.pk if twin else None).update(**{name: told.english})
    if twin:
        _twins(page).filter(pk=twin.pk).update(**{name: told.welsh or told.english})
        if not (is_english_new or read):
            renew(page, ConsultationPage.objects.get(pk=twin.pk))
            log(instance=page, action="promises.welsh", user=by)
            return None
    before = (english if is_english_new else "", read)
    return _tell(page, by, about, before, words, in_welsh=bool(told.welsh))


def words_now(page: ConsultationPage, twin: ConsultationPage | None, name: str) -> tuple[str, str]:
    """What both pages say there. A Welsh page with the English words says nothing in Welsh yet."""
    english, welsh = getattr(page, name).strip(), getattr(twin, name).strip() if twin else ""
    return english, "" if welsh == english else welsh


def _held(consultation: ConsultationPage, by: Any) -> ConsultationPage:
    pages = ConsultationPage.objects.select_for_update(of=("self",)).select_related("area")
    page: ConsultationPage = pages.get(pk=consultation.source.pk)
    require_editor(by, page)
    if not holding.is_held(page) or page.state == State.DECIDED:
        raise NotOpen
    return page


def _twins(page: ConsultationPage) -> Any:
    return ConsultationPage.objects.filter(translation_key=page.translation_key)


def _because(page: ConsultationPage, because: Said) -> Said:
    words = because.checked()
    require_our_words(page, words.called(_("“Because”")))
    return words


def _tell(
    page: ConsultationPage,
    by: Any,
    about: str,
    before: tuple[str, str],
    because: Said,
    *,
    in_welsh: bool,
) -> PageChange:
    """Note it, and what it makes older: easy read, recordings and other languages promise what was
    said before until somebody makes them anew. A Welsh page that fitted and was told too fits."""
    fitting = Translated.objects.filter(page__in=_twins(page), older_since=None)
    fitted = list(fitting.values_list("pk", flat=True)) if in_welsh else []
    now = ConsultationPage.objects.get(pk=page.pk)
    note_published(page=now)
    Translated.objects.filter(pk__in=fitted).update(text_mark=mark_of(now), older_since=None)
    for twin in _twins(page):
        index.insert_or_update_object(twin)
    log(instance=page, action="promises.change", user=by)
    said, said_cy = before
    return PageChange.objects.create(
        consultation=page,
        about=about,
        said=said,
        said_cy=said_cy,
        moved_on=timezone.localdate(),
        because=because.english,
        because_cy=because.welsh,
    )
