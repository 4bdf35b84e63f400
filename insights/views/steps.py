"""The last steps on the bench, so that they can be undone: kept with her login, as ids alone."""

from typing import Any, NamedTuple

from django.http import HttpRequest

from insights.services.undoing import State

KEY, MOST = "bench_steps", 20


class Step(NamedTuple):
    """What stood before and after something that she did to a response."""

    response: int
    before: State
    after: State


def note_step(request: HttpRequest, step: Step) -> None:
    """Keep a step, unless nothing changed by it."""
    if step.before != step.after:
        request.session[KEY] = [*_kept(request), list(step)][-MOST:]


def last_step(request: HttpRequest, response: int) -> Step | None:
    """The last step on this response that is not undone yet."""
    return next((Step(*row) for row in reversed(_kept(request)) if row[0] == response), None)


def drop_step(request: HttpRequest, step: Step) -> None:
    """It is undone, or can't be any more."""
    request.session[KEY] = [row for row in _kept(request) if Step(*row) != step]


def _kept(request: HttpRequest) -> list[list[Any]]:
    kept: list[list[Any]] = request.session.get(KEY, [])
    return kept
