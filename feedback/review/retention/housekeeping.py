"""What the frameworks keep: logins, results of tasks, Wagtail's history and older drafts.

None of it should hold a woman's words. It goes all the same: labels, arguments and tracebacks are
written by code that isn't ours (trap 6, trap 8).
"""

from datetime import date
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, WorkflowState

from feedback.review.retention.kinds import BY_NAME

UNDER_WAY = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def count_sessions(today: date) -> int:
    """Logins that have ended."""
    return _ended_sessions().count()


def delete_sessions(today: date) -> int:
    """Delete logins that have ended."""
    return int(_ended_sessions().delete()[0])


def _ended_sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=timezone.now())


def count_tasks(today: date) -> int:
    """Tasks that ended long enough ago."""
    return int(_ended_tasks(today).count())


def delete_tasks(today: date) -> int:
    """Delete what is left of tasks that ended."""
    return int(_ended_tasks(today).delete()[0])


def _ended_tasks(today: date) -> Any:
    return DBTaskResult.objects.filter(finished_at__date__lt=BY_NAME["tasks"].limit(today))


def count_history(today: date) -> int:
    """Log lines and drafts that are old enough."""
    return sum(lines.count() for lines in _lines(today)) + len(_old_drafts(today))


def delete_history(today: date) -> int:
    """Delete them; a draft that something else needs stays."""
    deleted = sum(int(lines.delete()[0]) for lines in _lines(today))
    for draft in _old_drafts(today):
        try:
            draft.delete()
            deleted += 1
        except ProtectedError:
            continue
    return deleted


def _lines(today: date) -> list[Any]:
    limit = BY_NAME["history"].limit(today)
    return [
        model.objects.filter(timestamp__date__lt=limit) for model in (PageLogEntry, ModelLogEntry)
    ]


def _old_drafts(today: date) -> list[Any]:
    """Not the latest, none that is to be published, none in a workflow."""
    old = Revision.objects.filter(created_at__date__lt=BY_NAME["history"].limit(today))
    old = old.filter(approved_go_live_at=None).exclude(
        Q(task_states__workflow_state__status__in=UNDER_WAY)
    )
    return [draft for draft in old.iterator() if not draft.is_latest_revision()]
