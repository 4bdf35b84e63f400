"""StreamField blocks that an editor may use in the body of a page. No raw HTML, no embeds."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "link", "ol", "ul"]


class NoteBlock(blocks.StructBlock):
    """A quiet panel beside the text."""

    heading = blocks.CharBlock(required=False, max_length=120)
    text = blocks.RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "core/blocks/note.html"


class BodyBlock(blocks.StreamBlock):
    """Headings, text and notes: what a plain page needs."""

    heading = blocks.CharBlock(
        max_length=120, icon="title", label=_("Heading"), template="core/blocks/heading.html"
    )
    text = blocks.RichTextBlock(features=TEXT_FEATURES, icon="pilcrow", label=_("Text"))
    note = NoteBlock()
