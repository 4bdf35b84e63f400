"""What a form needs before its consultation may open (design §11.4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage, Stage
from consultations.selectors import Missing, register_gate, screen
from core.written import says_something
from feedback.keys import NoIntakeKey, current_key
from feedback.models import Form

EDIT = "feedback.edit_forms"


def form_published(page: ConsultationPage) -> Iterator[Missing]:
    """A form whose questions are live."""
    from feedback.selectors import forms_of, live_version

    forms = list(forms_of(page))
    if not forms:
        link = screen("wagtailsnippets_feedback_form:add")
        yield Missing(_("Make a form for it."), link, _("Add a form"), EDIT)
    elif not any(live_version(form) for form in forms):
        link = screen("publish_form", forms[0].pk)
        said = _("Publish the questions of “%(form)s”.") % {"form": forms[0].title}
        yield Missing(said, link, _("Publish questions"), EDIT)


def key_made(page: ConsultationPage) -> Iterator[Missing]:
    """A key that answers are sealed to."""
    try:
        current_key()
    except NoIntakeKey:
        yield Missing(
            _(
                "This server has no key to seal answers to. "
                "Ask whoever runs it for “manage.py create_intake_key”."
            )
        )


def asked_in_welsh(page: ConsultationPage) -> Iterator[Missing]:
    """Questions that can be read in Welsh, unless it is written down why there is no Welsh."""
    from feedback.selectors import forms_of

    if says_something(page.no_welsh_because):
        return
    for form in forms_of(page):
        if without := _without_welsh(form):
            said = ngettext(
                "%(count)d question of “%(form)s” is not all in Welsh. Translate it.",
                "%(count)d questions of “%(form)s” are not all in Welsh. Translate them.",
                without,
            )
            link = screen("form_welsh", form.pk)
            told = said % {"count": without, "form": form.title}
            yield Missing(told, link, _("Translate the questions"), EDIT)


def _without_welsh(form: Form) -> int:
    from feedback.building.welsh import sheets

    return sum(bool(sheet.missing) for sheet in sheets(form))


def register() -> None:
    """For ready()."""
    register_gate(Stage.CHECKED, form_published, order=20)
    register_gate(Stage.CHECKED, asked_in_welsh, order=20)
    register_gate(Stage.CHECKED, key_made, order=20)
