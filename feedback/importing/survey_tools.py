"""Files of survey tools: how their headers look, and which of their columns say who or when.

Microsoft Forms parts several choices by semicolons and ends with one; Google Forms parts them by
commas; SurveyMonkey has two rows of header, the question above and its options below; Smart Survey
and Citizen Space name a column “question - option”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

COMMA, SEMICOLON = ",", ";"


@dataclass(frozen=True)
class Tool:
    """A tool that writes such files. `marks`: columns that all stand in its header."""

    name: str
    marks: frozenset[str]
    separators: tuple[str, ...] = (SEMICOLON, COMMA)


UNKNOWN = Tool("", frozenset())
TOOLS = (
    Tool("Microsoft Forms", frozenset({"id", "start time", "completion time"})),
    Tool("SurveyMonkey", frozenset({"respondent id", "collector id"})),
    Tool("Smart Survey", frozenset({"userid", "started", "ended"})),
    Tool("Smart Survey", frozenset({"user id", "unique id"})),
    Tool("Citizen Space", frozenset({"response id", "date submitted"})),
    Tool("Citizen Space", frozenset({"response id", "submitted"})),
    Tool("Google Forms", frozenset({"timestamp"}), (COMMA, SEMICOLON)),
)
ROW_IDS = ("id", "respondent id", "response id", "userid", "user id", "unique id")
WEEKS = (
    *("week", "date", "completion time", "end date", "ended", "date submitted", "submitted"),
    *("timestamp", "date ended", "completed", "date modified", "date created"),
)
# Who she is, where she was, when to the minute: never taken, unless a question has this very name.
DETAILS = frozenset(
    {
        *("email", "e-mail", "email address", "e-mail address", "your email", "username"),
        *("name", "first name", "last name", "full name", "your name", "forename", "surname"),
        *("phone", "phone number", "telephone", "mobile", "address", "postcode", "date of birth"),
        *("ip", "ip address", "ipaddress", "user agent", "browser", "device", "location"),
        *("latitude", "longitude", "country", "region", "city", "referrer", "referer", "tracking"),
        *("start time", "start date", "started", "date started", "date modified", "date created"),
        *("last modified time", "last modified", "time taken", "duration", "completion time"),
        *("end date", "ended", "date ended", "timestamp", "collector id", "collector", "userno"),
        *("custom data", "custom data 1", "custom 1", "tracking link", "invite email", "score"),
        *("total points", "quiz feedback", "language preference", "tags", *ROW_IDS),
    }
)
DASHES = (" - ", " – ", ": ", " / ", " [")  # between a question and a part of it
# "3 things that helped" is no number of a question: it needs a Q before it, or a sign behind it
NUMBER = re.compile(
    r"^(?:q(?:uestion)?\s{0,2}\d{1,3}\s{0,2}[.):]?|\d{1,3}(?:\.\d{1,3}){0,2}[.):])\s+", re.I
)
GENERIC = frozenset({"", "response", "open-ended response", "open ended response"})


def plain(name: str) -> str:
    """Names are compared without case, spacing and the hyphens of a key."""
    words = " ".join(name.replace("\u00a0", " ").casefold().split())
    bare = words.replace("-", "")
    return bare if len(bare) == 32 and all(c in "0123456789abcdef" for c in bare) else words


def unnumbered(column: str) -> str:
    """“1. Who helped?”, “Q2) Who helped?”: some tools number what they ask."""
    return NUMBER.sub("", column.strip(), count=1)


def is_detail(column: str) -> bool:
    """Whether a column holds who she is or when she wrote: “2. Your name - Name” too."""
    bare = unnumbered(column)
    return any(plain(part) in DETAILS for part in (column, bare, *_parts(bare)))


def _parts(column: str) -> tuple[str, ...]:
    return next((tuple(column.split(dash)) for dash in DASHES if dash in column), ())


def recognise(header: Sequence[str]) -> Tool:
    """The tool whose columns stand in this header, or UNKNOWN."""
    names = {plain(name) for name in header}
    return next((tool for tool in TOOLS if tool.marks <= names), UNKNOWN)


def is_two_rows_of_header(header: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the first row is SurveyMonkey's, and the next one belongs to it."""
    names = [plain(name) for name in header]
    if "respondent id" not in names or "collector id" not in names:
        return False
    at = names.index("respondent id")
    return at >= len(below) or not below[at].strip()


def merge_headers(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """One name for each column: “question - option”, or the question where that says it all."""
    merged, question = [], ""
    for at in range(max(len(above), len(below))):
        question = (above[at] if at < len(above) else "") or question
        option = below[at] if at < len(below) else ""
        merged.append(question if plain(option) in GENERIC else f"{question} - {option}")
    return merged
