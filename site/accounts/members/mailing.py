"""What public doors do for an address that is known goes beside the answer, not before it.

Else the page would answer sooner to an address that nobody has, and whoever wants to know whether a
woman is a panel member would only need a clock.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.db import connections

logger = logging.getLogger("alongside.mail")
_posting = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")
_under_way: set[Future[None]] = set()


def post_beside(send: Callable[[], object]) -> None:
    """Do it in a thread of its own, which may read the database. A failure is noted without the
    address."""
    future = _posting.submit(_post, send)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def wait_for_post() -> None:
    """Until all that was given to be sent is sent: for tests."""
    wait(set(_under_way), timeout=10)


def _post(send: Callable[[], object]) -> None:
    try:
        send()
    except Exception as error:
        logger.error("A mail could not be sent: %s.", type(error).__name__)
    finally:
        connections.close_all()  # of this thread alone
