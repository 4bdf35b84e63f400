"""What the page of an area is made of: partners, and services by where in her journey she is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.journey import JourneyStage


class ReachBlock(blocks.StructBlock):
    """Somebody who can be reached: a name, what they do, a number, a page of their own."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    about = blocks.TextBlock(
        max_length=400,
        label=_("What they do"),
        help_text=_("One or two short sentences, as you would say it to her."),
    )
    number = blocks.CharBlock(required=False, max_length=60, label=_("Telephone number"))
    web = blocks.URLBlock(
        required=False, label=_("Web address"), help_text=_("Leads away from this site.")
    )


class PartnerBlock(ReachBlock):
    """A service or a body that takes part in the Whole Systems Approach of the area."""

    class Meta:
        icon = "group"
        label = _("Partner")


class ServiceBlock(ReachBlock):
    """Help that a woman can ask for there, at one or more stages of her journey."""

    stages = blocks.MultipleChoiceBlock(
        choices=JourneyStage.choices,
        label=_("Where in her journey"),
        help_text=_("It is named under each stage that you choose."),
    )
    ask = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("How to get it"),
        help_text=_("Such as: ring yourself, or ask your solicitor."),
    )

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError where nothing says how to reach it."""
        result = super().clean(value)
        if not (result["number"] or result["web"] or result["ask"]):
            words = _("Say how to get it, or give a number or a web address.")
            raise blocks.StructBlockValidationError({"ask": ValidationError(words)})
        return result

    class Meta:
        icon = "help"
        label = _("Service")
