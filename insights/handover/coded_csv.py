"""Coded responses as CSV, a row a woman, with the codebook and a dictionary beside it."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from feedback.models import Channel, Question
from feedback.selectors import answers_for
from feedback.uses import WORDING
from insights.handover.archive import write_csv
from insights.handover.gathering import SETTLED, Case, Coded
from insights.handover.made import Held, Made
from insights.handover.words import ENGLISH, Said, said_by, versions_of
from insights.models import Theme

ABOUT = ("case", "channel", "language", "coded_by", "codebook_version")
PARTS = ("text", "options", "language", "translation")
BETWEEN = "; "
WRITTEN = (Question.Kind.LONG_TEXT, Question.Kind.SHORT_TEXT)


@dataclass(frozen=True, slots=True)
class Column:
    """A question, and the part of an answer that stands in the column (PARTS)."""

    question: str
    part: str
    name: str


def coded_csv(coded: Coded) -> Made:
    """A ZIP of coded.csv, codebook.csv and dictionary.csv."""
    held = Held()
    columns = _columns(coded)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        write_csv(archive, "coded.csv", _lines(coded, columns, held))
        write_csv(archive, "codebook.csv", codebook_lines(coded.themes))
        write_csv(archive, "dictionary.csv", _dictionary(coded, columns))
    name = f"coded-{coded.use}.zip"
    return Made(name, "application/zip", out.getvalue(), held)


# -- the women


def _columns(coded: Coded) -> list[Column]:
    """Each question once, as the newest version words it; under names unlike each other."""
    beside = _marked(coded)
    found: dict[str, list[Column]] = {}
    names: set[str] = set(ABOUT)
    for version in versions_of(coded.consultation).values():
        for item in version.questionnaire.questions:
            if item.key in found:
                continue
            parts = ["text"] if item.kind in WRITTEN else ["options"]
            if item.takes_more:
                parts.append("text")
            parts += [part for part in PARTS[2:] if (item.key, part) in beside]
            label = item.text.get(ENGLISH, "")
            found[item.key] = [
                Column(item.key, part, _unlike(_named(label, part, parts), item.key, names))
                for part in parts
            ]
    return [column for columns in found.values() for column in columns]


def _marked(coded: Coded) -> set[tuple[str, str]]:
    """Questions that any answer to has a marked language or a translation."""
    answers = answers_for(use=coded.use, consultation=coded.consultation).order_by()
    found = set()
    for part in PARTS[2:]:
        marked = answers.exclude(**{part: ""}).values_list("question_key", flat=True)
        found |= {(key.hex, part) for key in marked.distinct()}
    return found


def _named(label: str, part: str, parts: Sequence[str]) -> str:
    if part == "language":
        return _("%(question)s (language)") % {"question": label}
    if part == "translation":
        return _("%(question)s (translation)") % {"question": label}
    if part == "text" and "options" in parts:
        return _("%(question)s (her own words)") % {"question": label}
    return label


def _unlike(name: str, key: str, names: set[str]) -> str:
    name = name if name not in names else f"{name} [{key[:8]}]"
    names.add(name)
    return name


def _lines(coded: Coded, columns: Sequence[Column], held: Held) -> Iterator[list[str]]:
    themes = [_theme_name(theme) for theme in coded.themes]
    above = {theme.pk: theme.parent_id for theme in coded.themes}
    yield [*ABOUT, *(column.name for column in columns), "themes", *themes]
    for case, said in said_by(coded):
        held.add(one.response for one in said)
        yield [
            case.name,
            case.channel,
            case.language,
            BETWEEN.join(sorted({given.by for given in case.given})),
            BETWEEN.join(sorted({given.version for given in case.given})),
            *(_cell(said, column) for column in columns),
            *_theme_cells(coded.themes, above, case),
        ]


def _theme_name(theme: Theme) -> str:
    return f"{theme.name} [{theme.code}]"


def _cell(said: Sequence[Said], column: Column) -> str:
    """What she said to a question in all rows of her visit, the last first."""
    found: dict[str, None] = {}
    for one in said:
        if one.question == column.question:
            part = one.options if column.part == "options" else [getattr(one, column.part)]
            found |= dict.fromkeys(filter(None, part))
    return (BETWEEN if column.part == "options" else "\n\n").join(found)


def _theme_cells(
    themes: Sequence[Theme], above: Mapping[int, int | None], case: Case
) -> Iterator[str]:
    """The names of her themes in one cell, then 1 or 0 for each theme. A sub-theme says the theme
    above it too, and names it by itself."""
    given = {one.theme for one in case.given}
    higher = {above.get(pk) for pk in given}
    said = given | {pk for pk in higher if pk is not None}
    yield BETWEEN.join(t.name for t in themes if t.pk in given and t.pk not in higher)
    for theme in themes:
        yield "1" if theme.pk in said else "0"


# -- what it all means


def codebook_lines(themes: Sequence[Theme]) -> Iterator[list[str]]:
    """The themes. Examples stay away: they may be words of women who allowed no use."""
    codes = {theme.pk: theme.code for theme in themes}
    yield [
        *("code", "name", "name_welsh", "axis", "level", "under", "in_use"),
        *("covers", "belongs_here", "does_not_belong_here"),
    ]
    for theme in themes:
        yield [
            theme.code,
            theme.name,
            theme.name_cy,
            theme.axis_name,
            "2" if theme.parent_id else "1",
            codes.get(theme.parent_id or 0, ""),
            "1" if theme.status == Theme.Status.ACTIVE else "0",
            theme.description,
            theme.include,
            theme.exclude,
        ]


def _dictionary(coded: Coded, columns: Sequence[Column]) -> Iterator[tuple[str, str, str]]:
    yield "what", "name", "meaning"
    yield "file", "use", _words_of_the_use(coded)
    yield "file", "codebook", str(coded.codebook)
    yield from (("column", name, meaning) for name, meaning in _about().items())
    for column in columns:
        yield "column", column.name, _part_meaning(column.part)
    for theme in coded.themes:
        yield "column", _theme_name(theme), _("1: given to her, or a sub-theme of it; 0: not")
    yield from (("channel", key, str(label)) for key, label in Channel.choices)
    yield from (("language", code, str(name)) for code, name in settings.LANGUAGES)


def _words_of_the_use(coded: Coded) -> str:
    told = _(
        "Words of women who allowed this: “%(use)s”. Of all others there are the themes that "
        "people gave them, and neither words nor channel nor language. When a woman takes her "
        "words back, you are told: delete this file then, and ask for a new one."
    )
    return told % {"use": WORDING[coded.use][0]}


def _about() -> dict[str, str]:
    return {
        "case": _("One woman. Made for this file: another has other names. The order is none."),
        "channel": _("How her words reached us; empty where her words are not in here"),
        "language": _("Language that she answered in; empty where her words are not in here"),
        "coded_by": _(
            "Who gave her themes: people by letters of this file alone; %(settled)s: two "
            "codings were compared and settled. Empty: no theme fitted, or not coded."
        )
        % {"settled": SETTLED},
        "codebook_version": _("Versions of the codebook that her themes were given with"),
        "themes": _("Her themes by name; where a sub-theme is named, the theme above it holds too"),
    }


def _part_meaning(part: str) -> str:
    return {
        "text": _("Her words, with details taken out by a reader"),
        "options": _("What she chose"),
        "language": _("Language of her words as a reader marked it; empty: not sure"),
        "translation": _("Into English, by a person, of the words with details taken out"),
    }[part]
