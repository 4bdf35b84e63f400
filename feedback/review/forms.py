"""The reader's form for one response: what goes out of each answer, and how safe she sounds."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.payload import Payload
from feedback.redaction import TOKENS, Span, candidates, merged, redact
from feedback.review.choices import KINDS, LEVELS, REASONS
from feedback.review.found import (
    MOST_ROWS,
    Piece,
    Row,
    occurrences,
    pack,
    pieces_of,
    rows_of,
    unpack,
)

Data = Mapping[str, Any] | None


class KindSelect(forms.Select):
    """A select whose options carry the token that stands in the text, for the live preview."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["attrs"]["data-token"] = TOKENS.get(str(option["value"]), "")
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
        words = self["words"].value() or ""
        name = {"words": words}
        self.fields["kind"].widget.attrs["aria-label"] = _("What “%(words)s” is") % name
        self.fields["reason"].widget.attrs["aria-label"] = _("Why “%(words)s” goes") % name

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
    reason = forms.ChoiceField(choices=REASONS, label=gettext_lazy("Why it goes"), required=False)
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


class LevelForm(forms.Form):
    """What she thinks of safety. Cues only order the queue."""

    level = forms.TypedChoiceField(
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
        label=gettext_lazy("How safe does she sound?"),
        error_messages={"required": gettext_lazy("Say how safe she sounds.")},
    )


class AnswerPart:
    """One answer: its words with marks, rows of candidates, and room for more."""

    def __init__(self, key: str, text: str, label: str, options: list[str], data: Data) -> None:
        self.key, self.text, self.label, self.options = key, text, label, options
        found = candidates(text)
        rows = rows_of(text, found)
        self.rows, rest = rows[:MOST_ROWS], rows[MOST_ROWS:]
        self.rest_name = f"{key}-rest"
        self.rest = data.get(self.rest_name, "") if data else _pack_rest(rest)
        extra = {"text": text}
        self.found: BaseFormSet[FoundForm] = FoundSet(
            data, prefix=f"{key}-found", initial=_initial(self.rows), form_kwargs=extra
        )
        self.more: BaseFormSet[MoreForm] = MoreSet(data, prefix=f"{key}-more", form_kwargs=extra)

    @property
    def pieces(self) -> list[Piece]:
        """The words in pieces, marked as they are now."""
        return pieces_of(self.text, self.rows)

    def is_valid(self) -> bool:
        return all([self.found.is_valid(), self.more.is_valid()])

    def spans(self) -> list[Span]:
        """What is to go: of forms that are valid, so that a preview works beside a mistake."""
        spans = _unpack_rest(self.rest, self.text)
        if not self.found.is_bound:
            return merged([s for row in self.rows for s in _row_spans(row)] + spans)
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
        labels: dict[str, str],
        option_labels: dict[str, str],
        level: int,
        data: Data = None,
    ) -> None:
        self.parts = [
            AnswerPart(
                key,
                payload.answers[key].text,
                labels.get(key, _("A question that is not asked any more")),
                [option_labels.get(option, option) for option in payload.answers[key].options],
                data,
            )
            for key in in_asked_order(payload, labels)
        ]
        self.level = LevelForm(data, initial={"level": level})

    def is_valid(self) -> bool:
        return all([self.level.is_valid(), *[part.is_valid() for part in self.parts]])

    def spans(self) -> dict[str, list[Span]]:
        return {part.key: part.spans() for part in self.parts}


def in_asked_order(payload: Payload, labels: dict[str, str]) -> list[str]:
    """Keys of the answers in the order of the form; what is not asked any more comes last."""
    asked = [key for key in labels if key in payload.answers]
    return asked + [key for key in payload.answers if key not in labels]


def _initial(rows: list[Row]) -> list[dict[str, Any]]:
    return [
        {
            "take_out": True,
            "kind": row.kind,
            "reason": row.reason,
            "places": row.packed,
            "words": row.words,
        }
        for row in rows
    ]


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


class DecisionForm(forms.Form):
    """What the lead did about a case, and why."""

    decision = forms.CharField(
        label=gettext_lazy("What was done, and why"),
        help_text=gettext_lazy("Do not copy her words, or any name, into this."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": gettext_lazy("Write what was done, and why.")},
    )
