"""Which tables there are, and what each column means. Read by anybody, so in Welsh too."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from consultations.open_data import dictionary, promised, rows
from consultations.open_data.fields import Field, Row, Said, Table, both
from consultations.outcomes.models import Decision, FollowUp
from consultations.promises.clock import Kind, Standing
from core.journey import JourneyStage

CONSULTATION = Field(
    "consultation", _("Consultation"), _("The same in every table, whatever its page is called.")
)
OUTCOME = Field("outcome", _("Outcome"), _("As it is known in the table of outcomes."))
TITLE = both("title", _("What it is called"))
AREA = both("area", _("Area"))
ADDRESS = Field("address", _("Page for everyone"))
UPDATED = Field(
    "updated",
    _("Updated on"),
    _(
        "The day on which this row last changed. Words that are taken back change its version, and "
        "no day."
    ),
)
ORDER = Field("order", _("Order"), is_number=True)
SHARES = (
    ("many", _("many")),
    ("some", _("some")),
    ("few", _("a few")),
    ("few_or_none", _("a few or none")),
)
ROUNDED = _("Rounded to 5. Under 10 we give no number.")

OUTCOMES = Table(
    "outcomes",
    _("Outcomes: what women said, in short"),
    (
        Field("id", _("Outcome"), _("Stays the same, also when words are taken back from it.")),
        CONSULTATION,
        *TITLE,
        *AREA,
        Field("journey_stage", _("Journey stage"), choices=tuple(JourneyStage.choices)),
        ADDRESS,
        Field("version", _("Version")),
        Field("published_on", _("Published on")),
        Field(
            "status",
            _("Whether it stands"),
            _("Only the words of what stands are here."),
            (("stands", _("It stands")), ("superseded", _("There is a newer one"))),
        ),
        Field("superseded_by", _("The newer one"), _("As it is known in this table.")),
        Field("women", _("Women who answered"), ROUNDED, is_number=True),
        *both("summary", _("What women said, in short")),
        Field("taken_to", _("Where it was taken")),
        Field("missing_voices", _("Who is missing, and why")),
        Field("tensions", _("Where women disagreed")),
        Field("recommended", _("What we recommend, one a line")),
        Field("limits", _("Limits of this evidence")),
        UPDATED,
    ),
    rows.outcomes,
)
THEMES = Table(
    "themes",
    _("Themes of each outcome, in words and rounded numbers"),
    (
        Field("id", _("Row")),
        OUTCOME,
        CONSULTATION,
        ORDER,
        *both("theme", _("Theme")),
        Field("words", _("How many, in words"), choices=SHARES),
        Field("number", _("How many women"), ROUNDED, is_number=True),
        Field(
            "share",
            _("How many of 100 women"),
            _("Reckoned from numbers that are rounded."),
            is_number=True,
        ),
        UPDATED,
    ),
    rows.themes,
)
DECISIONS = Table(
    "decisions",
    _("Decisions: you said, we did or could not"),
    (
        Field("id", _("Decision"), _("The same in each version, and in what happened after it.")),
        OUTCOME,
        CONSULTATION,
        ORDER,
        *both("you_said", _("You said")),
        Field("answer", _("Answer"), choices=tuple(Decision.Answer.choices)),
        *both("what", _("What was decided")),
        *both("because", _("Because")),
        Field("owner", _("Who does it")),
        Field("board", _("Board that oversees it")),
        Field("due_on", _("By which day")),
        Field(
            "first_due_on",
            _("By which day, as it was told first"),
            _("The same day where it never moved."),
        ),
        Field(
            "changes",
            _("How it changed, one a line"),
            _(
                "The column, what was told before and what stands now, with the reason. The last "
                "of them was published with this outcome, or with one before."
            ),
        ),
        UPDATED,
    ),
    rows.decisions,
)
HAPPENED = Table(
    "what-happened",
    _("What happened after each decision"),
    (
        Field("id", _("Row")),
        Field("decision", _("Decision"), _("As it is known in the table of decisions.")),
        CONSULTATION,
        Field(
            "after",
            _("How long after"),
            choices=tuple((str(value), label) for value, label in FollowUp.After.choices),
            is_number=True,
        ),
        Field("state", _("Where it stands"), choices=tuple(FollowUp.State.choices)),
        Field("what", _("What happened")),
        Field("told_on", _("Told on")),
        UPDATED,
    ),
    rows.happened,
)
STANDINGS: dict[Standing, Said] = {
    Standing.LATE: _("Its day has gone by, and it is not done. It counts as not kept."),
    Standing.SLIPPED: _("It was moved, and the first day has gone by. It counts as not kept."),
    Standing.BROKEN: _("We gave it up, or never told it. It counts as not kept."),
    Standing.WAITING: _("Its day is to come, or was less than 15 days ago. It does not count yet."),
    Standing.KEPT: _("Done by its first day, and told within 14 days of it. It counts as kept."),
    Standing.MOVED: _("Done by the day to which it was moved. It counts as not kept."),
    Standing.KEPT_LATE: _("Done after its day. It counts as not kept."),
    Standing.TOLD_LATE: _(
        "Done in time by what we say, and told more than 14 days after its day. It counts as not "
        "kept."
    ),
    Standing.ENDED: _("Answered before days were kept. It does not count."),
}
PROMISES = Table(
    "promises",
    _("Promises, each with its days and where it stands"),
    (
        Field("id", _("Promise")),
        Field("kind", _("What kind of promise"), choices=tuple(Kind.choices)),
        CONSULTATION,
        *TITLE,
        *AREA,
        Field("opens_on", _("First day of the consultation")),
        Field("closes_on", _("Last day of the consultation")),
        *both("what", _("What we promised")),
        Field("owner", _("Who sees to it")),
        Field(
            "first_day",
            _("Promised by, at first"),
            _("This day counts. Empty where a decision was given up that had no day."),
        ),
        Field("day", _("Promised by, now"), _("Another than the first one where it was moved.")),
        Field(
            "state",
            _("Where it stands"),
            _("On the day on which the file is read."),
            tuple((one.value, one.label) for one in Standing),
            {one.value: meaning for one, meaning in STANDINGS.items()},
        ),
        Field(
            "counts",
            _("How it counts"),
            _("The share kept is: those that were kept, of those that were kept or not kept."),
            (("kept", _("kept")), ("not_kept", _("not kept")), ("not_yet", _("not counted"))),
        ),
        Field("kept_on", _("Done on"), _("As we say. Empty while it is not done.")),
        Field(
            "told_on",
            _("Told on"),
            _("When everyone could read that it was done or given up. Empty before that."),
        ),
        *both("how", _("How, or why not")),
        Field("address", _("Page for everyone"), _("Empty where the page is not up any more.")),
        UPDATED,
    ),
    promised.promises,
)
PUBLISHED = (OUTCOMES, THEMES, DECISIONS, HAPPENED, PROMISES)


def _entries(request: HttpRequest) -> Iterator[Row]:
    return dictionary.entries(TABLES.values())


DICTIONARY = Table(
    "dictionary",
    _("Dictionary: what each column means"),
    (
        Field("table", _("Table")),
        Field("field", _("Column")),
        Field("value", _("Value"), _("Empty in the row of the column itself.")),
        *both("name", _("What it is called")),
        *both("meaning", _("What it means")),
    ),
    _entries,
)
TABLES: dict[str, Table] = {table.name: table for table in (*PUBLISHED, DICTIONARY)}
