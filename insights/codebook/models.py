"""What a theme is called in an area, and every change that people made to a codebook."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Area


class ThemeName(models.Model):
    """What an area calls a theme. Codes and counts stay those of the one codebook."""

    theme = models.ForeignKey("insights.Theme", on_delete=models.CASCADE, related_name="names")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    name_cy = models.CharField(_("name in Welsh"), max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["theme", "area"], name="one_theme_name")
        ]
        verbose_name = _("name of a theme in an area")

    def __str__(self) -> str:
        return self.name


class CodebookChange(models.Model):
    """One change of a codebook, with what is needed to undo it. Append-only but for the undoing."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Theme added")
        EDITED = "edited", _("Theme changed")
        MOVED = "moved", _("Theme moved")
        MERGED = "merged", _("Theme merged")
        SPLIT = "split", _("Theme split")
        RETIRED = "retired", _("Theme retired")
        RESTORED = "restored", _("Theme taken back into use")
        NAMED = "named", _("Theme named for an area")

    codebook = models.ForeignKey(
        "insights.Codebook", on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    theme = models.ForeignKey("insights.Theme", on_delete=models.CASCADE, related_name="changes")
    why = models.CharField(_("why"), max_length=300, blank=True)
    version_before = models.CharField(max_length=20)
    version_after = models.CharField(max_length=20)
    # Fields of themes before and after, {"theme id": {"name": […, …]}} (of a name in an area
    # {"theme id@area id": …}), and ids of codings that were moved or no longer count
    # (insights.codebook.codings), and of summaries that went along (insights.framework.remapping).
    # Ids of responses never stand here, nor words: a coding and a summary go with hers.
    themes = models.JSONField(default=dict)
    codings = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_on = models.DateField(null=True)
    version_undone = models.CharField(max_length=20, blank=True)  # of the codebook, by undoing it

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("change of a codebook")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.version_after}"
