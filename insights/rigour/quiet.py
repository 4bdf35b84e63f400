"""Themes that few women raised. They are listed with their words, and nobody drops one silently.

A decision is about the women who had raised the theme then: when another one does it is asked for
again, and so it is when the theme is given to nobody any more (decision 0035).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from consultations.models import ConsultationPage
from core.once import once_a_page
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import CodebookChange, Coding, QuietVoice, Settlement, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import APPLIES, codebook_in_use, codings_that_count
from insights.selectors.themes import themes_in
from insights.selectors.women import woman_of, women

# What fewer than five women said falls out of every list that is sorted by number, and out of any
# public number. It may be what nobody else dared to say, or what happens to those who are few.
QUIET_BELOW = 5
TOP = Coalesce(F("theme__parent_id"), F("theme_id"))
Rows = dict[int, Hashable]  # response → the woman who sent it


@dataclass
class QuietTheme:
    """A theme that few women raised, or that few had raised and nobody has any more: whose words it
    is about, and what was decided. `heard` are the women whom that was about."""

    theme: Theme
    rows: Rows
    is_lost: bool
    decision: QuietVoice | None
    heard: set[Hashable]
    words: list[tuple[int, str, str]] = field(default_factory=list)  # response, text, language
    settled: str = ""  # why it was settled otherwise, where that is what became of it

    @property
    def women(self) -> int:
        """How many raise it now."""
        return 0 if self.is_lost else len(set(self.rows.values()))

    @property
    def new(self) -> int:
        """How many raise it whom the decision was not about."""
        return len(set(self.rows.values()) - self.heard) if self.decision else 0

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision. One that was made when nobody had it says nothing of
        those who have it now."""
        if self.decision is None or self.new:
            return True
        return self.is_lost and self.decision.is_kept

    @property
    def seal(self) -> str:
        """Of what somebody decides on: whose words, and what was decided before."""
        decided = self.decision and [self.decision.is_kept, self.decision.why]
        said = json.dumps([self.theme.pk, self.is_lost, sorted(self.rows), decided])
        return hashlib.sha256(said.encode()).hexdigest()


@once_a_page(lambda consultation: consultation.translation_key)
def decided_voices(consultation: ConsultationPage) -> dict[int, QuietVoice]:
    """Theme → what was decided on it when few had raised it. More may have by now."""
    decided = QuietVoice.objects.filter(
        consultation__translation_key=consultation.translation_key
    ).select_related("decided_by", "theme")
    return {decision.theme_id: decision for decision in decided}


def kept_in(theme: Theme) -> set[str]:
    """Titles of the consultations where it was kept when few had raised it."""
    kept = QuietVoice.objects.filter(theme=theme, is_kept=True)
    return set(kept.values_list("consultation__title", flat=True))


def quiet_themes(consultation: ConsultationPage, reader: User | None = None) -> list[QuietTheme]:
    """Themes on top that one to four women raise, and those that some had raised and nobody does
    any more, in the order of the codebook. For a reader: without what she codes blind."""
    hidden = hidden_from(reader) if reader else frozenset[int]()
    given = codings_that_count(consultation)
    seen = given.exclude(response__in=hidden)
    counted = _counted(seen)
    raised = _rows(seen, {top for top, n in counted.items() if n < QUIET_BELOW})
    there = set(_counted(given) if hidden else counted)
    decisions = decided_voices(consultation)
    heard = _heard(consultation, decisions.values())
    lost = _lost(consultation, there, decisions, heard, hidden)
    found = []
    for theme in themes_in(codebook_in_use(consultation)):
        rows = raised.get(theme.pk) or lost.get(theme.pk)
        if rows:
            found.append(_quiet(theme, rows, theme.pk not in raised, decisions, heard))
    return found


def _quiet(
    theme: Theme,
    rows: Rows,
    is_lost: bool,
    decisions: dict[int, QuietVoice],
    heard: dict[int, Rows],
) -> QuietTheme:
    decision = decisions.get(theme.pk)
    known = set(heard.get(theme.pk, {}).values())
    if decision and not is_lost and not decision.women:
        known = set()  # why it was gone then says nothing of those who have it now
    return QuietTheme(theme, rows, is_lost, decision, known)


def open_voices(consultation: ConsultationPage, reader: User | None = None) -> list[QuietTheme]:
    """Those that wait for a decision; for a reader, of those that she may know."""
    return [quiet for quiet in quiet_themes(consultation, reader) if quiet.is_open]


def undecided_voices(consultation: ConsultationPage, reader: User | None = None) -> int:
    """How many they are."""
    return len(open_voices(consultation, reader))


