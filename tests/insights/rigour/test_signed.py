"""What takes a signature away, act by act, and what leaves it; what each step stands under."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.codebook.changes import (
    add_theme,
    edit_theme,
    move_theme,
    name_in_area,
    restore_theme,
    retire_theme,
)
from insights.codebook.remapping import merge_theme, split_theme
from insights.codebook.undoing import undo_change
from insights.models import CodebookChange, SignOff, Suggestion, Theme, Theming
from insights.rigour.method import choose_method
from insights.rigour.signed import under_now
from insights.rigour.signing import note_changed, take_step
from insights.rigour.standing import (
    StepStanding,
    history_of,
    holding_steps,
    is_signed_off,
    standing_of_coding,
)
from insights.rigour.voices import decide_voice
from insights.services import (
    accept_suggestion,
    add_coding,
    choose_codebook,
    mark_read,
    recode,
    reject_suggestion,
    remove_coding,
)
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import make_codebook, small_codebook, theme_of
from tests.insights.rigour.doubly import UNSAFE


@dataclass
class Signed:
    """A consultation whose coding is signed off: two women raised housing, one money."""

    form: Form
    first: User
    lead: User
    rows: list[Response]

    @property
    def page(self) -> Any:
        return type(self.form.consultation).objects.get(pk=self.form.consultation_id)

    def suggestion(self, code: str = COURT) -> Suggestion:
        return Suggestion.objects.create(
            response=self.rows[0],
            theme=theme_of(code),
            band="strong",
            engine="x",
            codebook_version="1.0",
        )

    def voice(self, code: str, *, keep: bool, why: str) -> None:
        decide_voice(
            consultation=self.page, theme=theme_of(code), is_kept=keep, why=why, by=self.lead
        )

    def signature(self) -> StepStanding:
        return standing_of_coding(self.page).steps[-1]


def sign(made: Signed) -> None:
    """All steps are taken, whatever is missing."""
    for step in ("coded", "checked", "signed"):
        SignOff.objects.create(
            consultation=made.page,
            step=step,
            by=made.lead,
            name=str(made.lead),
            made_on=timezone.localdate(),
            under=dict(under_now(made.page)),
        )


@pytest.fixture
def signed(asked_here: Form, first: User, lead: User) -> Signed:
    rows = [make_coded(asked_here, first, code) for code in (HOUSING, HOUSING, MONEY)]
    made = Signed(asked_here, first, lead, rows)
    for code in (HOUSING, MONEY):
        made.voice(code, keep=True, why="They said it.")
    sign(made)
    return made


Act = Callable[[Signed], object]


def _split(made: Signed) -> None:
    codings = theme_of(HOUSING).codings.values_list("pk", flat=True)
    parts = [{"name": "Hostels"}, {"name": "Flats"}]
    split_theme(
        theme=theme_of(HOUSING),
        by=made.lead,
        parts=parts,
        below=False,
        chosen={pk: [0] for pk in codings},
    )


def _merge_back(made: Signed) -> None:
    SignOff.objects.all().delete()
    change = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=made.lead, why="One.")
    sign(made)
    undo_change(change=change, by=made.lead)


def _unname(made: Signed) -> None:
    SignOff.objects.all().delete()
    edit_theme(theme=theme_of(MONEY), by=made.lead, name="Debt")
    sign(made)
    undo_change(change=CodebookChange.objects.latest("pk"), by=made.lead)


def _standpoint(made: Signed) -> None:
    Theming.objects.update(method="reflexive", standpoint="We work in probation.")
    SignOff.objects.all().delete()
    sign(made)
    choose_method(consultation=made.page, method="reflexive", standpoint="We don't.", by=made.lead)


def _import(made: Signed) -> None:
    file: Any = small_codebook()
    file["axes"][0]["themes"][1]["name"] = "Debt"
    make_codebook(file)


LAPSES: dict[str, tuple[Act, str]] = {
    "a theme is added to a response": (
        lambda m: add_coding(response=m.rows[0], theme=theme_of(COURT), by=m.first),
        "The themes of a response were changed.",
    ),
    "a coding is taken back": (
        lambda m: remove_coding(coding=m.rows[0].codings.get(), by=m.first),
        "The themes of a response were changed.",
    ),
    "a suggestion is accepted": (
        lambda m: accept_suggestion(suggestion=m.suggestion(), by=m.first),
        "The themes of a response were changed.",
    ),
    "a coding is changed": (
        lambda m: recode(
            response=m.rows[0], theme=theme_of(HOUSING), into=[theme_of(COURT)], by=m.first
        ),
        "The themes of a response were changed.",
    ),
    "two themes are merged": (
        lambda m: merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=m.lead, why="1"),
        "Theme merged: “Money”.",
    ),
    "a merge is undone": (_merge_back, "Undone: Theme merged: “Money”."),
    "a theme is split": (_split, "Theme split: “Housing”."),
    "a theme gets another name": (
        lambda m: edit_theme(theme=theme_of(MONEY), by=m.lead, name="Debt"),
        "“Money” is called “Debt” now.",
    ),
    "a name is spelt otherwise": (
        lambda m: edit_theme(theme=theme_of(MONEY), by=m.lead, name="money"),
        "“Money” is called “money” now.",
    ),
    "a theme gets another name in Welsh": (
        lambda m: edit_theme(theme=theme_of(MONEY), by=m.lead, name="Money", name_cy="Dyled"),
        "“Money” has another name in Welsh.",
    ),
    "a new name is undone": (_unname, "“Debt” is called “Money” now."),
    "a theme nobody raised gets another name": (
        lambda m: edit_theme(theme=theme_of(COURT), by=m.lead, name="At court"),
        "is called “At court” now.",
    ),
    "a file is imported with another name": (_import, "“Money” is called “Debt” now."),
    "a theme is put under another": (
        lambda m: move_theme(theme=theme_of(COURT), parent=theme_of(MONEY), by=m.lead, why="1"),
        "stands under another theme or on another axis.",
    ),
    "a theme is put on another axis": (
        lambda m: move_theme(theme=theme_of(MONEY), axis="stage", by=m.lead),
        "“Money” stands under another theme or on another axis.",
    ),
    "another codebook is chosen": (
        lambda m: choose_codebook(
            consultation=m.page, codebook=make_codebook(slug="other"), by=m.lead
        ),
        "Another codebook was chosen: ",
    ),
    "another method is chosen": (
        lambda m: choose_method(
            consultation=m.page, method="reflexive", standpoint="S.", by=m.lead
        ),
        "Another method was chosen.",
    ),
    "the standpoint of a reflexive reading is told anew": (
        _standpoint,
        "Where the readers stand was told anew.",
    ),
    "a quiet voice is left out": (
        lambda m: m.voice(MONEY, keep=False, why="Not asked."),
        "What becomes of “Money”, which few raised, was decided anew.",
    ),
    "a quiet voice is kept for another reason": (
        lambda m: m.voice(MONEY, keep=True, why="It is grave."),
        "What becomes of “Money”, which few raised, was decided anew.",
    ),
}


@pytest.mark.parametrize("act", LAPSES)
def test_what_takes_a_signature_away(signed: Signed, act: str) -> None:
    do, why = LAPSES[act]
    assert is_signed_off(signed.page)
    do(signed)
    assert not is_signed_off(signed.page)
    last = history_of(signed.page)[-1]
    assert last.step == "changed"
    assert why in last.note
    found = signed.signature()
    assert found.taken is None
    assert found.lapsed is not None
    assert [said for said in found.why if why in said]
    assert len(found.why) == len(set(found.why))
    # by whom, and once, whatever is changed after it
    by_command = act == "a file is imported with another name"
    assert last.name in ([""] if by_command else [str(signed.first), str(signed.lead)])
    Theme.objects.filter(code=COURT).update(name="Anew")
    note_changed(signed.page, signed.lead)
    assert SignOff.objects.filter(step="changed").count() == 1


def _reorder(made: Signed) -> None:
    moved = move_theme(theme=theme_of(MONEY), axis="need", by=made.lead)
    assert moved is not None


def _withdraw(made: Signed) -> None:
    receipt = bytes(made.rows[0].receipt_hash or b"")
    ReceiptAct.objects.create(receipt_hash=receipt, kind="withdraw")


def _restore(made: Signed) -> None:
    retire_theme(theme=theme_of(COURT), by=made.lead)
    restore_theme(theme=theme_of(COURT), by=made.lead)


STANDS: dict[str, Act] = {
    "themes are put in another turn": _reorder,
    "a description is written anew": lambda m: edit_theme(
        theme=theme_of(MONEY), by=m.lead, name="Money", description="Clearer.", cues=["fine"]
    ),
    "a theme is added": lambda m: add_theme(
        codebook=theme_of(MONEY).codebook, by=m.lead, axis="need", name="Health"
    ),
    "a theme is retired": lambda m: retire_theme(theme=theme_of(MONEY), by=m.lead, why="Old."),
    "a theme is taken back into use": _restore,
    "an area calls it otherwise": lambda m: name_in_area(
        theme=theme_of(MONEY), area=m.page.area, by=m.lead, name="Debt here"
    ),
    "the same codebook is chosen again": lambda m: choose_codebook(
        consultation=m.page, codebook=theme_of(MONEY).codebook, by=m.lead
    ),
    "a standpoint is noted beside a codebook": lambda m: choose_method(
        consultation=m.page, method="codebook", standpoint="We work there.", by=m.lead
    ),
    "the same is said of a quiet voice": lambda m: m.voice(MONEY, keep=True, why="They said it."),
    "a suggestion is turned down": lambda m: reject_suggestion(
        suggestion=m.suggestion(), by=m.first
    ),
    "somebody else reads it": lambda m: mark_read(response=m.rows[0], by=m.lead),
    "a late response comes in": lambda m: make_response(m.form, "On paper.", channel="paper"),
    "words are taken back": _withdraw,
    "a response is deleted": lambda m: m.rows[0].delete(),
    "a codebook is imported as it was": lambda m: make_codebook(),
    "another codebook is changed": lambda m: edit_theme(
        theme=make_codebook(slug="other").themes.get(code=UNSAFE), by=m.lead, name="Unsafe"
    ),
    "somebody looks whether it stands": lambda m: note_changed(m.page, m.lead),
}


@pytest.mark.parametrize("act", STANDS)
def test_what_leaves_it(signed: Signed, act: str) -> None:
    STANDS[act](signed)
    assert is_signed_off(signed.page)
    assert not SignOff.objects.filter(step="changed").exists()
    assert signed.signature().lapsed is None


# -- Nobody has to remember to say so


@pytest.mark.parametrize(
    "change",
    [
        lambda: Theme.objects.filter(code=MONEY).update(name="Debt"),
        lambda: Theming.objects.update(method="reflexive"),
        lambda: Theming.objects.all().delete(),
    ],
)
def test_what_is_changed_behind_its_back_takes_it_away_too(
    signed: Signed, change: Callable[[], object]
) -> None:
    change()
    assert not is_signed_off(signed.page)
    assert signed.signature().why
    assert not SignOff.objects.filter(step="changed").exists()


def test_what_was_signed_before_this_was_kept_stands(signed: Signed) -> None:
    SignOff.objects.update(under={})
    Theme.objects.filter(code=MONEY).update(name="Debt")
    assert is_signed_off(signed.page)


def test_a_command_takes_it_away(signed: Signed) -> None:
    make_codebook(slug="other")
    call_command("import_codebook", consultation=signed.page.slug, verbosity=0)
    assert not is_signed_off(signed.page)


# -- What each step stands under


def test_each_step_goes_with_what_it_stands_under(signed: Signed) -> None:
    page, lead = signed.page, signed.lead
    before, other = theme_of(MONEY).codebook, make_codebook(slug="other")
    choose_method(consultation=page, method="reflexive", standpoint="S.", by=lead)
    assert set(holding_steps(signed.page)) == {"coded"}
    choose_method(consultation=signed.page, method="codebook", standpoint="S.", by=lead)
    assert set(holding_steps(signed.page)) == {"coded", "checked"}  # who signs signs anew
    choose_codebook(consultation=page, codebook=other, by=lead)
    assert set(holding_steps(signed.page)) == set()
    steps = standing_of_coding(signed.page).steps
    assert all(step.lapsed and "Another codebook" in step.why[-1] for step in steps)
    choose_codebook(consultation=page, codebook=before, by=lead)
    assert set(holding_steps(signed.page)) == {"coded", "checked"}


def test_it_is_signed_anew_under_what_stands_then(signed: Signed) -> None:
    Theming.objects.update(method="reflexive", standpoint="S.")
    for row in signed.rows:
        mark_read(response=row, by=signed.lead)
    for step in ("checked", "signed"):
        take_step(consultation=signed.page, step=step, by=signed.lead)
    assert is_signed_off(signed.page)
    edit_theme(theme=theme_of(MONEY), by=signed.lead, name="Debt")
    take_step(consultation=signed.page, step="signed", by=signed.lead)
    assert is_signed_off(signed.page)
    assert signed.signature().lapsed is None


def test_a_long_list_of_reasons_has_a_place_in_a_note(signed: Signed) -> None:
    for theme in Theme.objects.all():
        Theme.objects.filter(pk=theme.pk).update(name=f"{theme.name} {'x' * 90}")
    note_changed(signed.page, signed.lead)
    row = SignOff.objects.get(step="changed")
    assert row.note.endswith("now. …")
    assert len(row.note) <= 300
    assert len(signed.signature().why) >= 3
