"""Gives the public process's PostgreSQL role what it needs and nothing more (design §4, §11.2)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Table → what the public role may do with it. It can't read what it took.
INTAKE_RIGHTS = {
    "intake_intakekey": "SELECT",
    "intake_sealedresponse": "INSERT",
    "intake_sealedequality": "INSERT",
    "intake_sealedcontact": "INSERT",
    "intake_receiptslip": "INSERT, SELECT",
    "intake_receiptact": "INSERT, SELECT (receipt_hash, kind)",
    "intake_closedvisit": "INSERT, SELECT",
    "intake_draft": "INSERT, SELECT, DELETE",  # a draft opens with her six words alone
}
# What public pages are made of. No answers, no reading room, no people, no drafts.
PAGE_TABLES = (
    *("wagtailcore_page", "wagtailcore_site", "wagtailcore_locale", "wagtailcore_collection"),
    *("wagtailcore_pageviewrestriction", "django_content_type", "django_migrations"),
    *("core_area", "core_homepage", "core_informationpage", "core_helpline"),
    *("core_areaspage", "core_areapage", "core_newsindexpage", "core_newspage"),
    *("consultations_consultationindexpage", "consultations_consultationpage"),
    *("consultations_whathappenedpage", "consultations_outcome", "consultations_decision"),
    *("consultations_telling", "consultations_followup", "consultations_updatepage"),
    *("consultations_promise", "consultations_move", "consultations_pagechange"),
    *("consultations_paidintime", "consultations_bodyform", "consultations_panelanswer"),
    *("consultations_easyread", "consultations_easyline", "consultations_recording"),
    *("consultations_otherlanguage", "consultations_part"),
    *("consultations_largeprint", "consultations_translated"),
    "wagtailsearch_indexentry",  # looking for words: those of pages, no others are asked for
    *("feedback_form", "feedback_formquestion", "feedback_formversion"),
    *("feedback_question", "feedback_questionoption", "feedback_contactservice"),
)
# What the public puts in and can't read: bodies' answers, which are no woman's.
PUT_IN = ("consultations_bodyanswer",)


class Command(BaseCommand):
    help = "PostgreSQL: give a role the rights of the public process, on both databases."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("role", help="an existing role, such as alongside_public")

    def handle(self, *args: Any, **options: Any) -> None:
        role: str = options["role"]
        intake, default = connections["intake"], connections["default"]
        for connection in (intake, default):
            if connection.vendor != "postgresql":
                raise CommandError(
                    "Roles need PostgreSQL. With SQLite the public process can read its own file."
                )
        grant(intake, role, INTAKE_RIGHTS)
        rights = dict.fromkeys(PAGE_TABLES, "SELECT") | dict.fromkeys(PUT_IN, "INSERT")
        grant(default, role, rights)
        self.stdout.write(f"{role} may now serve the public surface, and read nothing it took.")


def grant(connection: BaseDatabaseWrapper, role: str, rights: dict[str, str]) -> None:
    """Take every right away, then give these, as one transaction."""
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        statements = [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name(role)}"]
        statements.append(f"GRANT USAGE ON SCHEMA public TO {name(role)}")
        statements += [
            f"GRANT {right} ON {name(table)} TO {name(role)}" for table, right in rights.items()
        ]
        cursor.execute(";".join(statements))
