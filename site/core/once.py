"""What a page asks again and again, asked once.

A page is put together from selectors that know nothing of each other, and a dozen of them want to
know the same. Within `asking_once` the first answer stands for all. Outside of it, and so whenever
something is written, each is asked anew. Nothing of it outlives the page.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asking_once(*, if_: bool = True) -> Iterator[None]:
    """Ask once what is marked so, while this lasts. Not where something is written within. Within
    another, it goes on with what that one has been told."""
    told = _answers.get()
    token = _answers.set(({} if told is None else told) if if_ else None)
    try:
        yield
    finally:
        _answers.reset(token)


def asks_once() -> bool:
    """Whether a page is put together that only reads."""
    return _answers.get() is not None


class Once(Generic[P, T]):
    """A read whose answer stands for a page."""

    def __init__(self, read: Callable[P, T], by: Callable[P, Hashable]) -> None:
        self._read, self._by = read, by
        update_wrapper(self, read)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return self._read(*args, **kwargs)
        place = (self, self._by(*args, **kwargs))
        if place not in answers:
            answers[place] = self._read(*args, **kwargs)
        found: T = answers[place]
        return found

    def told(self, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What this page knows of it already; None where nobody has asked yet."""
        answers = _answers.get() or {}
        found: T | None = answers.get((self, self._by(*args, **kwargs)))
        return found


def once_a_page(by: Callable[P, Hashable]) -> Callable[[Callable[P, T]], Once[P, T]]:
    """Mark a read whose answer is the same as long as `by` of its arguments is. Nobody may change
    what it returns."""
    return lambda read: Once(read, by)
