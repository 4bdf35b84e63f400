"""What staff fill in about pay."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.models import Advice, BenefitLimit, PayTerms
from consultations.panels.pay.account import NotAnAccount, account_number, sort_code
from consultations.panels.pay.forms import PoundsField
from consultations.panels.pay.money import MOST_IN_ALL
from core.day_fields import DayField
from core.staff_forms import InOurWords

LINES = 8  # of a rate card, on its form


class AgreedForm(InOurWords, forms.Form):
    """She is in custody: what the governor agreed to."""

    agreed_on = DayField(label=_("The governor agreed on"))
    what = forms.CharField(
        label=_("What was agreed"),
        max_length=200,
        help_text=_("How it reaches her, and who agreed. Nothing about her sentence."),
    )

    def clean_agreed_on(self) -> date:
        return not_to_come(self.cleaned_data["agreed_on"])


class GovernorForm(AgreedForm):
    """The same of a fee, of which less may be agreed to."""

    pence = PoundsField(label=_("Amount, in pounds"))


def not_to_come(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("That day is still to come."))
    return day


class AdviceForm(InOurWords, forms.Form):
    """Independent advice on benefits was offered. Never what she gets."""

    offered_on = DayField(label=_("Offered on"))
    offered_by = forms.CharField(label=_("Who offered it"), max_length=80)
    taken = forms.ChoiceField(
        label=_("Did she take it?"),
        choices=[("", _("Not known")), *Advice.Taken.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_offered_on(self) -> date:
        return not_to_come(self.cleaned_data["offered_on"])


class RefuseForm(InOurWords, forms.Form):
    because = forms.CharField(
        label=_("Because"), max_length=200, help_text=_("She reads it. Say what she can do.")
    )


class CardForm(InOurWords, forms.Form):
    """A rate card, with up to eight bands; empty ones are left out."""

    source = forms.CharField(label=_("Where the rates come from"), max_length=300)
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https"
    )
    checked_on = DayField(label=_("Looked up on"))
    floor_pence = PoundsField(
        label=_("An hour comes to at least, in pounds"),
        help_text=_("Such as the National Living Wage. A band that pays less an hour is marked."),
    )
    floor_source = forms.CharField(label=_("Where that comes from"), max_length=200)
    floor_checked_on = DayField(label=_("And looked up on"))

    def clean_checked_on(self) -> date:
        return not_to_come(self.cleaned_data["checked_on"])

    def clean_floor_checked_on(self) -> date:
        return not_to_come(self.cleaned_data["floor_checked_on"])

    def __init__(self, *args: Any, card: Any, **kwargs: Any) -> None:
        names = ("source", "source_url", "checked_on", "floor_pence", "floor_source")
        initial = {name: getattr(card, name) for name in (*names, "floor_checked_on")}
        lines = list(card.lines.all())
        for index in range(LINES):
            line = lines[index] if index < len(lines) else None
            if line is not None:
                initial |= {
                    f"label_{index}": line.label,
                    f"minutes_{index}": line.up_to_minutes,
                    f"pence_{index}": line.pence,
                }
        super().__init__(*args, initial=initial, **kwargs)
        for index in range(LINES):
            number = {"n": index + 1}
            self.fields[f"label_{index}"] = forms.CharField(
                label=_("Band %(n)d: called") % number, max_length=80, required=False
            )
            self.fields[f"minutes_{index}"] = forms.IntegerField(
                label=_("Band %(n)d: up to so many minutes in all") % number,
                min_value=1,
                max_value=1_440,
                required=False,
            )
            self.fields[f"pence_{index}"] = PoundsField(
                label=_("Band %(n)d: pounds") % number, required=False
            )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for index in range(LINES):
            parts = [told.get(f"{name}_{index}") for name in ("label", "minutes", "pence")]
            if any(parts) and not all(parts):
                self.add_error(f"label_{index}", _("A band needs all three, or none."))
            if parts[1] in seen:
                self.add_error(f"minutes_{index}", _("Another band has these minutes."))
            seen |= {parts[1]} if parts[1] else set()
        if not seen and not self.errors:
            self.add_error("label_0", _("Write at least one band."))
        return told

    def lines(self) -> list[tuple[str, int, int]]:
        given = self.cleaned_data
        rows = [
            (given[f"label_{n}"], given[f"minutes_{n}"], given[f"pence_{n}"]) for n in range(LINES)
        ]
        return [row for row in rows if all(row)]

    def fields_told(self) -> dict[str, Any]:
        own = ("source", "source_url", "checked_on", "floor_pence", "floor_source")
        return {name: self.cleaned_data[name] for name in (*own, "floor_checked_on")}


class BudgetForm(InOurWords, forms.Form):
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    fees_pence = PoundsField(label=_("For fees, in pounds"), most=MOST_IN_ALL)
    expenses_pence = PoundsField(label=_("For expenses, in pounds"), most=MOST_IN_ALL)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = told.get("starts_on"), told.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("It ends before it starts."))
        return told


class TermsForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    """How an area pays."""

    no_receipt_pence = PoundsField(label=_("No receipt is asked for up to, in pounds"))

    class Meta:
        model = PayTerms
        fields = ["account_name", "sort_code", "account_number", "no_receipt_pence"]
        widgets = {
            name: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            for name in ("sort_code", "account_number")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Longer than what is kept, since people write hyphens and spaces.
        for name in ("sort_code", "account_number"):
            old = self.fields[name]
            self.fields[name] = forms.CharField(
                label=old.label, max_length=16, required=False, widget=old.widget
            )

    def clean_sort_code(self) -> str:
        typed: str = self.cleaned_data["sort_code"]
        try:
            return sort_code(typed) if typed else ""
        except NotAnAccount:
            raise forms.ValidationError(_("A sort code has six digits.")) from None

    def clean_account_number(self) -> str:
        typed: str = self.cleaned_data["account_number"]
        try:
            return account_number(typed) if typed else ""
        except NotAnAccount:
            raise forms.ValidationError(_("An account number has eight digits.")) from None


class LimitForm(InOurWords, forms.Form):
    """An amount that members are told of before they come near it."""

    name = forms.CharField(
        label=_("What it is"),
        max_length=120,
        help_text=_("Such as: what somebody on ESA may earn. Members read it."),
    )
    name_cy = forms.CharField(label=_("The same in Welsh"), max_length=120, required=False)
    pence = PoundsField(label=_("Amount, in pounds"), most=MOST_IN_ALL)
    per = forms.ChoiceField(label=_("In"), choices=BenefitLimit.Per.choices)
    source = forms.CharField(label=_("Where it comes from"), max_length=200)
    checked_on = DayField(label=_("Looked up on"))
    holds_until = DayField(label=_("Holds until"), required=False)

    def clean_checked_on(self) -> date:
        return not_to_come(self.cleaned_data["checked_on"])
