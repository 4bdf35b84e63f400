"""Who is on duty for an area's reading room, what was promised, and whether anybody reads."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Area


class RoomRules(models.Model):
    """What an area has agreed for its reading room. An area without a row has the defaults."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="room_rules")
    most_a_day = models.PositiveSmallIntegerField(
        _("responses that one reader may open in a day"),
        default=40,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("After that she is asked to stop. The lead may open urgent ones all the same."),
    )
    urgent_hours = models.PositiveSmallIntegerField(
        _("working hours within which the lead looks at an urgent case"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text=_("Working hours are 9 to 5, Monday to Friday, without bank holidays."),
    )
    debrief = models.TextField(
        _("what readers see after hard words"),
        max_length=2000,
        blank=True,
        help_text=_("What helps, and whom to talk to. Empty: our own words."),
    )

    class Meta:
        verbose_name = _("rules of a reading room")

    def __str__(self) -> str:
        return f"rules of {self.area}"


class LeadPeriod(models.Model):
    """From when to when a person leads an area's safeguarding, or stands in for who does."""

    class Part(models.TextChoices):
        LEADS = "leads", _("leads")
        STANDS_IN = "stands_in", _("stands in")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="lead_periods")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="lead_periods",
        verbose_name=_("who"),
    )
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.LEADS)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(
        _("until, that day included"),
        null=True,
        blank=True,
        help_text=_("Empty: until somebody changes it. Standing in needs a last day."),
    )
    reach = models.CharField(
        _("how colleagues reach her"),
        max_length=120,
        help_text=_("An inside number, a room, a duty phone. Shown to readers of this area."),
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["first_day", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("first_day")),
                name="lead_period_ends_after_it_begins",
            )
        ]
        verbose_name = _("safeguarding lead of an area")

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()}"


class ReadingClock(models.Model):
    """Since when nobody has read in an area while something waits. One row an area."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reading clock")

    def __str__(self) -> str:
        return f"reading clock of {self.area_id}"


class Alarm(models.Model):
    """A promise that an area has not kept: when that was noticed, and when it was put right."""

    class Kind(models.TextChoices):
        UNREAD = "unread", _("Nobody has read for a working day")
        URGENT = "urgent", _("A case has waited too long for the lead")
        DANGER = "danger", _("A woman who asked to be contacted may be in danger")
        CONTACT = "contact", _("A request for contact has waited for a working day")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    mailed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-kind", "raised_at"]  # urgent first
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area", "kind"], condition=Q(ended_at=None), name="one_open_alarm"
            )
        ]
        verbose_name = _("alarm of a reading room")

    def __str__(self) -> str:
        return self.get_kind_display()


# Alarms about requests for contact. They are for those who pass requests on, not for readers.
CONTACT_ALARMS = (Alarm.Kind.DANGER, Alarm.Kind.CONTACT)


class LastSweep(models.Model):
    """When the sweep last went through. One row."""

    at = models.DateTimeField()

    class Meta:
        verbose_name = _("last sweep")

    def __str__(self) -> str:
        return f"last sweep {self.at}"
