"""What everyone had read on the page of a consultation, and what it says now: the old stays to be
seen."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

PAGE = "consultations.ConsultationPage"


class PageChange(models.Model):
    """A day, or what was promised, became another. A day of the reply that moves once it has opened
    is none of these: that is a promise (promises.models.Move). Before it opens there may be no
    reason."""

    class About(models.TextChoices):
        OPENS = "opens_on", _("opening day")
        CLOSES = "closes_on", _("closing day")
        REPLY = "reply_by", _("day of the reply")
        BODIES_OPEN = "bodies_opens_on", _("opening day for organisations")
        BODIES_CLOSE = "bodies_closes_on", _("closing day for organisations")
        INVOLVEMENT = "involvement", _("what we promise")
        # Words, by the names of their fields on the page.
        PURPOSE = "purpose", _("what this is about")
        CAN_CHANGE = "open_to_change", _("what is still open to change")
        REASONS = "reasons", _("what is planned, and why")
        WHO_READS = "who_reads", _("who reads the answers")

    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="page_changes")
    about = models.CharField(_("about what"), max_length=20, choices=About)
    # Of a day.
    was = models.DateField(_("the day before"), null=True)
    now = models.DateField(_("the new day"), null=True)
    # Of what was promised: its words, or the level of involvement, before this. English words that
    # stayed as they were aren't repeated, where the Welsh alone was changed.
    said = models.TextField(_("what was said before"), blank=True)
    said_cy = models.TextField(_("the same in Welsh"), blank=True)
    moved_on = models.DateField(_("changed on"))
    because = models.CharField(_("because"), max_length=300, blank=True)
    because_cy = models.CharField(_("the same in Welsh"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["moved_on", "pk"]
        verbose_name = _("change of what everyone read")
        verbose_name_plural = _("changes of what everyone read")

    def __str__(self) -> str:
        return f"{self.get_about_display()}, {self.moved_on}"


ABOUT_DAYS = (PageChange.About.OPENS, PageChange.About.CLOSES, PageChange.About.REPLY)
OF_WORDS = (
    *(PageChange.About.PURPOSE, PageChange.About.CAN_CHANGE),
    *(PageChange.About.REASONS, PageChange.About.WHO_READS),
)
OF_BODIES = (PageChange.About.BODIES_OPEN, PageChange.About.BODIES_CLOSE)
