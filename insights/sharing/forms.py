"""Who takes responses. What is sent is only compared with what was offered."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from insights.forms import Ticked


class PeopleForm(forms.Form):
    """People among whom responses are shared."""

    people = Ticked(error_messages={"required": _("Tick at least one person, then share.")})

    def __init__(
        self, data: Any, *, people: Iterable[User], ticked: Collection[int] = frozenset()
    ) -> None:
        super().__init__(data)
        self.offered = list(people)
        by_pk = {str(person.pk): person for person in self.offered}
        field: Any = self.fields["people"]
        field.choices = [(pk, pk) for pk in by_pk]
        field.coerce = by_pk.__getitem__
        field.initial = [str(pk) for pk in ticked]

    @property
    def rows(self) -> list[tuple[User, bool]]:
        """Each person, and whether she is ticked."""
        ticked = {str(pk) for pk in self["people"].value() or []}
        return [(person, str(person.pk) in ticked) for person in self.offered]

    @property
    def lost(self) -> bool:
        """Whether somebody was ticked who can't code here any more."""
        return len(self.cleaned_data["people"]) < len(self["people"].value() or [])


class HandOnForm(forms.Form):
    """Who gets what is left of a share."""

    to = forms.ChoiceField(
        label=_("Move what is left to"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the people in the list.")
        ),
    )

    def __init__(self, data: Any, *, people: Iterable[User], coder: User) -> None:
        super().__init__(data, prefix=f"share-{coder.pk}")
        self.people = {str(person.pk): person for person in people if person != coder}
        names = [(pk, str(person)) for pk, person in self.people.items()]
        self.fields["to"].choices = [("", _("Choose a person")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["to"]]
