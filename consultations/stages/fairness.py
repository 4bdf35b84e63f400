"""What a fair consultation says of itself: Gunning's four rules, as fields of its page."""

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, Panel

from core.models import BasePage
from core.written import has_a_word, is_reference


class Involvement(models.TextChoices):
    """How much women's words can change."""

    INFORM = "inform", _("Inform: we tell what will happen")
    CONSULT = "consult", _("Consult: we ask, we decide, we say why")
    INVOLVE = "involve", _("Involve: we plan it with women, and decide")
    CO_PRODUCE = "co_produce", _("Co-produce: women and services decide together")


# The same in words that nobody can read too much into.
PROMISES: dict[str, LazyText] = {
    Involvement.INFORM: _(
        "We tell you what will happen. It is decided, and what you say will not change it. It "
        "helps us to explain it well."
    ),
    Involvement.CONSULT: _(
        "We ask you before we decide. We decide, and we may not do what you ask. We will tell you "
        "what we did, and why."
    ),
    Involvement.INVOLVE: _(
        "We plan this with women, from now to the end. What you say goes into each draft. We "
        "decide in the end, and tell you why."
    ),
    Involvement.CO_PRODUCE: _(
        "Women who have been there and services decide this together. What you say goes to all "
        "who decide."
    ),
}


class Setting(models.TextChoices):
    """Where women are asked. Prison and probation ask for an approval first."""

    COMMUNITY = "community", _("Outside prison, not through probation")
    PROBATION = "probation", _("Through probation too")
    CUSTODY = "custody", _("In prison too")
    BOTH = "both", _("In prison and through probation too")


class Route(models.TextChoices):
    """Ways in which a woman can answer."""

    WEB = "web", _("On her own phone or computer")
    KIOSK = "kiosk", _("On a shared device in a centre")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By telephone")
    HELPED = "helped", _("Somebody writes for her")
    GROUP = "group", _("In a group")


OFFLINE = {Route.PAPER, Route.PHONE, Route.HELPED, Route.GROUP}


class AskedFairly(BasePage):
    """All may be empty in a draft: gates.ours say what is missing before it may open."""

    open_to_change = models.TextField(
        _("what is still open to change"),
        max_length=600,
        blank=True,
        help_text=_("Women read this. If nothing can change any more, don't ask."),
    )
    reasons = models.TextField(
        _("what is planned, why, and the choices there are"),
        max_length=1000,
        blank=True,
        help_text=_("Women read this. Enough for an answer: the plan, its reasons, other ways."),
    )
    involvement = models.CharField(
        _("what we promise"), max_length=12, choices=Involvement, blank=True
    )
    routes = models.JSONField(_("how women can answer"), default=list, blank=True)
    setting = models.CharField(
        _("where women are asked"), max_length=12, choices=Setting, blank=True
    )
    short_because = models.CharField(
        _("why fewer than 28 days are enough"), max_length=300, blank=True
    )
    approval_reference = models.CharField(
        _("approval reference"),
        max_length=60,
        blank=True,
        help_text=_("Of HMPPS's National Research Committee, or of whoever approves it there."),
    )
    not_research_by = models.CharField(
        _("or: who decided that this is service feedback, not research"),
        max_length=120,
        blank=True,
    )
    not_research_on = models.DateField(_("decided on"), null=True, blank=True)
    no_welsh_because = models.CharField(_("why there is no Welsh"), max_length=300, blank=True)
    considered = models.TextField(
        _("how what women said was considered"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Women read this beside the decisions: who read it, when and where it was talked "
            "through, and what was weighed against it. Needed before the outcome is published."
        ),
    )

    # The same in every language, and for staff: set on the English page.
    FOR_EVERY_LANGUAGE = (
        *("involvement", "routes", "setting", "short_because"),
        *("approval_reference", "not_research_by", "not_research_on", "no_welsh_because"),
    )
    # What is in words of a language, and can't be taken away once women have been asked.
    IN_WORDS = ("open_to_change", "reasons")

    class Meta:
        abstract = True

    @property
    def needs_approval(self) -> bool:
        return self.setting in (Setting.PROBATION, Setting.CUSTODY, Setting.BOTH)

    @property
    def has_approval(self) -> bool:
        """An approval, or a decision with a name and a day that none is needed. A decision that is
        still to come is none."""
        day = self.not_research_on
        was_decided = bool(day and day <= timezone.localdate())
        by_somebody = has_a_word(self.not_research_by)
        return is_reference(self.approval_reference) or (was_decided and by_somebody)

    @property
    def may_ask_in_prison(self) -> bool:
        """Whether women in prison are asked, and somebody approved it."""
        return self.setting in (Setting.CUSTODY, Setting.BOTH) and self.has_approval


class RoutesField(forms.MultipleChoiceField):
    """Ticks, stored as a list."""

    def __init__(self) -> None:
        super().__init__(
            label=_("How women can answer"),
            choices=Route.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("At least one that needs no internet."),
        )


WHERE = HelpPanel(template="consultations/admin/_where_panel.html")
PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("open_to_change"),
            FieldPanel("reasons"),
            FieldPanel("involvement"),
            FieldPanel("routes"),
        ],
        heading=_("Asked fairly"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("setting"),
            FieldPanel("approval_reference"),
            FieldRowPanel([FieldPanel("not_research_by"), FieldPanel("not_research_on")]),
            FieldPanel("short_because"),
            FieldPanel("no_welsh_because"),
        ],
        heading=_("Checked by staff, not shown"),
    ),
    FieldPanel("considered"),
]
