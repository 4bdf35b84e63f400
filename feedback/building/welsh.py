"""The Welsh of a form's questions: what there is, what is missing, and the page to write it on.

wagtail-localize keeps the translations. Where a string has none yet it writes the English one, so
Welsh that is the same as the English counts only if somebody wrote it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from core.meanwhile.shown import carry
from feedback.definitions import Languages, in_every_language
from feedback.models import Form, Question, QuestionOption
from feedback.questionnaire import LISTED, Kind

WELSH = "cy"
FIELDS: dict[str, Any] = {
    "text": _("Question"),
    "hint": _("Hint"),
    "content_note": _("Content note"),
    "low": _("Words at the low end"),
    "high": _("Words at the high end"),
    "body": _("What she reads"),
    "easy": _("Question in easy read"),
    "easy_hint": _("Hint in easy read"),
    "easy_body": _("What she reads, in easy read"),
}
OF_ONE_KIND = {"low": Kind.SCALE, "high": Kind.SCALE} | dict.fromkeys(
    ("body", "easy_body"), Kind.PAGE
)
OF_AN_OPTION = {"text": _("Option"), "easy": _("Option in easy read")}
LONG_BODY = 20_000
ENGLISH, FITS = "-english", "-fits"  # after the name of a field
# Welsh that stands beside English that was changed after it is written down with this mark: women
# go on getting it, and it stays on the list until somebody has said that it fits.
CARRIED = "carried over"
Translated = dict[tuple[UUID, str], set[str]]


@dataclass(frozen=True)
class Line:
    """One string of a question. `path` is how wagtail-localize names it."""

    path: str
    label: str
    english: str
    welsh: str  # what women who read Welsh get now, where somebody wrote it
    stale: bool  # the English was changed after this Welsh
    longest: int

    @property
    def is_missing(self) -> bool:
        return not self.welsh


@dataclass(frozen=True)
class Sheet:
    """A question with all its strings, and its Welsh self once there is one."""

    question: Question
    welsh: Question | None
    lines: list[Line]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.is_missing]

    @property
    def stale(self) -> list[Line]:
        return [line for line in self.lines if line.stale]


def sheets(form: Form) -> list[Sheet]:
    """The strings of each question of a form, in order. Five queries, however many."""
    places = form.questions.select_related("question").order_by("sort_order")
    questions = list({place.question.pk: place.question for place in places}.values())
    languages = in_every_language(questions)
    translated = _translated(questions)
    return [_sheet(question, languages[question.pk], translated) for question in questions]


def _translated(questions: Sequence[Question]) -> Translated:
    """Which English strings somebody translated, by question and path."""
    rows = StringTranslation.objects.filter(
        locale__language_code=WELSH,
        context__object__in=[question.translation_key for question in questions],
        has_error=False,
    ).exclude(tool_name=CARRIED)
    found: Translated = {}
    for key, path, data in rows.values_list(
        "context__object", "context__path", "translation_of__data"
    ):
        found.setdefault((key, path), set()).add(data)
    return found


def _sheet(question: Question, languages: Languages, translated: Translated) -> Sheet:
    welsh = languages.get(WELSH)
    lines = []
    for path, label, english, said, longest in _strings(languages[_source(languages)], welsh):
        data = StringValue.from_plaintext(english).data
        known = translated.get((question.translation_key, path), set())
        written = said if said != english or data in known else ""
        stale = bool(written and known and data not in known)
        lines.append(Line(path, label, english, written, stale, longest))
    return Sheet(question, welsh, lines)


def _source(languages: Languages) -> str:
    return next(iter(languages))


def _strings(
    question: Question, welsh: Question | None
) -> Iterator[tuple[str, str, str, str, int]]:
    """Path, label, English, Welsh and longest of each string that women see."""
    for name, label in FIELDS.items():
        english = getattr(question, name)
        if english and OF_ONE_KIND.get(name, question.kind) == question.kind:
            longest = Question._meta.get_field(name).max_length or LONG_BODY
            yield name, str(label), english, getattr(welsh, name, ""), longest
    if question.kind in LISTED:
        options = {o.translation_key: o for o in welsh.options.all()} if welsh else {}
        for option in question.options.all():
            translated = options.get(option.translation_key)
            for name, label in OF_AN_OPTION.items():
                if english := getattr(option, name):
                    path = f"options.{option.translation_key}.{name}"
                    longest = QuestionOption._meta.get_field(name).max_length or LONG_BODY
                    yield path, str(label), english, getattr(translated, name, ""), longest


@dataclass(frozen=True)
class Row:
    """A string on the page: its Welsh, the English that it stands for, and for Welsh that is older
    than its English a box to tick."""

    line: Line
    welsh: forms.BoundField
    english: forms.BoundField
    fits: forms.BoundField | None


class WelshForm(forms.Form):
    """The Welsh of all questions of a form on one page."""

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        for sheet in sheets:
            for line in sheet.lines:
                name = field_name(sheet, line)
                self.fields[name] = _field(line)
                self.fields[name + ENGLISH] = _english(line)
                if line.stale:
                    self.fields[name + FITS] = _fits()
        carry(self)

    def called(self, name: str, shown: Mapping[str, Any]) -> str:
        """A string for a sentence about it: its English, as this page or the one before shows it.
        Nothing for what stands beside it."""
        if name.endswith((ENGLISH, FITS)):
            return ""
        field = self.fields.get(name + ENGLISH)
        return str(field.initial if field else shown.get(name + ENGLISH, name))

    def rows(self) -> list[tuple[Sheet, list[Row]]]:
        """Each question with its strings and their fields, for the page."""
        return [(sheet, [self._row(sheet, line) for line in sheet.lines]) for sheet in self.sheets]

    def _row(self, sheet: Sheet, line: Line) -> Row:
        name = field_name(sheet, line)
        return Row(
            line, self[name], self[name + ENGLISH], self[name + FITS] if line.stale else None
        )

    def written(self, sheet: Sheet) -> dict[str, str]:
        """What was written for one question: path → Welsh, empty where there is none."""
        return {
            line.path: self.cleaned_data[field_name(sheet, line)].replace("\r\n", "\n")
            for line in sheet.lines
        }

    def carried(self, sheet: Sheet) -> set[str]:
        """Paths of Welsh that was left as it is though its English was changed, and of which nobody
        says that it fits."""
        written = self.written(sheet)
        return {
            line.path
            for line in sheet.lines
            if line.stale
            and written[line.path] == line.welsh
            and not self.cleaned_data[field_name(sheet, line) + FITS]
        }

    def fitting(self, sheet: Sheet) -> bool:
        """Whether somebody says of any of its strings that the Welsh still fits."""
        names = [field_name(sheet, line) + FITS for line in sheet.lines if line.stale]
        return any(self.cleaned_data[name] for name in names)


def field_name(sheet: Sheet, line: Line) -> str:
    """The name of a string's field on the page."""
    return f"{sheet.question.pk}-{line.path}"


def _english(line: Line) -> forms.CharField:
    """The English that her Welsh stands for: carried, so that she is told where it was changed."""
    return forms.CharField(
        label=_("The English"), initial=line.english, required=False, widget=forms.HiddenInput
    )


def _fits() -> forms.BooleanField:
    return forms.BooleanField(label=_("This Welsh still fits"), required=False)


def _field(line: Line) -> forms.CharField:
    attributes = {"lang": WELSH, "autocomplete": "off"}
    rows = 8 if line.longest == LONG_BODY else 2
    widget: forms.Widget = forms.TextInput(attributes)
    if len(line.english) > 60 or line.longest == LONG_BODY:
        widget = forms.Textarea(attributes | {"rows": rows})
    return forms.CharField(
        label=_("The Welsh of “%(english)s”") % {"english": Truncator(line.english).chars(60)},
        initial=line.welsh,
        required=False,
        max_length=line.longest,
        widget=widget,
        error_messages={
            "max_length": _("Use %(limit_value)d characters or fewer: this has %(show_value)d.")
        },
    )
