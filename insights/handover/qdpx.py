"""A coded consultation as a REFI-QDA project (.qdpx), for NVivo, MAXQDA, ATLAS.ti, QualCoder.

A ZIP of project.qde and sources/GUID.txt. Who allowed this use is a case with a source; of all
others there is a case with codes, so that numbers are those of everybody, and no word.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random, SystemRandom

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.models import Channel
from feedback.selectors import responses_for
from feedback.uses import WORDING
from insights.handover.archive import text_entry
from insights.handover.codes import Codes, codes_of, write_codes
from insights.handover.gathering import SETTLED, Case, Coded, letters
from insights.handover.made import Held, Made
from insights.handover.memos import Notes, memos_for
from insights.handover.qda_xml import ORIGIN, PROJECT, QdaXml, new_guid, plain
from insights.handover.sources import PassageRow, Source, selections_of, source_of
from insights.handover.words import said_by
from insights.models import Passage

SETTLED_NAME = gettext_lazy("Settled after two codings were compared")


def qdpx(coded: Coded, *, with_memos: bool = False, random: Random | None = None) -> Made:
    """The project. `random` is for tests: with the same one the bytes are the same."""
    random = random or SystemRandom()
    held = Held()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        sources = _write_sources(archive, coded, held, random)
        notes = memos_for(coded, held.responses) if with_memos else Notes()
        with text_entry(archive, "project.qde") as entry:
            Project(QdaXml(entry), coded, sources, notes, random).write()
    name = f"coded-{coded.use}.qdpx"
    return Made(name, "application/zip", out.getvalue(), held)


def _write_sources(
    archive: zipfile.ZipFile, coded: Coded, held: Held, random: Random
) -> dict[str, Source]:
    """A text file for each woman whose words may be seen: name of the case → where what stands."""
    sources: dict[str, Source] = {}
    for case, said in said_by(coded):
        if not said:
            continue
        held.add(one.response for one in said)
        source = source_of(new_guid(random), said)
        with text_entry(archive, f"sources/{source.guid}.txt") as entry:
            entry.write(source.text)
        sources[case.name] = source
    return sources


def _passages(coded: Coded) -> dict[int, list[PassageRow]]:
    """Coding → what it points at."""
    here = responses_for(use=coded.use, consultation=coded.consultation).order_by()
    rows = Passage.objects.filter(
        coding__counts=True,
        coding__theme__codebook=coded.codebook,
        coding__response__in=here.values("pk"),
    )
    found: dict[int, list[PassageRow]] = defaultdict(list)
    columns = ("coding_id", "answer", "start", "end", "in_translation")
    for coding, *run in rows.order_by("pk").values_list(*columns):
        found[coding].append(PassageRow(*run))
    return found


@dataclass
class Project:
    """Writes project.qde, in the order of the schema."""

    xml: QdaXml
    coded: Coded
    sources: Mapping[str, Source]
    notes: Notes
    random: Random
    users: dict[str, str] = field(default_factory=dict)  # coder, as a Given names her → guid
    variables: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        """The whole document."""
        people = {note.author for note in self.notes.kept} - set(self.coded.coders)
        others = {
            pk: name.replace("coder", "colleague")
            for pk, name in letters(people, self.random).items()
        }
        self.names = {**self.coded.coders, **others}
        self.noted: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
        self.note_guids = [new_guid(self.random) for _note in self.notes.kept]
        for note, guid in zip(self.notes.kept, self.note_guids, strict=True):
            self.noted[note.response, note.theme].append(guid)
        name = _("Coded responses")
        with self.xml.element("Project", xmlns=PROJECT, name=name, origin=ORIGIN):
            self._users()
            with self.xml.element("CodeBook"):
                write_codes(self.xml, self._codes())
            self._variables()
            self._cases()
            self._sources()
            self._notes()
            self.xml.text("Description", self._description())
            self._note_refs(None)

    def _new(self) -> str:
        return new_guid(self.random)

    def _users(self) -> None:
        names = [*sorted(self.names.values()), SETTLED]
        with self.xml.element("Users"):
            for name in names:
                self.users[name] = self._new()
                shown = str(SETTLED_NAME) if name == SETTLED else name[:1].upper() + name[1:]
                self.xml.empty("User", guid=self.users[name], name=shown)

    def _codes(self) -> Codes:
        self.codes = codes_of(self.coded.themes, self.random)
        notes = {theme: guids for (_, theme), guids in self.noted.items() if theme is not None}
        return Codes(self.coded.themes, self.codes.guids, self.random, notes)

    def _variables(self) -> None:
        with self.xml.element("Variables"):
            for name in (_("Channel"), _("Language")):
                self.variables[name] = self._new()
                self.xml.empty(
                    "Variable", guid=self.variables[name], name=name, typeOfVariable="Text"
                )

    def _cases(self) -> None:
        if not self.coded.cases:
            return
        with self.xml.element("Cases"):
            for case in self.coded.cases:
                with self.xml.element("Case", guid=self._new(), name=case.name):
                    self._case(case)

    def _case(self, case: Case) -> None:
        source = self.sources.get(case.name)
        if source is None:
            self.xml.text("Description", _("Themes only: her words are not for this use."))
            for theme in dict.fromkeys(given.theme for given in case.given):
                self.xml.empty("CodeRef", targetGUID=self.codes.guids[theme])
            return
        values = (str(Channel(case.channel).label), case.language)
        for guid, value in zip(self.variables.values(), values, strict=True):
            with self.xml.element("VariableValue"):
                self.xml.empty("VariableRef", targetGUID=guid)
                self.xml.text("TextValue", value)
        self.xml.empty("SourceRef", targetGUID=source.guid)

    def _sources(self) -> None:
        if not self.sources:
            return
        passages = _passages(self.coded)
        with self.xml.element("Sources"):
            for case in self.coded.cases:
                if source := self.sources.get(case.name):
                    self._source(case, source, passages)

    def _source(
        self, case: Case, source: Source, passages: Mapping[int, Sequence[PassageRow]]
    ) -> None:
        path = f"internal://{source.guid}.txt"
        selections, whole = selections_of(source, case, passages)
        with self.xml.element("TextSource", guid=source.guid, name=case.name, plainTextPath=path):
            for one in selections:
                # The end is the place after the last sign, as the tools write it (decision 0029).
                span = {"startPosition": str(one.start), "endPosition": str(one.end)}
                with self.xml.element(
                    "PlainTextSelection", guid=self._new(), name=one.name, **span
                ):
                    self._codings(one.given)
            self._codings(whole)
            for row in case.rows:
                self._note_refs(row)

    def _codings(self, given: Sequence[tuple[int, str]]) -> None:
        for theme, by in given:
            with self.xml.element("Coding", guid=self._new(), creatingUser=self.users[by]):
                self.xml.empty("CodeRef", targetGUID=self.codes.guids[theme])

    def _notes(self) -> None:
        if not self.notes.kept:
            return
        with self.xml.element("Notes"):
            for note, guid in zip(self.notes.kept, self.note_guids, strict=True):
                by = self.users[self.names[note.author]]
                with self.xml.element("Note", guid=guid, name=_("Memo"), creatingUser=by):
                    self.xml.text("PlainTextContent", plain(note.text))

    def _note_refs(self, response: int | None) -> None:
        for guid in self.noted.get((response, None), ()):
            self.xml.empty("NoteRef", targetGUID=guid)

    def _description(self) -> str:
        told = _(
            "Codebook %(codebook)s. Words of women who allowed this: “%(use)s”; of all others the "
            "themes alone, as codes of their case. When a woman takes her words back, you are "
            "told: delete this project then, and ask for a new one. Positions count Unicode code "
            "points from 0; an end is the place after the last sign."
        )
        use = WORDING[self.coded.use][0]
        said = told % {"codebook": self.coded.codebook, "use": use}
        left_out = self.notes.left_out
        stayed = ngettext(
            "%(number)d memo is not in here: it repeats words that are not.",
            "%(number)d memos are not in here: they repeat words that are not.",
            left_out,
        )
        return f"{said} {stayed % {'number': left_out}}" if left_out else said
