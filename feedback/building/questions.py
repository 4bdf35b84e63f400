"""What each kind of question needs, and how options are written one a line. Plain Python."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from feedback.questionnaire import LISTED, Kind

LONGEST_OPTION = 200
MORE = ("…", "...")  # at the end of a line: she may add words of her own
# Which fields matter for which kind; those that are in none matter for all.
KINDS_OF_FIELD: dict[str, frozenset[Kind]] = {
    "options": LISTED,
    "low": frozenset({Kind.SCALE}),
    "high": frozenset({Kind.SCALE}),
    "body": frozenset({Kind.PAGE}),
    "hint": frozenset(Kind) - {Kind.PAGE},
}


def read_options(text: str) -> list[tuple[str, bool]]:
    """Each option with whether she may add words of her own: one a line, empty lines left out."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [_option(line) for line in lines if line]


def _option(line: str) -> tuple[str, bool]:
    for dots in MORE:
        if line.endswith(dots) and line != dots:
            return line.removesuffix(dots).rstrip(), True
    return line, False


def wrong_with_options(options: list[str]) -> Iterator[str]:
    """What is wrong with the options of a choice, in words for the editor."""
    if len(options) < 2:
        yield _("Write at least two options. To let her answer freely, choose a text instead.")
    seen: set[str] = set()
    for option in options:
        if option.casefold() in seen:
            yield _("“%(option)s” stands there twice. Take one away.") % {"option": option}
        seen.add(option.casefold())
        if len(option) > LONGEST_OPTION:
            yield _("“%(option)s…” is too long. Use %(n)s characters or fewer.") % {
                "option": option[:30],
                "n": LONGEST_OPTION,
            }


def wrong_with_words(kind: str, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Fields that this kind needs and that are empty, each with what to do."""
    if kind == Kind.SCALE:
        ends = {
            "low": _("Say what 1 means, such as “Not safe at all”."),
            "high": _("Say what 5 means, such as “Very safe”."),
        }
        yield from ((name, said) for name, said in ends.items() if not words.get(name))
    if kind == Kind.PAGE and not words.get("body"):
        yield "body", _("Write what she reads on this page.")
