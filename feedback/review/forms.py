"""The reader's form for one response: what goes out of each answer, and how safe she sounds."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.payload import AnswerPayload, Payload
from feedback.questionnaire import ENGLISH, Item, Questionnaire, in_language
from feedback.redaction import TOKENS, Span, candidates, merged, redact, usual_reason
from feedback.review.choices import KINDS, REASONS
from feedback.review.found import (
    MOST_ROWS,
    Piece,
    Row,
    occurrences,
    pack,
    pieces_of,
    rows_again,
    rows_of,
    unpack,
)
from feedback.review.level_form import LevelForm
from feedback.review.redacting.language_form import LanguageForm
from feedback.services import Translated

Data = Mapping[str, Any] | None
Finder = Callable[[str], list[Span]]


class KindSelect(forms.Select):
    """A select whose options carry the token that stands in the text, for the live preview, and
    the usual reason, which follows the kind until the reader chooses another."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["attrs"]["data-token"] = TOKENS.get(str(option["value"]), "")
        option["attrs"]["data-reason"] = usual_reason(str(option["value"]))
        return option


class FoundForm(forms.Form):
    """A candidate: out or not, what it is and why."""

    take_out = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=KINDS, widget=KindSelect)
    reason = forms.ChoiceField(choices=REASONS)
    places = forms.CharField(widget=forms.HiddenInput)
    words = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def clean_places(self) -> list[tuple[int, int]]:
        try:
            return unpack(self.cleaned_data["places"], self.text)
        except ValueError as error:
            raise forms.ValidationError(_("Open this response again.")) from error

    def spans(self) -> list[Span]:
        data = self.cleaned_data
        if not data.get("take_out"):
            return []
        return [Span(s, e, data["kind"], data["reason"]) for s, e in data["places"]]


