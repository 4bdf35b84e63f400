"""Forms about colleagues."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.people.permissions import manage_areas
from accounts.roles import Role
from core.models import Area
from core.open_work import InHand
from core.staff_forms import InOurWords


class Known(TextChoices):
    """How an administrator made sure that it is she who asks."""

    MET = "met", _("I met her")
    CALLED = "called", _("I called her on a number that I had before")
    MANAGER = "manager", _("Her manager told me in person")


class RoleForm(InOurWords, forms.Form):
    """A role for one of the administrator's areas."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose one")), *Role.choices])
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), empty_label=_("Choose one"))

    def __init__(self, by: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["area"].queryset = manage_areas(by)  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    """A new colleague."""

    email = forms.EmailField(
        label=_("Her e-mail address at work"),
        error_messages={
            "required": _("Write her e-mail address: she is sent a link there."),
            "invalid": _("This is no e-mail address. Write it like name@example.org."),
        },
    )
    name = forms.CharField(label=_("The name that colleagues see"), max_length=80, strip=True)
    field_order = ("email", "name", "role", "area")


class KnownForm(InOurWords, forms.Form):
    """How she is known. It stands in the audit log."""

    how = forms.ChoiceField(
        label=_("How do you know that it is she?"),
        choices=Known,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how you made sure that it is she: a mail is not enough.")
        },
    )


class LeaveForm(forms.Form):
    """For each kind of work in hand: who takes it over."""

    def __init__(self, in_hand: Any, data: Any = None) -> None:
        super().__init__(data)
        for kind, work in in_hand:
            if work.heirs:
                self.fields[kind.name] = _heirs(work)

    def heirs(self) -> dict[str, User | None]:
        """Kind of work → who takes it over."""
        return dict(self.cleaned_data)


def _heirs(work: InHand) -> "forms.ModelChoiceField[User]":
    people = User.objects.filter(pk__in=[person.pk for person in work.heirs])
    return forms.ModelChoiceField(
        people,
        required=False,
        label=work.words,
        empty_label=work.else_,
        error_messages={
            "invalid_choice": _("This person may not take it over any more. Choose somebody else.")
        },
    )
