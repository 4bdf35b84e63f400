"""Welsh beside English (§10): whatever a woman or the public can read has Welsh words."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polib  # type: ignore[import-untyped]
import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation.template import templatize

from insights.packs.wording import women
from tests.house.paths import ROOT, files, name

CATALOGUE = ROOT / "site" / "locale" / "cy" / "LC_MESSAGES" / "django.po"
PANELS = ROOT / "consultations" / "panels"
TEMPLATES = [
    *(
        path
        for path in sorted((ROOT / "consultations" / "templates").rglob("*.html"))
        if "admin" not in path.parts
    ),
    *(
        path
        for path in sorted((ROOT / "feedback" / "templates" / "feedback").rglob("*.html"))
        if "admin" not in path.parts
    ),
    *sorted((ROOT / "site" / "templates").rglob("*.html")),
    *sorted((ROOT / "site" / "templates" / "account").rglob("*.txt")),
    *(
        path
        for path in sorted((PANELS / "templates").rglob("*.html"))
        if "admin" not in path.parts or path.stem in {"letters", "paper", "sheet"}
    ),
    *(
        path
        for path in sorted((ROOT / "site" / "core" / "templates").rglob("*.html"))
        if "admin" not in path.parts
    ),
]
# Of feedback, what only staff see; all else may be read by a woman.
FOR_STAFF = {
    *("admin_forms", "definitions", "gates", "late", "models"),
    *("viewsets", "wagtail_hooks"),
}
MODULES = [
    *sorted((ROOT / "consultations" / "templatetags").glob("*.py")),
    *(ROOT / "consultations" / "bodies" / f"{name}.py" for name in ("asking", "kinds", "views")),
    *(ROOT / "consultations" / "accessible" / f"{n}.py" for n in ("selectors", "large_print")),
    *(p for p in sorted((ROOT / "feedback").glob("*.py")) if p.stem not in FOR_STAFF),
    *(p for p in sorted((ROOT / "feedback" / "equality").glob("*.py")) if p.stem != "models"),
    *sorted((ROOT / "consultations" / "open_data").glob("*.py")),
    ROOT / "feedback" / "review" / "invites" / "wording.py",
    ROOT / "feedback" / "review" / "paper" / "sheet.py",
    ROOT / "feedback" / "review" / "keying" / "say_first.py",
    *sorted((ROOT / "consultations" / "listing").glob("*.py")),
    # of panels, what a member reads; screens of her coordinator are in people/staff
    *(p for p in sorted((PANELS / "people").glob("*.py")) if p.stem != "models"),
    *(PANELS / "sessions" / f"{n}.py" for n in ("forms", "shown", "wording", "asks", "held")),
    *(PANELS / "sessions" / f"{n}.py" for n in ("views", "asking", "panel_steps")),
    # of rooms, all that a member reads; screens of their facilitator are in codesign/staff
    *(
        PANELS / "codesign" / f"{n}.py"
        for n in ("views", "activity_views", "forms", "held", "doors")
    ),
    *(PANELS / "codesign" / "rooms" / f"{n}.py" for n in ("stages", "services")),
    *(PANELS / "codesign" / "activities" / f"{n}.py" for n in ("shown", "results")),
    PANELS / "codesign" / "asks" / "services.py",
    PANELS / "codesign" / "care" / "services.py",
    *sorted((ROOT / "site" / "accounts" / "members").glob("*.py")),
    ROOT / "site" / "accounts" / "adapter.py",
    ROOT / "consultations" / "promises" / "clock.py",
    ROOT / "site" / "core" / "helplines.py",
    ROOT / "site" / "config" / "facts.py",
    *(ROOT / "site" / "core" / folder / "models.py" for folder in ("places", "news")),
    ROOT / "insights" / "notices" / "wording.py",
    ROOT / "insights" / "packs" / "wording.py",
    ROOT / "site" / "core" / "journey.py",
]
# The public sees what their choices are called; names of fields are for staff.
MODELS = [
    ROOT / "consultations" / "models.py",
    PANELS / "models.py",
    PANELS / "people" / "models.py",
    PANELS / "sessions" / "attending.py",
    *(PANELS / "codesign" / f"{n}" / "models.py" for n in ("rooms", "activities", "asks", "care")),
    ROOT / "consultations" / "recommended" / "models.py",
    ROOT / "consultations" / "outcomes" / "models.py",
    ROOT / "feedback" / "models.py",
    ROOT / "site" / "core" / "models.py",
]
MARKS = {"_", "gettext", "gettext_lazy", "ngettext"}
MARKED = re.compile(r"(?:\bn?gettext|\b_)\(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
LEAVE_WIDTH = 16  # characters that the way out has room for on a narrow phone


def in_template(path: Path) -> Iterator[str]:
    """What a template marks for translation, read as makemessages reads it."""
    for call in MARKED.findall(templatize(path.read_text())):
        yield ast.literal_eval(call.partition("(")[2])


def in_code(tree: ast.AST) -> Iterator[str]:
    """What Python code marks for translation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in MARKS and isinstance(first, ast.Constant):
                yield str(first.value)


