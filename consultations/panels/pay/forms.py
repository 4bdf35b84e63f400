"""What a member fills in about pay: her choice, an expense, where her money goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.panels.models import Expense, Fee
from consultations.panels.pay.account import NotAnAccount, account_number, sort_code
from consultations.panels.pay.choosing import HERS, TAKES, Told
from consultations.panels.pay.custody import in_custody, is_the_governors
from consultations.panels.pay.money import MOST_PENCE, NotMoney, decimals, pence_of, pounds
from consultations.panels.pay.owed import Choice
from consultations.panels.pay.payees import Details
from consultations.panels.pay.spending import Asked
from consultations.panels.sessions.wording import title_of, when
from core.staff_forms import InOurWords

WAYS = [(method.value, method.label) for method in HERS]


class PoundsField(forms.CharField):
    """An amount in pounds, as whole pence."""

    default_error_messages = {
        "required": _("Write an amount, such as 12.50."),
        "money": _("Write an amount in pounds, such as 12.50."),
        "max_length": _("Write an amount in pounds, such as 12.50."),
    }

    def __init__(self, *, most: int = MOST_PENCE, **kwargs: Any) -> None:
        self.most = most
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"max_length": 14, "widget": forms.TextInput(attrs), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return decimals(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return pence_of(typed, self.most)
        except NotMoney:
            raise forms.ValidationError(self.error_messages["money"], code="money") from None


class ChoiceForm(InOurWords, forms.Form):
    """Her choice about one fee. How and for whom are asked for only where they matter."""

    choice = forms.ChoiceField(
        label=_("What would you like?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “I decide later” is fine.")},
    )
    amount = PoundsField(label=_("If less: how much, in pounds"), required=False)
    donate_to = forms.CharField(label=_("If a charity: which"), max_length=120, required=False)
    method = forms.ChoiceField(
        label=_("If you take it: how would you like to have it?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, fee: Fee, by_her: bool = True, **kwargs: Any) -> None:
        self.fee = fee
        kwargs["initial"] = {
            "choice": fee.choice,
            "method": fee.method,
            "donate_to": fee.donate_to,
            "amount": fee.chosen_pence if fee.choice == Choice.LESS else None,
        }
        super().__init__(*args, **kwargs)
        if is_the_governors(fee) and (by_her or in_custody(fee.member)):
            del self.fields["method"]  # it goes as was agreed, until somebody says that she is out
        full = _("Yes, all of it: %(amount)s") % {"amount": pounds(fee.offered_pence)}
        choices = [(one.value, full if one == Choice.ACCEPT else one.label) for one in Choice]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        choice = told.get("choice")
        if choice in TAKES and "method" in self.fields and not told.get("method"):
            self.add_error("method", _("Choose how you would like to have it."))
        pence = told.get("amount")
        is_less = pence is not None and 0 < pence < self.fee.offered_pence
        if choice == Choice.LESS and "amount" not in self.errors and not is_less:
            words = _("Write an amount that is less than %(amount)s, and more than nothing.")
            offered = {"amount": pounds(self.fee.offered_pence)}
            self.add_error("amount", words % offered)
        if choice != Choice.DONATE or "donate_to" in self.errors:
            return told
        if not (told.get("donate_to") or "").strip():
            self.add_error("donate_to", _("Write which charity."))
        return told

    def told(self) -> Told:
        given = self.cleaned_data
        return Told(given["choice"], given.get("method", ""), given["amount"], given["donate_to"])


class ExpenseForm(InOurWords, forms.Form):
    """What taking part costs her."""

    kind = forms.ChoiceField(
        label=_("What is it for?"),
        choices=Expense.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )
    amount = PoundsField(label=_("How much, in pounds"))
    about = forms.CharField(
        label=_("In a few words, if you like"),
        max_length=120,
        required=False,
        help_text=_("Such as: bus there and back. You can leave it empty."),
    )
    session = forms.ChoiceField(label=_("For which session?"), required=False)
    is_up_front = forms.BooleanField(label=_("I need it before the session"), required=False)
    method = forms.ChoiceField(
        label=_("How would you like to have it?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like to have it.")},
    )

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(place.session_id): place.session for place in places}
        named = [(pk, f"{title_of(one)}, {when(one)}") for pk, one in self.sessions.items()]
        self.fields["session"].choices = [("", _("No one session")), *named]  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        pence: int = self.cleaned_data["amount"]
        if not pence:
            raise forms.ValidationError(_("Write an amount that is more than nothing."))
        return pence

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("is_up_front") and not told.get("session"):
            self.add_error("session", _("Choose the session that you need it for."))
        return told

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(
            kind=given["kind"],
            pence=given["amount"],
            method=given["method"],
            about=given["about"],
            is_up_front=given["is_up_front"],
            session=self.sessions.get(given["session"]),
        )


OFF = {"autocomplete": "off", "spellcheck": "false"}


class DetailsForm(InOurWords, forms.Form):
    """Where her money goes. Typed anew each time: what is kept is not shown again."""

    account_name = forms.CharField(
        label=_("The name on the account"),
        max_length=60,
        widget=forms.TextInput(OFF),
        help_text=_("As the bank has it. It may be somebody else’s account: we then ask you once."),
        error_messages={"required": _("Write the name on the account.")},
    )
    sort_code = forms.CharField(
        label=_("Sort code"),
        max_length=12,
        widget=forms.TextInput({**OFF, "inputmode": "numeric"}),
        help_text=_("Six digits, such as 00-12-34."),
        error_messages={
            "required": _("Write the sort code: six digits."),
            "max_length": _("A sort code has six digits."),
        },
    )
    account_number = forms.CharField(
        label=_("Account number"),
        max_length=16,
        widget=forms.TextInput({**OFF, "inputmode": "numeric"}),
        help_text=_("Eight digits. If yours has seven, put a 0 in front."),
        error_messages={
            "required": _("Write the account number: eight digits."),
            "max_length": _("An account number has eight digits."),
        },
    )

    def clean_sort_code(self) -> str:
        try:
            return sort_code(self.cleaned_data["sort_code"])
        except NotAnAccount:
            raise forms.ValidationError(_("A sort code has six digits.")) from None

    def clean_account_number(self) -> str:
        try:
            return account_number(self.cleaned_data["account_number"])
        except NotAnAccount:
            raise forms.ValidationError(_("An account number has eight digits.")) from None

    def details(self, name: str) -> Details:
        return Details(name=name, **self.cleaned_data)


class WayForm(InOurWords, forms.Form):
    """Another way for a fee that came back."""

    method = forms.ChoiceField(
        label=_("How would you like to have it?"), choices=WAYS, widget=forms.RadioSelect
    )
