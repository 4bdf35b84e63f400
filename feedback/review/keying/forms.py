"""Keying: first what is keyed, then the whole sheet on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from feedback import flow
from feedback.invites import read_code
from feedback.late import taken_from_staff
from feedback.models import Channel, Form
from feedback.payload import AnswerPayload, Payload
from feedback.questionnaire import (
    BEFORE,
    EARLIER,
    WRITTEN,
    YEARS,
    Item,
    Kind,
    Questionnaire,
    in_language,
    parts_of_year,
)
from feedback.review.keying.services import keyable_forms, run_of
from feedback.review.keying.tickets import Ticket
from feedback.review.paper.forms import LANGUAGES
from feedback.review.paper.models import PrintRun
from feedback.review.paper.numbers import Copy
from feedback.review.wrong_fields import Wrong, wrong_fields
from feedback.sealing import monday
from feedback.uses import WORDINGS, clean_uses

CHANNELS = [
    (Channel.PAPER.value, gettext_lazy("A paper form that came back")),
    (Channel.PHONE.value, gettext_lazy("She tells me on the telephone")),
    (Channel.HELPED.value, gettext_lazy("She is here, and I write for her")),
]


class StartForm(forms.Form):
    """How it came, and which sheet or form it is."""

    channel = forms.ChoiceField(
        label=gettext_lazy("What are you keying?"),
        choices=CHANNELS,
        initial=Channel.PAPER.value,
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the paper form"),
        required=False,
        max_length=30,
        help_text=gettext_lazy(
            "At the foot of each page, such as 12-034-KTQ7. It brings up the right questions. "
            "Leave it empty where there is none."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    form: forms.ModelChoiceField[Form] = forms.ModelChoiceField(
        label=gettext_lazy("Form, where there is no number"),
        queryset=Form.objects.none(),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the questions, where there is no number"),
        choices=LANGUAGES,
        initial="en-gb",
        widget=forms.RadioSelect,
    )

    copy: Copy | None = None
    run: PrintRun | None = None

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        chooser = self.fields["form"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = keyable_forms(user)

    @property
    def wrong(self) -> list[Wrong]:
        """What the summary on top of the page says."""
        return wrong_fields((field.label, field) for field in self)

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        if typed:
            self.copy = Copy.read(typed)
            self.run = run_of(self.user, self.copy) if self.copy else None
            if self.run is None:
                raise forms.ValidationError(
                    _(
                        "This is not a number of a form printed for your areas. Look at it again. "
                        "If it can’t be read, leave it empty: then her slip stays without news."
                    )
                )
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("number") and cleaned.get("channel") != Channel.PAPER:
            self.add_error("number", _("Only a paper form has a number. Take it out."))
        if not cleaned.get("number") and "number" not in self.errors and not cleaned.get("form"):
            self.add_error("form", _("Choose the form, or type the number of the sheet."))
        self._ask_the_clock(cleaned)
        return cleaned

    def _ask_the_clock(self, cleaned: dict[str, Any]) -> None:
        form = self.run.version.form if self.run else cleaned.get("form")
        if form is None or self.errors:
            return
        printed_on = self.run.printed_on if self.run else None
        taken = taken_from_staff(form.consultation, cleaned["channel"], printed_on=printed_on)
        if why_not := taken.why_not:
            self.add_error("number" if self.run else "form", why_not)


@dataclass(frozen=True)
class Asked:
    """One question on the page: its words as the sheet has them, and its fields."""

    item: Item
    number: int
    label: str
    lang: str
    hint: str
    fields: list[BoundField]


class KeyForm(forms.Form):
    """The questions of a version, and what a sheet says beside them."""

    def __init__(self, asked: Questionnaire, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.ticket = asked, ticket
        self.answers: dict[str, AnswerPayload] = {}
        for place, item in enumerate(asked.questions, start=1):
            self.fields |= _fields_of(item, place, ticket.language)
        self.fields |= _about(ticket)

    @property
    def questions(self) -> Iterator[Asked]:
        """Each question with its fields, in the order of the sheet."""
        for place, item in enumerate(self.asked.questions, start=1):
            names = _fields_of(item, place, self.ticket.language)
            text = in_language(item.text, self.ticket.language)
            hint = in_language(item.hint, self.ticket.language)
            lang = text.lang or self.ticket.language
            yield Asked(item, place, text, lang, hint, [self[name] for name in names])

    @property
    def about(self) -> list[BoundField]:
        """What comes after the questions."""
        return [self[name] for name in _about(self.ticket)]

    @property
    def wrong(self) -> list[Wrong]:
        """What the summary on top of the page says."""
        question = _("Question %(n)s, %(field)s")
        asked: list[tuple[str | Promise, BoundField]] = [
            (question % {"n": one.number, "field": field.label}, field)
            for one in self.questions
            for field in one.fields
        ]
        return wrong_fields([*asked, *((field.label, field) for field in self.about)])

    def clean(self) -> dict[str, Any]:
        """Read each answer as the web would, with the same limits."""
        cleaned = super().clean() or {}
        today = timezone.localdate()
        for place, item in enumerate(self.asked.questions, start=1):
            others = sum(len(answer.text) for answer in self.answers.values())
            reading = flow.read_answer(item, _posted(cleaned, place), others, today)
            if reading.error:
                field = f"q{place}-year" if item.kind is Kind.WHEN else f"q{place}-text"
                self.add_error(field, reading.error)
            elif not reading.answer.is_empty:
                self.answers[item.key] = reading.answer
        if not self.answers and not self.errors:
            raise forms.ValidationError(
                _("There is no answer yet. A sheet without any answer need not be keyed.")
            )
        return cleaned

    def clean_invite(self) -> str:
        typed: str = self.cleaned_data["invite"]
        code = read_code(typed) if typed.strip() else ""
        if code is None:
            raise forms.ValidationError(
                _("This code is not right. Look at it again, or leave it empty.")
            )
        return code

    def payload(self) -> Payload:
        """What is sealed. Somebody who wrote for her says more than paper."""
        data, ticket = self.cleaned_data, self.ticket
        return Payload(
            version=ticket.version,
            language=data["language"],
            channel=Channel.HELPED.value if data.get("helped") else ticket.channel,
            week=monday(timezone.localdate()).isoformat(),
            answers=dict(self.answers),
            uses=clean_uses(data["uses"], ticket.wording),
            uses_wording=ticket.wording,
            invite=data["invite"],
        )


def _posted(cleaned: dict[str, Any], place: int) -> flow.Posted:
    options = cleaned.get(f"q{place}-options") or []
    return flow.Posted(
        text=cleaned.get(f"q{place}-text") or "",
        options=options if isinstance(options, list) else [options],
        part=cleaned.get(f"q{place}-part") or "",
        year=cleaned.get(f"q{place}-year") or "",
    )


def _fields_of(item: Item, place: int, language: str) -> dict[str, forms.Field]:
    """The fields of one question, by name."""
    if item.kind is Kind.WHEN:
        return _when_fields(place, language)
    fields: dict[str, forms.Field] = {}
    options = [(o.key, str(in_language(o.text, language))) for o in item.options]
    label = _("What she ticked")
    if item.kind is Kind.SEVERAL:
        fields[f"q{place}-options"] = forms.MultipleChoiceField(
            label=label, required=False, choices=options, widget=forms.CheckboxSelectMultiple
        )
    elif options:
        nothing = ("", _("Nothing, more than one, or not clear"))
        fields[f"q{place}-options"] = forms.ChoiceField(
            label=label, required=False, choices=[*options, nothing], widget=forms.RadioSelect
        )
    if item.kind in WRITTEN or item.takes_more:
        fields[f"q{place}-text"] = forms.CharField(
            label=_("Her words") if item.kind in WRITTEN else _("What she wrote beside it"),
            required=False,
            strip=False,
            widget=forms.Textarea(
                attrs={"rows": 6 if item.kind is Kind.LONG_TEXT else 2, "data-writing": ""}
            ),
        )
    return fields


def _when_fields(place: int, language: str) -> dict[str, forms.Field]:
    this_year = timezone.localdate().year
    years = [(str(y), str(y)) for y in range(this_year, this_year - YEARS, -1)]
    earlier = (BEFORE, str(in_language(EARLIER, language)))
    parts = list(parts_of_year(language).items())
    return {
        f"q{place}-part": forms.ChoiceField(
            label=_("Month or season"), required=False, choices=[("", "–"), *parts]
        ),
        f"q{place}-year": forms.ChoiceField(
            label=_("Year"), required=False, choices=[("", "–"), *years, earlier]
        ),
    }


def _about(ticket: Ticket) -> dict[str, forms.Field]:
    """Uses, language, and what the worker vouches for."""
    on_paper = ticket.channel == Channel.PAPER
    wording = WORDINGS[ticket.wording].items()
    fields: dict[str, forms.Field] = {
        "uses": forms.MultipleChoiceField(
            label=_("How may we use her words?"),
            help_text=_("Only what she ticked or said yes to. Nothing: she is only counted."),
            required=False,
            choices=[(use.value, f"{label}. {hint}") for use, (label, hint) in wording],
            widget=forms.CheckboxSelectMultiple,
        ),
        "language": forms.ChoiceField(
            label=_("Language that she used"),
            choices=LANGUAGES,
            initial=ticket.language,
            widget=forms.RadioSelect,
        ),
        "invite": forms.CharField(
            label=_("Code of a group or service"),
            help_text=_("Such as KTQ7-MD3X, if she gives one. Empty where there is none."),
            required=False,
            max_length=20,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        ),
    }
    if on_paper:
        fields["helped"] = forms.BooleanField(
            label=_("She ticked that somebody wrote it for her"), required=False
        )
    else:
        fields["agreed"] = forms.BooleanField(
            label=_("I read her what stands at the top, and she wants to go on"),
            error_messages={"required": _("Read it to her first, then tick this.")},
        )
    fields["as_written"] = forms.BooleanField(
        label=_("I checked it: it stands here as she wrote it")
        if on_paper
        else _("I read it back to her, and she says it is right"),
        error_messages={
            "required": _("Compare it with the sheet, then tick this.")
            if on_paper
            else _("Read it back to her, then tick this.")
        },
    )
    return fields
