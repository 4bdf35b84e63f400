"""StreamField blocks that an editor may use in the body of a page. No raw HTML, no embeds."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.drawings import DRAWINGS
from core.facts import About, facts_about

TEXT_FEATURES = ["bold", "link", "ol", "ul"]


class NoteBlock(blocks.StructBlock):
    """A quiet panel beside the text."""

    heading = blocks.CharBlock(required=False, max_length=120)
    text = blocks.RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "core/blocks/note.html"


class DrawingBlock(blocks.StructBlock):
    """One of our line drawings (decision 0047). What it tells is said in words, or it tells nothing
    that the text doesn't: an editor has to say which."""

    drawing = blocks.ChoiceBlock(
        choices=[(name, drawn.name) for name, drawn in DRAWINGS.items()], label=_("Drawing")
    )
    tells = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("What it tells"),
        help_text=_("Read out to women who can't see it."),
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("It tells nothing that the text doesn't"),
        help_text=_("Then a reader of screens passes it over."),
    )

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError unless just one of the two is given."""
        result = super().clean(value)
        if not result["tells"] and not result["decorative"]:
            words = _("Say what the drawing tells, or tick that it tells nothing new.")
            raise blocks.StructBlockValidationError({"tells": ValidationError(words)})
        if result["tells"] and result["decorative"]:
            words = _("It has words and is marked as telling nothing new. Keep one of the two.")
            raise blocks.StructBlockValidationError({"decorative": ValidationError(words)})
        return result

    class Meta:
        icon = "image"
        label = _("Drawing")
        template = "core/blocks/drawing.html"


class FactsBlock(blocks.StructBlock):
    """What the program says of itself, made anew each time (core.facts)."""

    about = blocks.ChoiceBlock(choices=About.choices, label=_("About what"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"facts": facts_about(value["about"])}

    class Meta:
        icon = "tick-inverse"
        label = _("Facts from the program")
        template = "core/blocks/facts.html"


class BodyBlock(blocks.StreamBlock):
    """Headings, text, notes, drawings and facts: what a plain page needs."""

    heading = blocks.CharBlock(
        max_length=120, icon="title", label=_("Heading"), template="core/blocks/heading.html"
    )
    text = blocks.RichTextBlock(features=TEXT_FEATURES, icon="pilcrow", label=_("Text"))
    note = NoteBlock()
    drawing = DrawingBlock()
    facts = FactsBlock()
