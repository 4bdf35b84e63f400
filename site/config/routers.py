"""Which database a model lives in."""

from typing import Any

from django.db.models import Model

INTAKE_APP = "intake"


class IntakeRouter:
    """Intake tables, and nothing else, live in the intake database (design §4)."""

    def _database(self, app_label: str) -> str:
        return "intake" if app_label == INTAKE_APP else "default"

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return self._database(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return self._database(model._meta.app_label)

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool:
        return self._database(obj1._meta.app_label) == self._database(obj2._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == self._database(app_label)
