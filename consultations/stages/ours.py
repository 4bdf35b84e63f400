"""Gates that need no app above: Gunning's rules, approval, Welsh."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.accessible.translated import still_english
from consultations.admin_forms import EDIT
from consultations.stages.fairness import OFFLINE
from consultations.stages.gates import Missing, register_gate, screen
from consultations.stages.models import Stage
from core.written import has_a_word, says_something

if TYPE_CHECKING:
    from consultations.models import ConsultationPage

LEAST_DAYS = 28  # four weeks: time enough for paper to come back from a prison
WELSH = "cy"


def on_the_page(page: "ConsultationPage", what: str, field: str = "title") -> Missing:
    """Something that is written on the page itself, in this field."""
    address = screen("wagtailadmin_pages:edit", page.pk)
    return Missing(what, address and f"{address}#id_{field}", _("Edit the page"), EDIT)


def asked_fairly(page: "ConsultationPage") -> Iterator[Missing]:
    """Gunning 1 to 3: while it can still change, with reasons, in time and by open ways."""
    if not says_something(page.open_to_change):
        yield on_the_page(page, _("Say what is still open to change."), "open_to_change")
    if not says_something(page.reasons):
        yield on_the_page(
            page, _("Say what is planned, why, and what choices there are."), "reasons"
        )
    if not page.involvement:
        said = _("Choose what you promise: how much women's words can change.")
        yield on_the_page(page, said, "involvement")
    if not OFFLINE & set(page.routes):
        said = _("Tick at least one way to answer that needs no internet.")
        yield on_the_page(page, said, "routes_0")
    days = days_to_answer(page)
    if not days:
        yield on_the_page(page, _("Choose a last day that is still to come."), "closes_on")
    elif days < LEAST_DAYS and not says_something(page.short_because):
        said = _("It is open for %(days)d days. Make it %(least)d, or say why fewer are enough.")
        yield on_the_page(page, said % {"days": days, "least": LEAST_DAYS}, "closes_on")


def days_to_answer(page: "ConsultationPage") -> int:
    """How many days women have, or had: from the day on which they could begin. A first day that
    went by before it opened is none of them, whatever the page is about to say of it."""
    today = timezone.localdate()
    first = page.opens_on if page.opens_on > today or _has_opened(page) else today
    return max(0, (page.closes_on - first).days + 1)


def _has_opened(page: "ConsultationPage") -> bool:
    stored = type(page).objects.filter(pk=page.pk).first()
    return page.opened_once or (stored is not None and stored.has_opened)


def approved(page: "ConsultationPage") -> Iterator[Missing]:
    """Who asks in prison or through probation has an approval, or knows that none is needed."""
    if not page.setting:
        yield on_the_page(
            page, _("Say where women are asked: in prison, through probation, or not.")
        )
    elif page.needs_approval and not page.has_approval:
        yield on_the_page(
            page,
            _(
                "Women are asked in prison or through probation. Give the approval reference, or "
                "who decided that this is service feedback and no research, and on which day."
            ),
        )


def in_welsh(page: "ConsultationPage") -> Iterator[Missing]:
    """A Welsh page that is published, or a reason why there is none."""
    if says_something(page.no_welsh_because):
        return
    twin = page.get_translations().filter(locale__language_code=WELSH).first()
    if twin is None:
        yield on_the_page(page, _("Translate the page into Welsh, or say why there is no Welsh."))
    elif not twin.live:
        said = _("The Welsh page is not published. Publish it, or say why there is no Welsh.")
        yield on_the_page(twin, said)
    elif still := max(still_english([page]).get(page.translation_key, 0), _not_told(page, twin)):
        counted = ngettext(
            "%(n)d part of the Welsh page is still English, or says nothing. Translate it, then "
            "publish it.",
            "%(n)d parts of the Welsh page are still English, or say nothing. Translate them, then "
            "publish it.",
            still,
        )
        yield on_the_page(twin, counted % {"n": still})


READ_IN_WELSH = ("purpose", "open_to_change", "reasons", "who_reads")


def _not_told(page: "ConsultationPage", twin: "ConsultationPage") -> int:
    """How many parts women read on the Welsh page in the English words, or can't read at all:
    whoever wrote it, and also where the Welsh is written and not published yet."""
    said = [(getattr(page, name).strip(), getattr(twin, name).strip()) for name in READ_IN_WELSH]
    told = sum(bool(english) and _is_none(english, welsh) for english, welsh in said)
    body = " ".join(page.body.stream_block.get_searchable_content(page.body))
    welsh = " ".join(twin.body.stream_block.get_searchable_content(twin.body))
    titles = has_a_word(page.title) and not has_a_word(twin.title)
    return told + titles + (says_something(body) and not says_something(welsh))


def _is_none(english: str, welsh: str) -> bool:
    return english == welsh or (says_something(english) and not says_something(welsh))


def closed_for_good(page: "ConsultationPage") -> Iterator[Missing]:
    """Nothing more comes by its pages once somebody reads for good."""
    if page.is_in_grace():
        day = date_format(page.closes_on + timedelta(days=2), "j F Y")
        yield Missing(
            _("Who began before it closed may send until the end of the day. Wait until %(day)s.")
            % {"day": day}
        )


def considered(page: "ConsultationPage") -> Iterator[Missing]:
    """Gunning 4: what women said was weighed, and women can read how."""
    if not says_something(page.considered):
        yield on_the_page(page, _("Say how what women said was considered."), "considered")


def register() -> None:
    """For ready()."""
    register_gate(Stage.CHECKED, asked_fairly, order=10)
    register_gate(Stage.CHECKED, approved, order=10)
    register_gate(Stage.CHECKED, in_welsh, order=10)
    register_gate(Stage.READING, closed_for_good, order=10)
    register_gate(Stage.DECIDED, considered, order=10)
