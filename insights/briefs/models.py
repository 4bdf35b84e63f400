"""A panel brief while its words are still being found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BriefDraft(models.Model):
    """The words of a brief before it is given to panels: staff's own, no woman's.

    Quotes are places in the list of the pack's public edition, so that taking words back needs
    nothing here.
    """

    pack = models.OneToOneField(
        "insights.ReviewPack", on_delete=models.CASCADE, related_name="brief_draft"
    )
    # [{"key", "paragraphs": [str], "items": [str]}], in the order of insights.briefs.parts.
    parts = models.JSONField(_("parts"), default=list)
    asks = models.JSONField(_("what the panel is asked"), default=list)
    quotes = models.JSONField(_("places of quotes"), default=list)

    class Meta:
        verbose_name = _("draft of a panel brief")
        verbose_name_plural = _("drafts of panel briefs")

    def __str__(self) -> str:
        return f"brief of pack {self.pack_id}"
