"""What came of consultations, as far as the clock has to know it: one question at any size."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from consultations.models import ConsultationPage, Decision, Outcome, Telling
from consultations.outcomes.following import Followed, followed

KEY = "consultation__translation_key"
# What a promise says of a decision, and what is asked to know whether it owes anything.
SAID = ("key", "you_said", "answer", "what", "because", "owner", "due_on", "moves")


@dataclass(frozen=True)
class Gone:
    """A decision that was taken up in an answer, and that a newer answer leaves out, or turns into
    "we could not". `said`: as the newer one says it; None where it says nothing."""

    decision: Decision
    of: UUID
    on: date
    said: Decision | None = None


@dataclass(frozen=True)
class Told:
    """A day by which something is done, and when everyone could read it first."""

    day: date | None
    on: date


@dataclass(frozen=True)
class Answers:
    """Keys of consultations, and of decisions, stand for them."""

    first: dict[UUID, date] = field(default_factory=dict)  # the day of the first answer
    since: dict[UUID, date] = field(default_factory=dict)  # when a decision was first public
    # Decisions that stand now, and of which consultation each is.
    decisions: list[Decision] = field(default_factory=list)
    of: list[UUID] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    # The days that were told of each decision, the first first.
    days: dict[UUID, list[Told]] = field(default_factory=lambda: defaultdict(list))
    # When each change of a decision was first public.
    moved_on: dict[UUID, list[date]] = field(default_factory=lambda: defaultdict(list))
    welsh: dict[str, dict[str, str]] = field(default_factory=dict)  # decisions as Welsh tells them


@dataclass(frozen=True)
class Version:
    """One published outcome of a consultation."""

    of: UUID
    on: date
    welsh: list[dict[str, str]]
    decisions: dict[UUID, Decision] = field(default_factory=dict)


def answers_of(keys: Collection[UUID]) -> Answers:
    """Of consultations with these translation keys, whatever version of each pack stands now."""
    found = Answers()
    for versions in _versions(keys).values():
        for version in versions:
            _note(found, version)
        stands = versions[-1].decisions.values()
        found.decisions.extend(stands)
        found.of.extend(versions[-1].of for _decision in stands)
        found.gone.extend(_gone(versions))
    return found


def rows_of(answers: Answers) -> tuple[list[Followed], list[Followed]]:
    """What came after each decision: of those that stand, and of those that are gone."""
    gone = answers.gone
    rows = followed([*answers.decisions, *(one.decision for one in gone)], answers.since)
    standing, left = rows[: len(answers.decisions)], rows[len(answers.decisions) :]
    return standing, [replace(row, left_on=one.on) for row, one in zip(left, gone, strict=True)]


def all_followed(consultation: ConsultationPage) -> list[Followed]:
    """What came after every decision that was published of it, those that a newer answer leaves
    out too."""
    standing, gone = rows_of(answers_of([consultation.translation_key]))
    return [*standing, *gone]


def _versions(keys: Collection[UUID]) -> dict[UUID, list[Version]]:
    """The versions of each consultation, the oldest first. A row is one with one of its decisions,
    or with none."""
    welsh = Telling.objects.filter(outcome=OuterRef("pk"), form=Telling.Form.WELSH)
    rows = Outcome.objects.filter(consultation__translation_key__in=keys)
    rows = rows.annotate(welsh=Subquery(welsh.values("decisions")[:1]))
    columns = [KEY, "pk", "published_on", "welsh", *(f"decisions__{name}" for name in SAID)]
    found: dict[UUID, list[Version]] = defaultdict(list)
    last = None
    for row in rows.order_by("pk", "decisions__order").values(*columns):
        of = row[KEY]
        if row["pk"] != last:
            last = row["pk"]
            found[of].append(Version(of, row["published_on"], row["welsh"] or []))
        if row["decisions__key"] is not None:
            decision = Decision(**{name: row[f"decisions__{name}"] for name in SAID})
            found[of][-1].decisions[decision.key] = decision
    return found


def _note(found: Answers, version: Version) -> None:
    of, on = version.of, version.on
    in_welsh = {told["key"]: told for told in version.welsh}
    found.first[of] = min(on, found.first.get(of, on))
    for key, decision in version.decisions.items():
        found.welsh[str(key)] = in_welsh.get(str(key), {})  # the Welsh of older words says others
        found.since[key] = min(on, found.since.get(key, on))
        days = found.days[key]
        if not days or days[-1].day != decision.due_on:
            days.append(Told(decision.due_on, on))
        known = found.moved_on[key]
        known.extend(on for _move in decision.moves[len(known) :])


def _gone(versions: list[Version]) -> list[Gone]:
    """What was promised in an older version and is not in the newest: as the newest says it, since
    it turned first. What was turned back into something that is done stands again."""
    taken: dict[UUID, Decision] = {}
    gone: dict[UUID, Gone] = {}
    for version in versions:
        now = version.decisions
        for key, decision in taken.items():
            said = now.get(key)
            if said is None or said.answer == Decision.Answer.NOT:
                since = gone[key].on if key in gone else version.on
                gone[key] = Gone(decision, version.of, since, said)
        for key, decision in now.items():
            if decision.answer != Decision.Answer.NOT:
                taken[key] = decision
                gone.pop(key, None)
    return list(gone.values())
