"""The last steps on the bench, so that they can be undone: kept with her login, as ids alone."""

from django.http import HttpRequest

from insights.services.undoing import Step

KEY, MOST = "bench_steps", 20
Kept = list[tuple[int, Step]]  # with the response that each was about


def note_step(request: HttpRequest, response: int, step: Step | None) -> None:
    """Keep a step. None is none: nothing changed by it."""
    if step is not None:
        request.session[KEY] = [*_kept(request), (response, step)][-MOST:]


def last_step(request: HttpRequest, response: int) -> Step | None:
    """The last step on this response that is not undone yet."""
    return next((step for of, step in reversed(_kept(request)) if of == response), None)


def drop_step(request: HttpRequest, response: int) -> None:
    """The last step on this response is undone, or can't be any more."""
    kept = list(_kept(request))
    place = max(n for n, (of, _) in enumerate(kept) if of == response)
    request.session[KEY] = kept[:place] + kept[place + 1 :]


def _kept(request: HttpRequest) -> Kept:
    kept: Kept = request.session.get(KEY, [])
    return kept
