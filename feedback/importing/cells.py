"""What a cell says: an option, a month, a language, a channel, a week."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.importing.survey_tools import COMMA, plain
from feedback.models import Channel
from feedback.questionnaire import Item, is_when
from feedback.sealing import monday

LANGUAGES = {
    **dict.fromkeys(["", "en", "en-gb", "english", "saesneg"], "en-gb"),
    **dict.fromkeys(["cy", "cy-gb", "welsh", "cymraeg"], "cy"),
}
YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d")
DAY_FIRST = ("%d/%m/%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y")
MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y")
NOT_TICKED = {"", "0", "no", "false", "not selected", "unticked", "unchecked", "n/a", "-"}
OTHER = ("other (please specify)", "other, please specify", "other please specify", "other")


class UnreadableCell(ValueError):
    """A cell says nothing that we understand. The sentence doesn't quote it."""


def option_names(question: Item) -> dict[str, str]:
    """What an option may be called in a cell → its key."""
    return {
        plain(name): option.key
        for option in question.options
        for name in (option.key, *option.text.values())
    }


def find_options(
    cell: str, names: dict[str, str], separators: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Keys of the options in a cell, and what else stands there. No separator: one choice.

    Each way to part the cell is tried, the whole cell first; an option may hold a separator.
    """
    if plain(cell) in names:
        return [names[plain(cell)]], []
    best: tuple[list[str], list[str]] = ([], [cell.strip().rstrip("; ")])
    for separator in separators:
        found, rest = _part(cell, names, separator)
        if not rest:
            return found, []
        if len(found) > len(best[0]):
            best = found, rest
    return best


def _part(cell: str, names: dict[str, str], separator: str) -> tuple[list[str], list[str]]:
    """The longest run of parts that is an option comes first, so that “Staff, all” is found."""
    parts = cell.split(separator)
    found: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + 12), at, -1):
            name = plain(separator.join(parts[at:end]))
            if name in names:
                found.append(names[name])
                at = end
                break
        else:
            rest.append(parts[at].strip())
            at += 1
    left = [part for part in rest if part]
    if separator == COMMA and left:
        left = [", ".join(left)]  # words of her own may hold commas
    return list(dict.fromkeys(found)), left


def without_other(words: str) -> str:
    """What she wrote beside “Other”."""
    for name in OTHER:
        if words.casefold().startswith(name + ":"):
            return words[len(name) + 1 :].strip()
    return words.strip()


def is_ticked(cell: str) -> bool:
    """Whether a column of one option says that she chose it."""
    return plain(cell) not in NOT_TICKED


def read_when(cell: str) -> str:
    """A month, a season or a year. Raises UnreadableCell."""
    value = cell.strip().casefold()
    if not is_when(value):
        raise UnreadableCell(_("Write it as 2026-05, 2026-summer or 2026."))
    return value


def read_language(cell: str) -> str:
    """The code of a language named by code, in English or in Welsh. Empty is English."""
    try:
        return LANGUAGES[cell.strip().casefold()]
    except KeyError:
        raise UnreadableCell(_("It can be: en-gb; cy.")) from None


def read_channel(cell: str) -> str:
    """A channel by code or words. Empty is "brought in from another system"."""
    name = cell.strip().casefold()
    if not name:
        return Channel.IMPORT.value
    for value, label in Channel.choices:
        if name in {value, str(label).casefold()}:
            return value
    raise UnreadableCell(_("It can be: %(options)s.") % {"options": "; ".join(Channel.values)})


def day_formats(cells: Iterable[str]) -> tuple[str, ...]:
    """How a column writes days: the month first only if no cell can be read with the day first."""
    days = [cell for cell in cells if cell.strip()]
    if any(_day(cell, YEAR_FIRST + DAY_FIRST) is None for cell in days) and all(
        _day(cell, YEAR_FIRST + MONTH_FIRST) for cell in days
    ):
        return YEAR_FIRST + MONTH_FIRST
    return YEAR_FIRST + DAY_FIRST


def _day(cell: str, formats: tuple[str, ...]) -> date | None:
    words = cell.replace("T", " ", 1).split() if cell[:4].isdigit() else cell.split()
    for form in formats:
        length = form.count(" ") + 1
        try:
            return datetime.strptime(" ".join(words[:length]), form).date()
        except ValueError:
            continue
    return None


def read_week(cell: str, formats: tuple[str, ...] = YEAR_FIRST + DAY_FIRST) -> date:
    """The Monday of a day; a time of day is dropped. Empty is this week."""
    today = timezone.localdate()
    if not cell.strip():
        return monday(today)
    day = _day(cell.strip(), formats)
    if day is None:
        raise UnreadableCell(_("Write a day as 2026-10-05 or 05/10/2026."))
    if day > today:
        raise UnreadableCell(_("This day is still to come."))
    return monday(day)
