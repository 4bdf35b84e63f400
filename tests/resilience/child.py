"""One job in a process of its own, so that it can be killed in the middle of it.

`python -m tests.resilience.child "after feedback.review.sweep:_copy 2" sweep_intake` kills itself
(SIGKILL) after the second call of `_copy`. An empty first argument lets the job come to its end.
A job is a management command, or `post PATH`, which posts what stands on its standard input.
"""

import os
import signal
import sys
from collections.abc import Callable
from functools import reduce, wraps
from importlib import import_module
from itertools import count
from typing import Any

import django

BEGUN = "begun"


def die_at(point: str) -> None:
    """Wrap what the point names, so that the nth call of it is the last thing that happens."""
    moment, place, nth = point.split()
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner = reduce(getattr, owners, import_module(module))
    setattr(owner, name, fatal(getattr(owner, name), moment, int(nth)))


def fatal(original: Callable[..., Any], moment: str, nth: int) -> Callable[..., Any]:
    calls = count(1)

    @wraps(original)
    def call(*args: Any, **options: Any) -> Any:
        last = next(calls) == nth
        if last and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **options)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


def post(path: str) -> None:
    """Post a form as a browser would, and print the page."""
    from django.test import Client

    body = sys.stdin.read()
    page = Client().post(path, body, content_type="application/x-www-form-urlencoded")
    sys.stdout.write(f"{page.status_code}\n{page.content.decode()}")


def main(point: str, command: str, *arguments: str) -> None:
    django.setup()
    if point:
        die_at(point)
    sys.stdout.write(f"{BEGUN}\n")
    sys.stdout.flush()
    if command == "post":
        post(*arguments)
    else:
        from django.core.management import call_command

        call_command(command, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
