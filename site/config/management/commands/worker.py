"""The staff side's worker: daily chores and the queue of slow tasks, in one process."""

import fcntl
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config.chores import run_due_chores
from insights.packs.making import mend_makings
from insights.services.runs import mend_runs

TICK_SECONDS = 5
MOST_BEGINNINGS = 3
LONGEST_TASK = timedelta(days=1)
BACKEND = "slow"
logger = logging.getLogger("alongside.worker")


class LeftBehind(RuntimeError):
    """The worker of a task ended in the middle of it, each time that it was begun."""


class Command(BaseCommand):
    help = "Run due chores (sweep, scheduled pages) and queued tasks until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: stop.set())
        while True:
            run_due_chores()
            run_queue()
            if options["once"] or stop.wait(TICK_SECONDS):
                return


def run_queue() -> None:
    """Work through what is queued, then return. Where another worker of this machine is at it,
    leave it to that one. A database that can't be reached ends no worker: the next turn tries."""
    try:
        with at_the_queue() as alone:
            if alone:
                close_old_connections()
                queue_again_what_was_left()
                mend_runs()
                mend_makings()
                work()
    except Error as error:
        logger.error("The queue can't be worked on now: %s.", type(error).__name__)


@contextmanager
def at_the_queue() -> Iterator[bool]:
    """Whether this is the one worker at the queue. The lock goes with its process."""
    path = Path(settings.DATA_DIR) / "worker.lock"
    lock = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)


def name() -> str:
    """What this machine's worker writes onto tasks that it begins."""
    return f"alongside-worker {socket.gethostname()}"[:64]


def queue_again_what_was_left() -> None:
    """Tasks whose worker was killed stay RUNNING, and nobody else looks at them (trap 6). Alone at
    the queue, those of this machine are such, and so are those of any other after a day."""
    long_ago = timezone.now() - LONGEST_TASK
    running = DBTaskResult.objects.running().filter(backend_name=BACKEND)
    for task in running.order_by("started_at"):
        if task.worker_ids[-1:] == [name()] or task.started_at < long_ago:
            _queue_again(task)


def _queue_again(task: DBTaskResult[..., Any]) -> None:
    if len(task.worker_ids) >= MOST_BEGINNINGS:
        task.set_failed(LeftBehind(f"Begun {MOST_BEGINNINGS} times and never ended."))
        return
    DBTaskResult.objects.filter(pk=task.pk, status=task.status).update(
        status="READY", started_at=None
    )


def work() -> None:
    """Run queued tasks until there is none."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=name(),
        excluded_queue_names=[],
    ).run()
