"""What the commands of these benchmarks share: one plain line where something is wrong."""

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Exits with 2."""
        self.exit(2, " ".join(message.split()) + "\n")


def number(least: int) -> Callable[[str], int]:
    """For an argument: a whole number that is not below the least."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or int(text) < least:
            raise argparse.ArgumentTypeError(f"“{text}” must be a whole number, {least} or more")
        return int(text)

    return read


def say(message: str) -> None:
    """To whoever watches: on stderr, so that what is printed stays JSON."""
    print(message, file=sys.stderr, flush=True)
