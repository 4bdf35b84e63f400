"""What was brought in, and which column answers what. Staff and times stand here, no words."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models import Form


class ImportMapping(models.Model):
    """The columns that a person chose for files with one header, offered again next time.

    `choices` names a cell's words by a keyed mark: the words themselves are not kept.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+")
    header_mark = models.CharField(max_length=64)
    targets = models.JSONField(_("columns"), default=dict)
    choices = models.JSONField(_("choices"), default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form", "header_mark"], name="one_import_mapping")
        ]
        verbose_name = _("mapping of columns")

    def __str__(self) -> str:
        return f"columns for {self.form}"


class ImportRecord(models.Model):
    """One import: where the file came from, who brought it in, when, and what became of it.

    Nothing leads from here to a response, nor back.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(_("when"))
    # empty: by command, where nobody logs in
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(_("where it came from"), max_length=120)
    tool = models.CharField(_("tool"), max_length=40, blank=True)
    kind = models.CharField(_("kind of file"), max_length=4)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64, db_index=True)
    new = models.PositiveIntegerField(_("new responses"))
    before = models.PositiveIntegerField(_("imported before"))
    empty = models.PositiveIntegerField(_("rows without an answer"))
    left_out = models.JSONField(_("columns left out"), default=list)
    removed_by = models.CharField(_("details taken out by"), max_length=120, blank=True)
    uses = models.JSONField(_("uses that women allowed"), default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-imported_at", "-pk"]
        verbose_name = _("import")

    def __str__(self) -> str:
        return f"import into {self.form}"
