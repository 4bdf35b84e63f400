"""Logs that say what broke and never who was there: no address, agent, path, body or value."""

import logging
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

# Loggers whose own messages carry a path, a host or a SQL parameter.
TALKATIVE = ("django.request", "django.security", "django.server", "django.db", "gunicorn")


class WithoutTraces(logging.Filter):
    """Replace the message of loggers that would write a path or a value; keep level and status."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(TALKATIVE):
            status = getattr(record, "status_code", "")
            record.msg = f"{record.name} {status}".strip()
            record.args = ()
        record.__dict__.pop("request", None)
        return True


class QuietFormatter(logging.Formatter):
    """One line a record. An exception gives its type and where it was raised, never its text."""

    def __init__(self) -> None:
        super().__init__("{levelname} {name}: {message}", style="{")

    def formatException(  # noqa: N802 (logging's own name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames[-6:]))
        return f"{kind.__name__ if kind else 'Error'} at {places}"


class QuietReporterFilter(SafeExceptionReporterFilter):
    """Show no setting, no request data and no local variable on an error page."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True


class QuietReporter(ExceptionReporter):
    """A report with nothing of the request or of local variables in it."""

    def get_traceback_data(self) -> dict[str, Any]:
        data: dict[str, Any] = super().get_traceback_data()
        for frame in data.get("frames", []):
            frame["vars"] = []
        data["request"] = None
        data["exception_value"] = ""
        return data
