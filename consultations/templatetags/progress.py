"""Where each consultation stands, in words, for the pages that list them."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from consultations.models import ConsultationPage, Outcome, Stage, State
from consultations.outcomes import selectors as told
from consultations.selectors import Followed, followed, shown_quotes
from consultations.stages.changed_words import ToldChange, changes_of
from core.models import Area
from core.plain_english import sentences

register = template.Library()


@register.filter
def by_area(pages: Iterable[ConsultationPage]) -> list[tuple[Area, list[ConsultationPage]]]:
    """Consultations under the name of their area, in alphabetical order."""
    groups: dict[Area, list[ConsultationPage]] = {}
    for page in pages:
        groups.setdefault(page.area, []).append(page)
    return sorted(groups.items(), key=lambda group: group[0].local_name)


def _state_words(page: ConsultationPage) -> tuple[str, str]:
    if page.state == State.OPEN:
        return "open", _("Open until %(day)s") % {"day": date_format(page.closes_on, "j F")}
    if page.state == State.PLANNED:
        if not page.is_promised or page.opens_late:
            return "", _("Not open yet")
        return "", _("Opens on %(day)s") % {"day": date_format(page.opens_on, "j F")}
    if page.is_overdue:
        return "late", _("Our reply is late")
    return ("kept" if page.state == State.DECIDED else ""), str(STANDS[page.stage])


@register.inclusion_tag("consultations/state.html")
def state_of(page: ConsultationPage) -> dict[str, Any]:
    """A pill that says where a consultation stands."""
    look, words = _state_words(page)
    return {"look": look, "words": words}


@register.simple_tag
def page_changes(page: ConsultationPage) -> list[ToldChange]:
    """What everyone had read of a consultation, and what changed since."""
    return changes_of(page)


# Where it stands once it has closed, on its pill; and the steps on its page, each with the stages
# that it takes in.
STANDS: dict[Stage, LazyText] = {
    Stage.CLOSED: gettext_lazy("Closed"),
    Stage.READING: gettext_lazy("We are reading"),
    Stage.THEMING: gettext_lazy("We are grouping what was said"),
    Stage.REVIEW: gettext_lazy("We talk it through"),
    Stage.DECIDED: gettext_lazy("Decided"),
    Stage.FOLLOWED_UP: gettext_lazy("Finished"),
}
STEPS: list[tuple[tuple[Stage, ...], LazyText]] = [
    ((Stage.OPEN,), gettext_lazy("Women answer")),
    ((Stage.CLOSED, Stage.READING), gettext_lazy("A person reads every answer")),
    ((Stage.THEMING,), gettext_lazy("We group what was said")),
    ((Stage.REVIEW,), gettext_lazy("Women and services talk it through")),
    ((Stage.DECIDED,), gettext_lazy("The people who plan services decide")),
    ((Stage.FOLLOWED_UP,), gettext_lazy("We tell you what came of it")),
]


@register.filter
def steps(page: ConsultationPage) -> list[dict[str, Any]]:
    """The road of this consultation: what is done, where it is now, what is still to come."""
    now = page.stage
    return [
        {
            "words": words,
            "decides": Stage.DECIDED in stages,
            "done": max(stage.place for stage in stages) < now.place or now == Stage.FOLLOWED_UP,
            "now": now in stages and now != Stage.FOLLOWED_UP,
        }
        for stages, words in STEPS
    ]


# How large a share is, without a number (design §11.8). A zero reads like a few, on purpose.
SHARES = {
    "many": gettext_lazy("many"),
    "some": gettext_lazy("some"),
    "few": gettext_lazy("a few"),
    "few_or_none": gettext_lazy("a few or none"),
}


@register.filter
def in_words(share: str) -> str:
    """Many, some, a few, or a few or none, in the language of the page."""
    return str(SHARES.get(share, share))


# How sure we are of a finding, as its pack published it.
STRENGTHS = {
    "strong": gettext_lazy("Strong"),
    "moderate": gettext_lazy("Moderate"),
    "early": gettext_lazy("Early"),
}


@register.filter
def in_strength(strength: str) -> str:
    """Strong, moderate or early, in the language of the page."""
    return str(STRENGTHS.get(strength, strength))


@register.filter
def of_women(total: int | None) -> str:
    """Of how many a table of themes is, and how it is rounded."""
    women = _("about %(total)d women") % {"total": total} if total else _("fewer than 10 women")
    return _("Of %(women)s who answered. Rounded to 5. Under 10 we give no number.") % {
        "women": women
    }


@register.filter
def reply_days(page: ConsultationPage) -> str:
    """By when a reply was promised: the day that was given first, and to which it was moved."""
    first, now = (date_format(day, "j F Y") for day in (page.first_reply_by, page.reply_by))
    if first == now:
        return now
    return _("%(first)s (moved to %(now)s)") % {"first": first, "now": now}


@register.filter
def with_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that say something of their size: a number, or many, some, a few."""
    return [row for row in rows if row["words"] != "few_or_none"]


@register.filter
def without_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a few women or none: named, so that a quiet voice isn't dropped, and not counted."""
    return [row for row in rows if row["words"] == "few_or_none"]


@register.simple_tag
def quotes_of(outcome: Outcome) -> list[dict[str, str]]:
    """What women said in their own words, without what was taken back a moment ago."""
    return shown_quotes(outcome)


@register.simple_tag
def what_happened_after(outcome: told.Told) -> list[tuple[told.ToldReply, Followed]]:
    """Each decision as it is told here, and what happened after it."""
    rows = followed(reply.decision for reply in outcome.replies)
    return list(zip(outcome.replies, rows, strict=True))


@register.simple_tag
def told_here(outcome: Outcome) -> told.Told:
    """The outcome in the language of the page, or in English where nobody has written it."""
    return told.told_in(outcome, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def easy_read_of(outcome: Outcome) -> told.Told | None:
    """The easy read of an outcome, if there is one."""
    return told.easy_read(outcome, get_language() or settings.LANGUAGE_CODE)


@register.filter
def each_sentence(text: str) -> list[str]:
    """Its sentences, for easy read: one a line."""
    return sentences(text)


@register.filter
def local_theme(row: dict[str, Any], page: Page) -> str:
    """The name of a theme in the language of the page."""
    name: str = row.get("name", "")
    return (row.get("name_cy") or name) if page.locale.language_code == "cy" else name
