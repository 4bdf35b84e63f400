"""Questions that bodies are asked: written, or with choices. English, and Welsh beside it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LONGEST_QUESTION = 300


def _words(label: object, *, required: bool = False, most: int = LONGEST_QUESTION) -> object:
    return blocks.CharBlock(label=label, required=required, max_length=most)


class WrittenBlock(blocks.StructBlock):
    """A question that is answered in words."""

    text = _words(_("Question"), required=True)
    text_cy = _words(_("The same in Welsh"))
    hint = _words(_("Hint"))
    hint_cy = _words(_("The hint in Welsh"))

    class Meta:
        icon = "edit"
        label = _("Answered in words")


class OptionBlock(blocks.StructBlock):
    """One answer that may be chosen."""

    text = _words(_("Answer"), required=True, most=120)
    text_cy = _words(_("The same in Welsh"), most=120)

    class Meta:
        label = _("Answer")


class ChoiceBlock(blocks.StructBlock):
    """A question with answers to choose from, one of them."""

    text = _words(_("Question"), required=True)
    text_cy = _words(_("The same in Welsh"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=12, label=_("Answers"))

    class Meta:
        icon = "list-ul"
        label = _("One answer of several")


class QuestionsBlock(blocks.StreamBlock):
    """The questionnaire: short, for people who answer at work."""

    written = WrittenBlock()
    choice = ChoiceBlock()

    class Meta:
        max_num = 12
