"""Reading one body's answer: its words without details about people, and its themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.bodies.models import BodyAnswer, BodyReading
from core.meanwhile.shown import carry
from insights.models import Theme

LONGEST = 10_000  # as on the page that a body fills in


class ReadForm(forms.Form):
    """`words-…`: each written answer as it may be shown; `themes`, for those who may code."""

    def __init__(
        self, data: Any, *, answer: BodyAnswer, themes: list[Theme], given: list[Theme]
    ) -> None:
        reading = BodyReading.objects.filter(answer=answer).first()
        self.said: list[dict[str, Any]] = (reading.said if reading else []) or answer.said
        self.offered = themes
        initial: dict[str, Any] = {"themes": [str(theme.pk) for theme in given]}
        initial |= {f"words-{row['id']}": row["text"] for row in self.said}
        super().__init__(data, initial=initial)
        for row in self.said:
            if row["kind"] == "written":
                self.fields[f"words-{row['id']}"] = _words(row["question"])
        if themes:
            self.fields["themes"] = forms.MultipleChoiceField(
                label=_("Themes"),
                choices=[(str(theme.pk), theme.name) for theme in themes],
                required=False,
                error_messages={"invalid_choice": _("Choose themes from the list.")},
            )
        carry(self)

    @property
    def asked(self) -> list[tuple[dict[str, Any], Any]]:
        """Each answer, and its field where its words may be changed."""
        names = [(row, f"words-{row['id']}") for row in self.said]
        return [(row, self[name] if name in self.fields else None) for row, name in names]

    @property
    def ticked(self) -> list[str]:
        """Ids of themes that are ticked on the page."""
        return [str(pk) for pk in self["themes"].value() or []] if self.offered else []

    @property
    def groups(self) -> list[tuple[str, list[Theme], int]]:
        """The themes by axis, and how many of them are ticked."""
        found: dict[str, list[Theme]] = {}
        for theme in self.offered:
            found.setdefault(theme.axis_name, []).append(theme)
        ticked = set(self.ticked)
        return [
            (axis, themes, sum(str(theme.pk) in ticked for theme in themes))
            for axis, themes in found.items()
        ]

    @property
    def words(self) -> dict[str, str]:
        """Id of a question → its words, of a form that is valid."""
        given = self.cleaned_data
        return {
            row["id"]: given[f"words-{row['id']}"] for row, field in self.asked if field is not None
        }

    @property
    def chosen(self) -> list[Theme]:
        """The themes that are ticked, of a form that is valid."""
        wanted = set(self.cleaned_data.get("themes", ()))
        return [theme for theme in self.offered if str(theme.pk) in wanted]


def _words(question: str) -> forms.CharField:
    return forms.CharField(
        label=question,
        required=False,
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "max_length": _("This has %(show_value)d characters. Use %(limit_value)d or fewer.")
        },
    )


class AsideForm(forms.Form):
    """Why an answer is set aside."""

    why = forms.ChoiceField(
        label=_("Why is it set aside?"),
        choices=BodyReading.Why.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose why, then set it aside.")
        ),
    )
