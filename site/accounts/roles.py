"""What each staff role may do. The only place where role names and codenames meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    CENTRE_WORKER = "centre_worker", _("Centre worker")
    FACILITATOR = "facilitator", _("Facilitator")
    SECOND_CODER = "second_coder", _("Second coder")
    CONTACT_WORKER = "contact_worker", _("Contact worker")
    PANEL_COORDINATOR = "panel_coordinator", _("Panel coordinator")
    FINANCE = "finance", _("Finance")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


ENTER = "wagtailadmin.access_admin"
OTHER_DOORS = ("feedback.print_paper", "feedback.key_in")  # paper, telephone, writing for her
# Codenames are strings, so that lower apps can ask without importing this one.
ACTIONS: dict[str, frozenset[str]] = {
    Role.EDITOR: frozenset(
        {
            ENTER,
            "consultations.edit_consultations",
            "wagtail_localize.submit_translation",  # a page into Welsh
            *(f"consultations.{verb}_bodyform" for verb in ("add", "change", "view")),
            "consultations.read_bodies",
            "feedback.edit_forms",
            "feedback.use_shared_device",
            "feedback.print_paper",
            *(
                f"feedback.{verb}_{model}"
                for verb in ("add", "change", "delete", "view")
                for model in ("question", "form", "contactservice")
            ),
            *(f"core.{verb}_helpline" for verb in ("add", "change", "delete", "view")),
            "core.view_area",
        }
    ),
    Role.REVIEWER: frozenset(
        {
            ENTER,
            "feedback.review_responses",
            "feedback.import_responses",
            "feedback.use_shared_device",
            "feedback.write_replies",
            *OTHER_DOORS,
        }
    ),
    Role.CENTRE_WORKER: frozenset({ENTER, "feedback.use_shared_device", *OTHER_DOORS}),
    Role.SAFEGUARDING_LEAD: frozenset(
        {
            ENTER,
            "feedback.review_responses",
            "feedback.decide_safeguarding",
            "feedback.write_replies",
            "feedback.handle_contacts",
        }
    ),
    Role.FACILITATOR: frozenset(
        {
            ENTER,
            "consultations.lead_consultations",
            "feedback.import_responses",
            "feedback.use_shared_device",
            "feedback.export_responses",
            "feedback.write_replies",
            "feedback.add_notes",
            "feedback.make_invites",
            *OTHER_DOORS,
            "consultations.read_bodies",
            "consultations.export_bodies",
            "insights.code_responses",
            "insights.check_coding",
            "insights.edit_codebooks",
            "insights.write_packs",
            "insights.sign_packs",
            "insights.read_equality_counts",
        }
    ),
    Role.SECOND_CODER: frozenset({ENTER, "insights.code_responses"}),
    Role.CONTACT_WORKER: frozenset({ENTER, "feedback.handle_contacts"}),
    Role.PANEL_COORDINATOR: frozenset(
        {
            ENTER,
            "panels.coordinate_panels",
            "panels.see_real_names",
            "panels.approve_pay",
            *(f"panels.{verb}_panel" for verb in ("add", "change", "view")),
        }
    ),
    Role.FINANCE: frozenset(
        {ENTER, "panels.see_real_names", "panels.approve_pay", "panels.run_payments"}
    ),
    Role.AUDITOR: frozenset({ENTER, "accounts.read_audit", "feedback.read_certificates"}),
    Role.ADMINISTRATOR: frozenset(
        {
            ENTER,
            "accounts.manage_roles",
            "core.see_day_one",
            "feedback.set_up_reading_room",
            "core.edit_national_helplines",
            "feedback.manage_retention",
            "feedback.read_certificates",
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


# Roles that an administrator may take for an hour or two, to see what is not hers (decision 0045).
# Not: who checks her (auditor, second coder), who knows members by their real names (coordinator,
# finance): a colleague stands in for them by a role of her own. Nor who shows nothing private.
LENT = "lent:"
LENDABLE = (
    Role.REVIEWER,
    Role.SAFEGUARDING_LEAD,
    Role.FACILITATOR,
    Role.CONTACT_WORKER,
)
# What a lent role never does: nothing leaves by it, and nothing is signed by it.
NOT_LENT = frozenset(
    {
        "insights.sign_packs",
        "feedback.export_responses",
        "feedback.import_responses",
        "consultations.export_bodies",
        "consultations.lead_consultations",
        "panels.approve_pay",
    }
)


def roles_that_may(action: str) -> list[str]:
    """Roles whose table holds the action's codename; those that are lent too, as "lent:…"."""
    held = [role for role, actions in ACTIONS.items() if action in actions]
    lendable = held if action not in NOT_LENT else []
    return held + [f"{LENT}{role}" for role in lendable if role in LENDABLE]
