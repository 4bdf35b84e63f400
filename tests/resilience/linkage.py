"""An attacker who holds both databases and all logs, and wants to know which members sent feedback.

One run: so many members use their pages within an hour; half of them, from the same browser, also
send feedback, some before and some after. The attacker takes every row that the hour left, and
every line of the logs. She knows of each row about a member whose it is; rows of feedback are what
she would link. She scores each member by how much something of hers looks like something there.
"""

import io
import logging
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, transaction
from django.test import Client

from consultations.panels.models import PanelMember
from feedback.intake.models import SealedResponse
from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.state import USES, State, Visit
from tests.factories.feedback import live

START = datetime(2026, 12, 1, 10, 0)
HOUR = 3600
HERS = ("panels_", "accounts_user", "account_", "mfa_", "django_session")  # of members
Row = tuple[Any, ...]
Dump = dict[str, set[Row]]


@dataclass
class Loot:
    """What the hour left: rows by table that weren't there before, and lines of logs."""

    feedback: list[Row]
    members: dict[int, list[Row]]
    logs: list[str]
    senders: set[int]
    tokens: dict[int, list[str]] = field(default_factory=dict)  # what her browser tells of her


Leak = Callable[[int, datetime, str], Row]
Attack = Callable[[Loot, int], float]


def hour(
    members: list[PanelMember], form: Form, seed: int, leak: Leak | None = None
) -> Iterator[Loot]:
    """One hour, undone afterwards. `leak` plants a row of feedback that it should not have."""
    rng = random.Random(seed)
    with _undone(), _logged() as logs:
        before = _dump()
        senders = set(rng.sample([m.pk for m in members], len(members) // 2))
        at = {m.pk: rng.uniform(0, HOUR) for m in members}
        planted: list[Row] = []
        tokens: dict[int, list[str]] = {}
        for member in sorted(members, key=lambda m: at[m.pk]):
            told = _browser(member)
            tokens[member.pk] = told
            moment = START + timedelta(seconds=at[member.pk])
            client = Client(REMOTE_ADDR=told[0], HTTP_USER_AGENT=told[1])
            first = rng.random() < 0.5
            for act in ("send", "panel") if first else ("panel", "send"):
                with time_machine.travel(moment, tick=False):
                    if act == "panel":
                        _use_panel(client, member)
                    elif member.pk in senders:
                        _send(client, form, rng)
                        if leak:
                            planted.append(leak(member.pk, moment, told[0]))
                moment += timedelta(seconds=rng.uniform(20, 90))
        yield _loot(before, planted, logs.getvalue(), senders, tokens)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic(), transaction.atomic("intake"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, "intake")


@contextmanager
def _logged() -> Iterator[io.StringIO]:
    """What production would write: the same filters and format, into memory."""
    stream = io.StringIO()
    handlers = [
        h
        for log in ("", "django")
        for h in logging.getLogger(log).handlers
        if isinstance(h, logging.StreamHandler) and type(h) is logging.StreamHandler
    ]
    old = [handler.setStream(stream) for handler in handlers]
    yield stream
    for handler, was in zip(handlers, old, strict=True):
        handler.setStream(was)


def _browser(member: PanelMember) -> list[str]:
    number = member.pk % 60_000
    return [f"203.0.{number // 250}.{number % 250}", f"Phone/{member.pk}"]


def _use_panel(client: Client, member: PanelMember) -> None:
    assert member.user is not None
    client.force_login(member.user, backend="accounts.backends.LoginBackend")
    client.cookies["panel"] = client.cookies.pop("sessionid").value
    client.cookies["panel"]["path"] = "/panel/"
    told = {"chosen_name": member.chosen_name, "pronouns": "she", "language": "en-gb"}
    assert client.post("/panel/you/name/", told).status_code == 302


def _send(client: Client, form: Form, rng: random.Random) -> None:
    """As her browser does it: the start, and then the press of *Send* with all that she wrote."""
    assert client.post(f"/form/{form.slug}/", {"go": "start"}).status_code == 200
    version = live(form)
    first = version.definition["questions"][0]["key"]
    answers = {first: AnswerPayload(text=f"They listened {rng.random()}")}
    state = State(Visit.begin(), version.pk, USES, answers)
    posted = {"state": state.to_token(), "go": "send", "uses_shown": "1"}
    before = SealedResponse.objects.count()
    assert client.post(f"/form/{form.slug}/", posted).status_code == 200
    assert SealedResponse.objects.count() == before + 1


def _dump() -> Dump:
    """Every row of every table of both databases."""
    found: Dump = {}
    for alias in ("default", "intake"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                quoted = connections[alias].ops.quote_name(table)
                cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608
                found[f"{alias}.{table}"] = {tuple(map(_plain, row)) for row in cursor}
    return found


def _plain(cell: Any) -> Any:
    return bytes(cell) if isinstance(cell, memoryview | bytearray) else str(cell)


def _loot(
    before: Dump, planted: list[Row], logs: str, senders: set[int], tokens: dict[int, list[str]]
) -> Loot:
    feedback = list(planted)
    members: dict[int, list[Row]] = {pk: [] for pk in tokens}
    users = {
        str(user): pk for pk, user in PanelMember.objects.values_list("pk", "user") if pk in members
    }
    for table, rows in _dump().items():
        fresh = rows - before.get(table, set())
        if not table.split(".")[1].startswith(HERS):
            feedback += fresh
            continue
        for row in fresh:
            whose = _whose(table, row, users, members)
            if whose:
                members[whose].append(row)
    return Loot(feedback, members, logs.splitlines(), senders, tokens)


def _whose(table: str, row: Row, users: dict[str, int], members: Iterable[int]) -> int | None:
    if table.endswith("django_session"):
        user = SessionStore().decode(row[1]).get("_auth_user_id", "")
        return users.get(str(user))
    if table.endswith("accounts_user"):
        return users.get(str(row[0]))
    return next((pk for pk in members if str(pk) in map(str, row)), None)


# -- What she tries


def shared_words(loot: Loot, pk: int) -> float:
    """How many values about her, or of her browser, stand in a row of feedback or beside it."""
    hers = {str(cell) for row in loot.members[pk] for cell in row if len(str(cell)) > 5}
    hers |= set(loot.tokens[pk])
    there = {str(cell) for row in loot.feedback for cell in row}
    return float(len(hers & there))


def nearest_time(loot: Loot, pk: int) -> float:
    """How near a time about her comes to a time of feedback, in seconds; nearer scores more."""
    hers = [t for row in loot.members[pk] for t in times_in(row)]
    # an expiry of a session is a time of login, eight hours on
    hers += [t - timedelta(hours=8) for t in hers]
    there = [t for row in loot.feedback for t in times_in(row)]
    gaps = [abs((a - b).total_seconds()) for a in hers for b in there]
    return -min(gaps, default=0.0)


def nearest_number(loot: Loot, pk: int) -> float:
    """How near a number about her comes to a number of feedback."""
    hers = [n for row in loot.members[pk] for n in _numbers(row)]
    there = [n for row in loot.feedback for n in _numbers(row)]
    return -float(min((abs(a - b) for a in hers for b in there), default=0))


def said_in_logs(loot: Loot, pk: int) -> float:
    """How many lines of the logs name something of hers."""
    hers = [*loot.tokens[pk], str(pk)]
    return float(sum(any(word in line for word in hers) for line in loot.logs))


def how_much(loot: Loot, pk: int) -> float:
    """How much the hour left about her: does sending leave a trace on her own rows?"""
    return float(sum(len(str(cell)) for row in loot.members[pk] for cell in row))


ATTACKS: tuple[Attack, ...] = (
    *(shared_words, nearest_time, nearest_number, said_in_logs, how_much),
)


def times_in(row: Row) -> list[datetime]:
    """Moments that cells tell. Of random numbers one in three hundred could be read as one, so
    numbers are left to the attack that compares numbers."""
    found = []
    for cell in row:
        if str(cell).isdecimal():
            continue
        try:
            found.append(datetime.fromisoformat(str(cell)).replace(tzinfo=None))
        except ValueError:
            continue
    return found


def _numbers(row: Row) -> list[int]:
    return [int(cell) for cell in map(str, row) if cell.isdecimal() and 3 < len(cell) < 20]
