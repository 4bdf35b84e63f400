"""The draft editor: what staff write in a pack, but for what it concludes (insights.findings)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.meanwhile.shown import carry
from insights.models import ReviewPack
from insights.packs.services import Notes

TOO_LONG = 20_000


def _area(label: Any, help_text: Any, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class PackForm(forms.Form):
    """The words of a pack. A draft may be unfinished, so nothing is required here."""

    summary = _area(
        _("What women said, in short"),
        _("Needed to sign. Plain English, no names, no quotes: findings are told with those."),
        rows=8,
    )
    missing_voices = _area(
        _("Who is missing, and why"),
        _("Needed to sign. Who did not answer, who was not asked, and what is done about it."),
    )
    tensions = _area(
        _("Disagreements across findings"),
        _(
            "Where women disagreed with each other, or with services, beyond one finding. What "
            "belongs to one finding stands there. Nobody has to win."
        ),
        4,
    )
    taken_to = forms.CharField(
        label=_("Where it is taken"),
        help_text=_(
            "Needed to sign. The board or meeting, and its date. Women see this with their six "
            "words, and somebody else might: leave out the name of the consultation."
        ),
        required=False,
        max_length=200,
    )
    limits = _area(_("Limits of this evidence"), _("What a reader must not take from it."), 4)
    checked_by = forms.CharField(
        label=_("Also checked by"),
        help_text=_("Second coder and lived-experience reviewer. Shown in the review edition."),
        required=False,
        max_length=300,
    )

    def __init__(self, data: Any, *, pack: ReviewPack) -> None:
        super().__init__(data, initial={name: getattr(pack, name) for name in WRITTEN})
        carry(self)


WRITTEN = (
    "summary",
    "missing_voices",
    "tensions",
    "taken_to",
    "limits",
    "checked_by",
)


def draft_of(form: PackForm) -> dict[str, Any]:
    """What save_draft takes, from a form that is valid."""
    given = form.cleaned_data
    notes = Notes(tensions=given["tensions"], checked_by=given["checked_by"])
    texts = {name: given[name] for name in ("summary", "missing_voices", "taken_to", "limits")}
    return {**texts, "notes": notes}
