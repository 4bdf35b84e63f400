"""What each staff role may do. The only place where role names and codenames meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    FACILITATOR = "facilitator", _("Facilitator")
    SECOND_CODER = "second_coder", _("Second coder")
    PANEL_COORDINATOR = "panel_coordinator", _("Panel coordinator")
    FINANCE = "finance", _("Finance")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


ENTER = "wagtailadmin.access_admin"
# Codenames are strings, so that lower apps can ask without importing this one.
ACTIONS: dict[str, frozenset[str]] = {
    Role.EDITOR: frozenset(
        {
            ENTER,
            "consultations.edit_consultations",
            "feedback.edit_forms",
            *(
                f"feedback.{verb}_{model}"
                for verb in ("add", "change", "delete", "view")
                for model in ("question", "form")
            ),
            *(f"core.{verb}_helpline" for verb in ("add", "change", "delete", "view")),
            "core.view_area",
        }
    ),
    Role.REVIEWER: frozenset({ENTER, "feedback.review_responses", "feedback.import_responses"}),
    Role.SAFEGUARDING_LEAD: frozenset(
        {ENTER, "feedback.review_responses", "feedback.decide_safeguarding"}
    ),
    Role.FACILITATOR: frozenset(
        {
            ENTER,
            "feedback.import_responses",
            "insights.code_responses",
            "insights.edit_codebooks",
            "insights.write_packs",
            "insights.sign_packs",
        }
    ),
    Role.SECOND_CODER: frozenset({ENTER, "insights.code_responses"}),
    Role.PANEL_COORDINATOR: frozenset({ENTER}),
    Role.FINANCE: frozenset({ENTER}),
    Role.AUDITOR: frozenset({ENTER, "accounts.read_audit"}),
    Role.ADMINISTRATOR: frozenset(
        {
            ENTER,
            "accounts.manage_roles",
            *(
                f"{label}.{verb}_{model}"
                for verb in ("add", "change", "delete", "view")
                for label, model in (
                    ("core", "area"),
                    ("core", "helpline"),
                    ("wagtailcore", "locale"),
                )
            ),
        }
    ),
}


def roles_that_may(action: str) -> list[str]:
    """Roles whose table holds the action's codename."""
    return [role for role, actions in ACTIONS.items() if action in actions]
