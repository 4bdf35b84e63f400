"""What pages say about the program itself. Each sentence is made from the schema, the settings or a
constant when a page is read, so that none can go on being said once it stopped being so.

Only `config` knows every app, and fills this registry (config.facts).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What facts may be about: an editor chooses one, and its facts stand there."""

    NEVER = "never", _("What is never kept")
    SENDING = "sending", _("What happens when she sends")
    KEPT = "kept", _("How long things are kept")
    SHOWN = "shown", _("What may be shown in public")


@dataclass(frozen=True)
class Fact:
    """What holds now, in a sentence or two; `short` is a heading for it, where it has one. `name`
    is for tests, and for nobody else."""

    about: About
    name: str
    words: str
    short: str = ""


Reader = Callable[[], Iterable[Fact]]
_readers: list[Reader] = []


def register_facts(reader: Reader) -> Reader:
    """Let an app above say what holds."""
    if reader not in _readers:
        _readers.append(reader)
    return reader


def facts_about(about: str) -> list[Fact]:
    """What holds now of one kind, in the language of the page."""
    return [fact for reader in _readers for fact in reader() if fact.about == about]