def in_choices(path: Path) -> Iterator[str]:
    """What the choices of a module of models are called."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and "Choices" in "".join(map(ast.unparse, node.bases)):
            yield from in_code(node)


def public_strings() -> set[str]:
    """Everything marked for translation that a woman or the public can read."""
    found = {words for path in TEMPLATES for words in in_template(path)}
    found |= {words for path in MODULES for words in in_code(ast.parse(path.read_text()))}
    return found | {words for path in MODELS for words in in_choices(path)}


PUBLIC = public_strings()
WELSH = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}
TRANSLATED = [entry for entry in WELSH.values() if entry.translated()]


def test_strings_are_found_in_templates_code_and_choices() -> None:
    wanted = {
        "Leave this site",
        "%(n)s question. You can skip it.",
        "Print them in a report",
        "Open until %(day)s",
        "%(count)d woman",
        "We could not",
        "Court",
    }
    assert wanted <= PUBLIC
    assert "purpose: what can still change" not in PUBLIC


def test_marks_are_those_that_makemessages_knows() -> None:
    renamed = re.compile(r"\bn?gettext\w* as (?!_$)", re.MULTILINE)
    assert not [name(path) for path in files(".py") if renamed.search(path.read_text())]


def test_public_words_are_in_the_catalogue() -> None:
    assert not PUBLIC - WELSH.keys(), "Run `make messages`, then write the Welsh."


def test_public_words_are_in_welsh() -> None:
    missing = {words for words in PUBLIC & WELSH.keys() if not WELSH[words].translated()}
    assert not missing, "Write the Welsh, take off `fuzzy`, then run `make compile-messages`."


def test_no_string_of_the_catalogue_lacks_its_welsh() -> None:
    """Staff read Welsh too: what is collected is translated, and no guess is left in it."""
    catalogue = polib.pofile(str(CATALOGUE))
    lacking = [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()]
    assert not lacking, "Write the Welsh, take off `fuzzy`, then run `make compile-messages`."


def test_placeholders_are_those_of_the_english() -> None:
    wrong = set()
    for entry in TRANSLATED:
        wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        welsh = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if any(set(PLACEHOLDER.findall(words)) != wanted for words in welsh):
            wrong.add(entry.msgid)
    assert not wrong


def test_each_plural_has_the_four_welsh_forms() -> None:
    plurals = [entry for entry in TRANSLATED if entry.msgid_plural]
    assert plurals
    assert not [e.msgid for e in plurals if sorted(e.msgstr_plural) != [0, 1, 2, 3]]


def test_the_way_out_fits_its_button() -> None:
    assert len(WELSH["Leave this site"].msgstr) <= LEAVE_WIDTH


def test_the_catalogue_says_that_a_speaker_has_to_check_it() -> None:
    assert "fluent speaker" in polib.pofile(str(CATALOGUE)).header


def test_dates_are_in_welsh() -> None:
    with translation.override("cy"):
        assert date_format(date(2026, 10, 5), "j F Y") == "5 Hydref 2026"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 fenyw"), (2, "2 fenyw"), (3, "3 o fenywod"), (8, "8 o fenywod"), (11, "11 o fenywod")],
)
def test_counts_take_their_welsh_form(count: int, words: str) -> None:
    with translation.override("cy"):
        assert women(count) == words
