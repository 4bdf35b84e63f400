"""The wall between panels and anonymous words, in the schema: neither side leads to the other.

Imports are import-linter's (pyproject.toml); cookies are in tests/consultations/panels; what an
attacker makes of the rows is in tests/resilience/test_linkage.py.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Field

from consultations.panels.ids import random_id

FEEDBACK = {"feedback", "intake", "review", "insights", "consultations"}
PANELS = list(apps.get_app_config("panels").get_models(True))
OTHERS = [m for label in FEEDBACK for m in apps.get_app_config(label).get_models(True)]
# Where panels lead, outside themselves: a place, people who log in, and the frozen brief that was
# written for them (decision 0059).
LEADS_TO = {"core_area", "accounts_user", "consultations_brief"}


def relations(model: type[models.Model]) -> set[str]:
    """Tables that a model's own fields lead to; many-to-many tables too."""
    own: list[Any] = [*model._meta.local_fields, *model._meta.local_many_to_many]
    targets: list[Any] = [f.related_model for f in own if isinstance(f, Field) and f.is_relation]
    return {str(target._meta.db_table) for target in targets}


@pytest.mark.parametrize("model", PANELS, ids=lambda m: m._meta.db_table)
def test_panels_lead_to_places_and_people_alone(model: type[models.Model]) -> None:
    assert {t for t in relations(model) if not t.startswith("panels_")} <= LEADS_TO


@pytest.mark.parametrize("model", PANELS, ids=lambda m: m._meta.db_table)
def test_no_loose_tie_either(model: type[models.Model]) -> None:
    """No name of the other side on a column, and no key that could be to anything."""
    names = {str(field.column) for field in model._meta.local_fields}
    loose = {"object_id", "content_type_id", "response_id", "receipt_hash", "visit_hash"}
    assert not names & (loose | {"intake_hash", "receipt", "visit", "invite_code"})


def test_nothing_leads_to_panels() -> None:
    assert len(OTHERS) > 50
    tables = {model._meta.db_table for model in PANELS}
    assert not [m for m in OTHERS if relations(m) & tables]
    assert not [r for m in PANELS for r in m._meta.related_objects if r.related_model in OTHERS]


def test_the_database_itself_says_so(db: None) -> None:
    ties = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for tie in connection.introspection.get_constraints(cursor, table).values():
                if tie["foreign_key"]:
                    ties.add((table.split("_")[0], tie["foreign_key"][0]))
    assert {to for home, to in ties if home == "panels" and not to.startswith("panels_")} == (
        LEADS_TO
    )
    assert {home for home, to in ties if to.startswith("panels_")} == {"panels"}


def test_members_and_what_hangs_on_them_have_random_ids() -> None:
    hers = {"panelmember", "personalrecord", "onetimecode", "message"}
    hers |= {"inroom", "card", "ballot", "signing", "report"}
    assert {m._meta.model_name for m in PANELS if m._meta.pk.default is random_id} >= hers


def test_the_public_process_does_not_know_panels() -> None:
    from tests.house.paths import ROOT

    settings = (ROOT / "site/config/settings/base.py").read_text()
    assert '[] if PUBLIC_ONLY else ["consultations.panels"' in settings
    grants = (ROOT / "feedback/management/commands/grant_public_role.py").read_text()
    assert "panels" not in grants
