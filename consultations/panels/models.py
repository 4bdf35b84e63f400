"""A panel, the women on it, and who must not meet.

No row here leads to an anonymous response, and none of theirs to a row here (design §7): panels
relate to places and to people who log in, to nothing else. No model has revisions: what is
corrected or deleted is gone.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.panels.admin_forms import PanelForm
from consultations.panels.codesign.activities.models import Activity as Activity
from consultations.panels.codesign.activities.models import Ballot as Ballot
from consultations.panels.codesign.activities.models import Card as Card
from consultations.panels.codesign.activities.models import Group as Group
from consultations.panels.codesign.asks.models import Recommendation as Recommendation
from consultations.panels.codesign.asks.models import Signing as Signing
from consultations.panels.codesign.care.models import Report as Report
from consultations.panels.codesign.rooms.models import InRoom as InRoom
from consultations.panels.codesign.rooms.models import Room as Room
from consultations.panels.ids import random_id
from consultations.panels.pay.models import BenefitLimit as BenefitLimit
from consultations.panels.pay.models import Budget as Budget
from consultations.panels.pay.models import PayTerms as PayTerms
from consultations.panels.pay.models import RateCard as RateCard
from consultations.panels.pay.models import RateLine as RateLine
from consultations.panels.pay.owed import Advice as Advice
from consultations.panels.pay.owed import Custody as Custody
from consultations.panels.pay.owed import Expense as Expense
from consultations.panels.pay.owed import Fee as Fee
from consultations.panels.pay.paid import Payee as Payee
from consultations.panels.pay.paid import PaymentRun as PaymentRun
from consultations.panels.pay.paid import RunLine as RunLine
from consultations.panels.people.models import Agreement as Agreement
from consultations.panels.people.models import AgreementText as AgreementText
from consultations.panels.people.models import Message as Message
from consultations.panels.people.models import NewAddress as NewAddress
from consultations.panels.people.models import OneTimeCode as OneTimeCode
from consultations.panels.people.models import PersonalRecord as PersonalRecord
from consultations.panels.sessions.attending import AccessRequest as AccessRequest
from consultations.panels.sessions.attending import Attendance as Attendance
from consultations.panels.sessions.models import Session as Session
from consultations.panels.sessions.models import SessionText as SessionText
from consultations.panels.sessions.models import StepTaken as StepTaken
from consultations.promises.words import Words
from core.models import Area


class Panel(models.Model):
    """Women who co-design services of one area."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RECRUITING = "recruiting", _("Looking for members")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    class Level(models.TextChoices):
        """What is promised, honestly: the ladder of involvement, after Arnstein."""

        TOLD = "told", _("We tell you what we decide")
        ASKED = "asked", _("We ask you, and then we decide")
        INVOLVED = "involved", _("You work it out with us, and then we decide")
        SHARED = "shared", _("We decide together")
        LED = "led", _("You decide, and we help")

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_(
            "Members see it on their screens, and somebody may look over their shoulder. Choose "
            "words that say nothing of prison, court or probation."
        ),
    )
    purpose = models.TextField(_("what it is for"), max_length=1_000)
    purpose_cy = models.TextField(_("the same in Welsh"), max_length=1_000, blank=True)
    level = models.CharField(
        _("level of involvement that is promised"), max_length=10, choices=Level
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coordinator"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    safeguarding_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("safeguarding lead"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # A person to ring, and whom to tell when the panel itself is what is wrong.
    phone_person = models.CharField(_("who picks up the phone"), max_length=80)
    phone_number = models.CharField(_("telephone number"), max_length=40)
    phone_hours = models.CharField(_("when she picks up"), max_length=120)
    phone_hours_cy = models.CharField(_("the hours in Welsh"), max_length=120, blank=True)
    complaints_person = models.CharField(
        _("whom to tell when something is wrong with the panel"),
        max_length=80,
        help_text=_("Somebody other than the coordinator, who does not work for her."),
    )
    complaints_contact = models.CharField(
        _("how to reach that person"),
        max_length=200,
        help_text=_("A telephone number and an address: not every member has e-mail."),
    )
    complaints_contact_cy = models.CharField(_("the same in Welsh"), max_length=200, blank=True)
    term_starts = models.DateField(_("starts on"), null=True, blank=True)
    term_ends = models.DateField(_("ends on"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=12)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)

    base_form_class = PanelForm

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        verbose_name = _("panel")
        verbose_name_plural = _("panels")

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> Words:
        """What it is for, in the language of the page, where it is written in it."""
        return Words(self.purpose, self.purpose_cy)

    @property
    def hours(self) -> Words:
        """When somebody picks up."""
        return Words(self.phone_hours, self.phone_hours_cy)

    @property
    def complaints(self) -> Words:
        """How to reach the person to complain to."""
        return Words(self.complaints_contact, self.complaints_contact_cy)


# Who has left, in the language of whoever reads it: hers stands nowhere any more.
FORMER = _("A former member")


class PanelMember(models.Model):
    """A woman as her peers know her: by the name that she chose, and nothing else. Who left and
    didn't leave us that has none.

    `user` is how she logs in, and empty before she joins and after she leaves. Her real name and
    how to reach her stand in tables of their own (consultations.panels.people), so that who
    handles sessions doesn't come across them.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="panel_member",
        null=True,
        blank=True,
    )
    chosen_name = models.CharField(_("the name you want to be called"), max_length=60)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    panels = models.ManyToManyField(Panel, through="Membership", related_name="members")

    class Meta:
        ordering: ClassVar[list[str]] = ["chosen_name", "pk"]
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")

    def __str__(self) -> str:
        return self.chosen_name or str(FORMER)


class Membership(models.Model):
    """Her place on one panel. She keeps it through any break, and gives no reason for one."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        INTERESTED = "interested", _("Interested")
        BRIEFED = "briefed", _("Knows what it is about")
        AGREED = "agreed", _("Agreed")
        ACTIVE = "active", _("Active")
        ON_BREAK = "on_break", _("On a break")
        LEFT = "left", _("Left")
        ALUMNI = "alumni", _("Left, and stays in touch")

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.INVITED)
    since = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        ordering: ClassVar[list[str]] = ["panel", "member__chosen_name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "member"], name="one_place_on_a_panel")
        ]
        verbose_name = _("place on a panel")
        verbose_name_plural = _("places on panels")

    def __str__(self) -> str:
        return f"{self.member}: {self.panel}"


# On a panel and reachable: who may be asked to a session, and whose place counts as a seat.
HERE = (Membership.State.AGREED, Membership.State.ACTIVE)
SEATED = (*HERE, Membership.State.ON_BREAK)
GONE = (Membership.State.LEFT, Membership.State.ALUMNI)


class KeptApart(models.Model):
    """Two women who must not meet. No reason is kept: what isn't here can be shown to nobody.

    `first` has the smaller id, so that a pair stands here once.
    """

    first = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="kept_apart_in_order"
            ),
        ]
        verbose_name = _("women who must not meet")
        verbose_name_plural = _("women who must not meet")

    def __str__(self) -> str:
        return "two members who must not meet"