def quiet_sub_themes(consultation: ConsultationPage, reader: User) -> list[tuple[Theme, int]]:
    """Sub-themes that one to four women raise, without what she codes blind, in the order of the
    codebook. Nothing is decided on them: what is said under one counts for the theme above it, so
    that no list by number loses it. They are listed to be read."""
    given = codings_that_count(consultation).filter(theme__parent__isnull=False)
    given = given.exclude(response__in=hidden_from(reader)).order_by()
    counts = dict(given.values_list("theme").annotate(n=women("response__")))
    themes = themes_in(codebook_in_use(consultation))
    return [(one, n) for one in themes if 0 < (n := counts.get(one.pk, 0)) < QUIET_BELOW]


def quiet_voices(consultation: ConsultationPage, reader: User) -> list[QuietTheme]:
    """The same as quiet_themes, with their words."""
    found = quiet_themes(consultation, reader)
    of_row: dict[int, list[QuietTheme]] = defaultdict(list)
    for quiet in found:
        for row in quiet.rows:
            of_row[row].append(quiet)
    answers = answers_for(use=Use.READING_TEAM, responses=list(of_row)).exclude(text="")
    said = answers.order_by("response_id", "pk").values_list(
        "response_id", "text", "language", "response__language"
    )
    for response, text, language, of_form in said:
        for quiet in of_row[response]:
            quiet.words.append((response, text, language or of_form))
    _say_why_settled(consultation, [quiet for quiet in found if quiet.is_lost])
    return found


def _say_why_settled(consultation: ConsultationPage, lost: list[QuietTheme]) -> None:
    rows = [row for quiet in lost for row in quiet.rows]
    if not rows:
        return
    of = {"response__in": rows, "codebook": codebook_in_use(consultation)}
    whys = dict(Settlement.objects.filter(**of).order_by("-pk").values_list("response", "why"))
    for quiet in lost:
        quiet.settled = next((why for row, why in whys.items() if row in quiet.rows), "")


def _counted(given: QuerySet[Coding]) -> dict[int, int]:
    return dict(given.order_by().values_list(TOP).annotate(n=women("response__")))


def _rows(codings: QuerySet[Coding], tops: Collection[int]) -> dict[int, Rows]:
    """Theme on top → whose words have it. Asked of few themes, or of few women."""
    found: dict[int, Rows] = defaultdict(dict)
    of_tops = codings.filter(Q(theme__in=tops) | Q(theme__parent__in=tops))
    for top, pk, visit in of_tops.values_list(TOP, "response_id", "response__visit_hash"):
        found[top][pk] = woman_of(pk, visit)
    return found


def _heard(consultation: ConsultationPage, decisions: Iterable[QuietVoice]) -> dict[int, Rows]:
    """Theme → whom its decision was about, as far as their words weren't taken back."""
    if not decisions:
        return {}
    here = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    links = QuietVoice.heard.through.objects.filter(
        quietvoice__in=[decision.pk for decision in decisions], response__in=here.values("pk")
    )
    found: dict[int, Rows] = defaultdict(dict)
    columns = ("quietvoice__theme_id", "response_id", "response__visit_hash")
    for theme, pk, visit in links.values_list(*columns):
        found[theme][pk] = woman_of(pk, visit)
    return found


def _lost(
    consultation: ConsultationPage,
    there: Collection[int],
    decisions: dict[int, QuietVoice],
    heard: dict[int, Rows],
    hidden: Collection[int],
) -> dict[int, Rows]:
    """Themes that nobody has any more → whose words had them: those that were decided on, and those
    that one of two coders gave before it was settled otherwise. What a change of the codebook made
    of a theme stands in its history: what it was merged into, or split into until nothing of it was
    left, is a voice of its own."""
    settled = _settled_away(consultation, there)
    for pk in decisions:
        if pk not in there:
            settled[pk] = {**settled.get(pk, {}), **heard.get(pk, {})}
    shown = {
        pk: seen
        for pk, rows in settled.items()
        if (seen := {row: woman for row, woman in rows.items() if row not in hidden})
    }
    if not shown:
        return {}
    split = CodebookChange.objects.filter(kind="split", undone_on=None, theme__in=shown)
    split = split.exclude(theme__children__status=Theme.Status.ACTIVE)  # which count for it
    tops = Theme.objects.filter(pk__in=shown, parent=None, merged_into=None)
    still = tops.exclude(pk__in=split.values("theme")).values_list("pk", flat=True)
    return {pk: shown[pk] for pk in still}


def _settled_away(consultation: ConsultationPage, there: Collection[int]) -> dict[int, Rows]:
    codebook = codebook_in_use(consultation)
    here = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    settled = Settlement.objects.filter(codebook=codebook, response__in=here.values("pk"))
    given = Coding.objects.filter(
        decision__in=APPLIES,
        counts=False,
        theme__codebook=codebook,
        response__in=settled.values("response"),
    )
    found = given.values_list(TOP, "response_id", "response__visit_hash")
    rows: dict[int, Rows] = defaultdict(dict)
    for top, pk, visit in found:
        if top not in there:
            rows[top][pk] = woman_of(pk, visit)
    return rows
