"""How safe she sounds, as the reader says it. Cues only order the queue."""

from django import forms
from django.utils.translation import gettext_lazy

from feedback.review.choices import LEVELS

NOBODY_SAID = -1  # nothing is chosen beforehand: a person decides about safety, or nobody has


class LevelForm(forms.Form):
    """One of three levels, or an answer that says which keys there are."""

    level = forms.TypedChoiceField(
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
        label=gettext_lazy("How safe does she sound?"),
        error_messages={
            "required": gettext_lazy("Say how safe she sounds. The keys are 0, 1 and 2.")
        },
    )

    def may_wait(self) -> None:
        """What is only shown again needs no decision yet."""
        self.fields["level"].required = False
