"""Who can get in touch with a woman who asks for it: services of an area, each named to her."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import Area
from feedback.contact.admin_forms import ServiceForm


class ContactService(models.Model):
    """A service that has agreed to ring or write to women who ask for it (design §11.19)."""

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name, as women know it"), max_length=80)
    about = models.CharField(_("what it can help with"), max_length=200)
    about_cy = models.CharField(_("the same in Welsh"), max_length=200, blank=True)
    answers = models.CharField(
        _("when they try to reach her"),
        max_length=120,
        help_text=_("Such as “within three working days”. Promise only what they have agreed to."),
    )
    answers_cy = models.CharField(_("the same in Welsh"), max_length=120, blank=True)
    is_offered = models.BooleanField(
        _("offered to women now"),
        default=True,
        help_text=_("Untick it when the service can’t take anybody for a while."),
    )

    base_form_class = ServiceForm

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "name"]
        verbose_name = _("service that contacts women")
        verbose_name_plural = _("services that contact women")

    def __str__(self) -> str:
        return self.name

    @property
    def local_about(self) -> str:
        """What it helps with, in the language of the page."""
        return self.about_cy if get_language() == "cy" and self.about_cy else self.about

    @property
    def local_answers(self) -> str:
        """When they try to reach her, in the language of the page."""
        return self.answers_cy if get_language() == "cy" and self.answers_cy else self.answers