class MoreForm(forms.Form):
    """Words that no candidate covers, as she types, pastes or selects them."""

    words = forms.CharField(
        required=False,
        strip=True,
        max_length=500,
        label=gettext_lazy("Exact words"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        choices=KINDS, label=gettext_lazy("What it is"), widget=KindSelect, required=False
    )
    reason = forms.ChoiceField(
        choices=REASONS,
        label=gettext_lazy("Why it goes"),
        initial=usual_reason(str(KINDS[0][0])),
        required=False,
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        words = data.get("words")
        if words:
            data["places"] = occurrences(words, self.text, data.get("start"))
            if not data["places"]:
                self.add_error("words", _("These words are not in the answer. Copy them exactly."))
        return data

    def spans(self) -> list[Span]:
        data = self.cleaned_data
        kind, reason = data.get("kind") or "PERSON", data.get("reason") or "other"
        return [Span(s, e, kind, reason) for s, e in data.get("places", [])]


FoundSet = formset_factory(FoundForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
MoreSet = formset_factory(MoreForm, extra=2, max_num=100, absolute_max=100)


@dataclass(frozen=True)
class Look:
    """What a screen knows beside her words. `chosen` and `translated` are by question key, of a
    response that was read before; None: nobody has read it."""

    find: Finder = candidates
    chosen: Mapping[str, list[Span]] | None = None
    translated: Mapping[str, Translated] = field(default_factory=dict)


class AnswerPart:
    """One answer: its words with marks, rows of candidates, and room for more."""

    def __init__(
        self,
        key: str,
        text: str,
        label: str,
        options: list[str],
        data: Data,
        look: Look | None = None,
    ) -> None:
        look = look or Look()
        self.key, self.text, self.label, self.options = key, text, label, options
        rows = self._rows(look)
        self.rows, rest = rows[:MOST_ROWS], [row for row in rows[MOST_ROWS:] if row.out]
        self.rest_name = f"{key}-rest"
        self.rest = data.get(self.rest_name, "") if data else _pack_rest(rest)
        extra = {"text": text}
        self.found: BaseFormSet[FoundForm] = FoundSet(
            data, prefix=f"{key}-found", initial=_initial(self.rows), form_kwargs=extra
        )
        self.more: BaseFormSet[MoreForm] = MoreSet(data, prefix=f"{key}-more", form_kwargs=extra)
        if data:  # the area's lists may have changed since: her rows are those of her page
            self.rows = [_posted_row(form) for form in self.found.forms]
        self.language = LanguageForm(
            data,
            prefix=f"{key}-language",
            text=text,
            find=look.find,
            before=look.translated.get(key),
        )

    def _rows(self, look: Look) -> list[Row]:
        found = look.find(self.text)
        if look.chosen is None:
            return rows_of(self.text, found)
        return rows_again(self.text, look.chosen.get(self.key, []), found)

    @property
    def pieces(self) -> list[Piece]:
        """The words in pieces, marked as they are now."""
        return pieces_of(self.text, self.rows)

    def is_valid(self) -> bool:
        return all([self.found.is_valid(), self.more.is_valid(), self.language.is_valid()])

    def spans(self) -> list[Span]:
        """What is to go: of forms that are valid, so that a preview works beside a mistake."""
        spans = _unpack_rest(self.rest, self.text)
        if not self.found.is_bound:
            return merged([s for row in self.rows if row.out for s in _row_spans(row)] + spans)
        self.is_valid()
        forms_here: list[FoundForm | MoreForm] = [*self.found.forms, *self.more.forms]
        for form in forms_here:
            if form.is_valid():
                spans += form.spans()
        return merged(spans)

    @property
    def preview(self) -> str:
        """The words as everyone but the reading team will see them."""
        return redact(self.text, self.spans())


class ReviewForm:
    """All parts of one response together."""

    def __init__(
        self,
        payload: Payload,
        asked: Questionnaire,
        level: int | None,
        data: Data = None,
        look: Look | None = None,
    ) -> None:
        """`level` is how safe she sounded to whoever read it; NOBODY_SAID: no person has; None: not
        hers to say any more."""
        self.parts = [
            self._part(key, payload.answers[key], asked.item(key), data, look)
            for key in in_asked_order(payload, asked)
        ]
        self.level = None if level is None else LevelForm(data, initial={"level": level})

    @staticmethod
    def _part(
        key: str, answer: AnswerPayload, item: Item | None, data: Data, look: Look | None
    ) -> AnswerPart:
        label, options = _("A question that is not asked any more"), answer.options
        if item is not None:
            label = in_language(item.text, ENGLISH)
            options = item.chosen_words(answer.options, ENGLISH)
        return AnswerPart(key, answer.text, label, options, data, look)

    def is_valid(self) -> bool:
        parts = [part.is_valid() for part in self.parts]  # each, so that each says what is wrong
        is_said = self.level is None or self.level.is_valid()
        return is_said and all(parts)

    @property
    def lacks_level_alone(self) -> bool:
        """Whether all is in order but that she has not said how safe she sounds."""
        has_level = self.level is None or self.level.is_valid()
        return not has_level and all(part.is_valid() for part in self.parts)

    def wait_for_level(self) -> None:
        """What is only shown again needs no decision yet."""
        if self.level is not None:
            self.level.may_wait()

    @property
    def chosen_level(self) -> int | None:
        """How safe she sounds to the reader, once the form is valid."""
        return None if self.level is None else int(self.level.cleaned_data["level"])

    def spans(self) -> dict[str, list[Span]]:
        return {part.key: part.spans() for part in self.parts}

    def translated(self) -> dict[str, Translated]:
        """Language and translation of each answer that has words."""
        return {part.key: part.language.translated for part in self.parts if part.text}


def in_asked_order(payload: Payload, asked: Questionnaire) -> list[str]:
    """Keys of the answers in the order of the form; what is not asked any more comes last."""
    order = [item.key for item in asked.items]
    known = [key for key in order if key in payload.answers]
    return known + [key for key in payload.answers if key not in order]


def _initial(rows: list[Row]) -> list[dict[str, Any]]:
    return [
        {
            "take_out": row.out,
            "kind": row.kind,
            "reason": row.reason,
            "places": row.packed,
            "words": row.words,
        }
        for row in rows
    ]


def _posted_row(form: FoundForm) -> Row:
    """The row that a form of the page stands for; without places where they were tampered with."""
    row = Row(form["words"].value() or "", form["kind"].value() or "", form["reason"].value() or "")
    with suppress(ValueError):
        row.places = unpack(form["places"].value() or "", form.text)
    return row


def _row_spans(row: Row) -> list[Span]:
    return [Span(start, end, row.kind, row.reason) for start, end in row.places]


def _pack_rest(rows: list[Row]) -> str:
    """Candidates above the most rows that a page shows: kind, reason and places of each."""
    return ";".join(f"{row.kind}/{row.reason}/{pack(row.places)}" for row in rows)


def _unpack_rest(rest: str, text: str) -> list[Span]:
    """Undo _pack_rest; what was tampered with is left out, and still marked on the page."""
    spans = []
    for part in filter(None, rest.split(";")):
        kind, _, tail = part.partition("/")
        reason, _, packed = tail.partition("/")
        if kind in dict(KINDS) and reason in dict(REASONS):
            with suppress(ValueError):
                spans += [Span(s, e, kind, reason) for s, e in unpack(packed, text)]
    return spans
