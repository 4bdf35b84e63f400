"""Anonymity is in the schema: no table of the answering side can hold who, where or when (§4)."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, models

from feedback.sealing import random_id
from tests.house.allowed_columns import ALLOWED, RELATIONS

LABELS = ("feedback", "intake")
NEVER = (models.DateTimeField, models.TimeField, models.GenericIPAddressField)
NEVER_IN_DATABASE = {
    *("DateTimeField", "TimeField", "GenericIPAddressField", "IPAddressField", "DurationField"),
}
# Tables that a woman's own act or words stand in: their ids are random, never counted.
HERS = {
    *("feedback_response", "feedback_answer"),
    *("feedback_equalityanswer", "feedback_equalitytaken"),
}
OURS = [m for label in LABELS for m in apps.get_app_config(label).get_models(True)]


def columns(model: type[models.Model]) -> dict[str, str]:
    """Column → kind of each field that the table has."""
    return {
        str(field.column): type(field).__name__
        for field in model._meta.local_fields
        if field.column is not None
    }


def test_the_allow_list_is_the_schema() -> None:
    assert {model._meta.db_table: columns(model) for model in OURS} == ALLOWED


def test_relations_are_those_of_the_allow_list() -> None:
    found = {
        (f"{model._meta.db_table}.{field.column}", field.related_model._meta.db_table)
        for model in OURS
        for field in model._meta.local_fields
        if field.related_model is not None and not isinstance(field.related_model, str)
    }
    assert found == RELATIONS
    assert not [m for m in OURS if m._meta.local_many_to_many]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.db_table)
def test_no_field_is_finer_than_a_day(model: type[models.Model]) -> None:
    assert not [f.name for f in model._meta.local_fields if isinstance(f, NEVER)]


@pytest.mark.parametrize(
    "model",
    [m for m in OURS if m._meta.app_label == "intake" or m._meta.db_table in HERS],
    ids=lambda m: m._meta.db_table,
)
def test_no_id_is_counted(model: type[models.Model]) -> None:
    key = model._meta.pk
    assert key is not None
    counted = isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField)
    assert not counted or key.default is random_id


@pytest.mark.parametrize("table", sorted(ALLOWED))
def test_the_database_itself_has_these_columns_and_no_other(db: None, table: str) -> None:
    alias = "intake" if table.startswith("intake_") else "default"
    connection = connections[alias]
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        targets = _foreign_keys(connection, cursor, table)
    kinds = {c.name: connection.introspection.get_field_type(c.type_code, c) for c in described}
    assert set(kinds) == set(ALLOWED[table])
    assert not set(_plain(kinds.values())) & NEVER_IN_DATABASE
    assert targets == {(column, to) for column, to in RELATIONS if column.startswith(f"{table}.")}


def _plain(kinds: Any) -> list[str]:
    return [kind[0] if isinstance(kind, tuple) else kind for kind in kinds]


def _foreign_keys(connection: Any, cursor: Any, table: str) -> set[tuple[str, str]]:
    constraints = connection.introspection.get_constraints(cursor, table).values()
    return {
        (f"{table}.{column}", constraint["foreign_key"][0])
        for constraint in constraints
        if constraint["foreign_key"]
        for column in constraint["columns"]
    }


def test_no_other_table_of_the_answering_side_exists(db: None) -> None:
    found = {
        table
        for alias in ("default", "intake")
        for table in connections[alias].introspection.table_names()
        if table.startswith(LABELS)
    }
    assert found == set(ALLOWED)


def test_weeks_are_the_only_dates_beside_her_words() -> None:
    dates = {
        f"{model._meta.db_table}.{field.column}"
        for model in OURS
        for field in model._meta.local_fields
        if isinstance(field, models.DateField)
    }
    about_our_own_work = {
        "feedback_formversion.published_on",
        "feedback_formversion.replaced_on",
        "intake_intakekey.made_on",
        "intake_intakekey.retired_on",
    }
    months = {"feedback_equalityanswer.month", "intake_sealedequality.month"}  # coarser still
    assert {d for d in dates if not d.endswith(".week")} == about_our_own_work | months


def test_her_words_are_in_no_search_index() -> None:
    from wagtail.search.index import Indexed

    hers = [m for m in OURS if m._meta.app_label == "intake" or m._meta.db_table in HERS]
    assert not [m for m in hers if issubclass(m, Indexed)]


def test_stored_weeks_are_mondays(response: Any, form: Any) -> None:
    stored = response(form())
    assert stored.week.weekday() == 0
    assert type(stored.week) is datetime.date
