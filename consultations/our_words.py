"""Whether what staff write for everyone is in words of ours, and not as one woman said it: what is
typed can't be taken back with her words. This app knows no answer, so whoever does tells: filled in
its ready() (design §11.4)."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from consultations.models import ConsultationPage

# The English page of a consultation, and texts by what they are called → what stands in the way, in
# sentences that say what to do.
Check = Callable[["ConsultationPage", Mapping[str, str]], list[str]]
_checks: list[Check] = []


class NotOurWords(ValueError):
    """It has words as one woman said them. `sentences` say where, for staff alone: they are no part
    of the message, which may be logged."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("words of a woman in a text of staff")
        self.sentences = sentences


def register_words_check(check: Check) -> Check:
    """Let an app say which texts of staff have words of a woman."""
    if check not in _checks:
        _checks.append(check)
    return check


def not_ours(page: "ConsultationPage", texts: Mapping[str, str]) -> list[str]:
    """What stands in the way of these texts, on any page of this consultation."""
    given = {label: text for label, text in texts.items() if text.strip()}
    return [said for check in _checks for said in check(page.source, given)] if given else []


def require_our_words(page: "ConsultationPage", texts: Mapping[str, str]) -> None:
    """Raise NotOurWords where something does."""
    if sentences := not_ours(page, texts):
        raise NotOurWords(sentences)


def require_changed_in_our_words(
    row: Any, page: "ConsultationPage", names: tuple[str, ...]
) -> None:
    """The same of fields of a page that is about to be saved, where they are other than stored: a
    woman may have answered in words that stood there before. Raises ValidationError by field."""
    stored = type(row).objects.filter(pk=row.pk).values(*names).first() if row.pk else None
    wrong = {}
    for name in names:
        text = getattr(row, name) or ""
        if stored is None or text != stored[name]:
            label = _("“%(name)s”") % {
                "name": capfirst(str(row._meta.get_field(name).verbose_name))
            }
            if sentences := not_ours(page, {label: text}):
                wrong[name] = sentences
    if wrong:
        raise ValidationError(wrong)
