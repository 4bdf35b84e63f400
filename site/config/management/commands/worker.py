"""The staff side's worker: daily chores and the queue of slow tasks, in one process."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django_tasks_db.management.commands.db_worker import Worker

from config.chores import run_due_chores

TICK_SECONDS = 5


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
    """Work through what is queued, then return."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="slow",
        startup_delay=False,
        max_tasks=None,
        worker_id="alongside-worker",
        excluded_queue_names=[],
    ).run()
