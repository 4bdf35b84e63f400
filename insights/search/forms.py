"""What the table of a search sends. It is only compared with what was offered."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from insights.models import Theme


class SelectionForm(forms.Form):
    """Responses that are ticked, and the theme that they are given."""

    theme = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose the theme that you want to add.")
        )
    )

    def __init__(self, data: Any, *, offered: Iterable[Theme], most: int) -> None:
        super().__init__(data)
        self.themes = {str(theme.pk): theme for theme in offered}
        self.fields["theme"].choices = [(pk, pk) for pk in self.themes]  # type: ignore[attr-defined]
        self._given: Sequence[str] = data.getlist("response") if data is not None else []
        self._most = most

    @property
    def chosen(self) -> Theme:
        return self.themes[self.cleaned_data["theme"]]

    @property
    def theme_pk(self) -> int | None:
        """The theme that is chosen on the page, if it is one of ours."""
        theme = self.themes.get(str(self["theme"].value() or ""))
        return theme.pk if theme else None

    @property
    def ticked(self) -> list[int]:
        """Ids of what is ticked, no more than a page has."""
        given = dict.fromkeys(one for one in self._given if one.isascii() and one.isdigit())
        pks = [int(one) for one in given if len(one) < 20]
        return [pk for pk in pks if pk <= BigIntegerField.MAX_BIGINT][: self._most]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.ticked:
            self.add_error(None, _("Tick at least one response of the table, then add the theme."))
        return cleaned
