"""Codebook files: both shapes, what is refused, and importing twice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.codebook.files import SHIPPED, CodebookError, parse_codebook, read_codebook
from insights.codebook.versions import version_after_import
from insights.models import Coding, Theme, Theming
from insights.proposals.decisions import accept_proposal, merge_proposal
from insights.services import accept_suggestion, choose_codebook, suggest_themes
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.proposals import BUSES, make_proposal, make_unexplained
from tests.factories.themes import make_codebook, small_codebook, theme_of, use_codebook

FLAT = [
    {"name": "Feeling safe", "keywords": ["safe", "unsafe"], "examples": ["I felt safe."]},
    {"name": "Food & drink", "keywords": ["food"]},
]


def test_axes_become_themes_with_parents_and_cues(db: None) -> None:
    make_codebook()
    housing, unsafe = theme_of("need.housing"), theme_of("need.housing.unsafe")
    assert housing.cues == ["hostel", "nowhere to go", "flat", "hostle"]
    assert housing.cues_cy == ["tai", "digartref", "carchar"]
    assert (unsafe.parent, unsafe.axis) == (housing, "need")


def test_a_flat_list_becomes_one_axis(db: None) -> None:
    codebook = make_codebook(FLAT, folder="my-feedback")
    assert codebook.slug == "my-feedback"
    safe = theme_of("feeling-safe")
    assert (safe.axis, safe.cues, safe.examples) == ("theme", ["safe", "unsafe"], ["I felt safe."])


def test_our_own_codebook_can_be_imported(db: None) -> None:
    draft = read_codebook(SHIPPED)
    assert {theme.axis for theme in draft.themes} == {"factor", "need", "stage"}
    call_command("import_codebook", verbosity=0)
    assert Theme.objects.count() == len(draft.themes) > 150


def _broken(**changes: Any) -> dict[str, Any]:
    data = small_codebook()
    data["axes"][0]["themes"][1].update(changes)
    return data


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ({}, "axes"),
        ("themes", "axes"),
        ([], "no theme"),
        ([{"keywords": ["safe"]}], "theme 1"),
        ([{"name": "Safe", "keywords": "safe"}], r"theme 1 \(Safe\)"),
        ([{"name": "Safe", "keywords": ["…"]}], r"theme 1 \(Safe\)"),
        ([{"name": "Safe", "keywords": [7]}], r"theme 1 \(Safe\)"),
        ([{"name": "!!"}], "theme 1"),
        (["Safe"], "theme 1"),
        ([{"name": "Safe"}, {"name": "safe"}], "safe: two themes"),
        (_broken(code=""), r"theme 2 \(Money\)"),
        (_broken(name=None), "need.money"),
        (_broken(name="m" * 121), "need.money"),
        (_broken(cues=["x" * 81]), "need.money"),
        (_broken(code="need.housing"), "need.housing: two themes"),
        (_broken(children=[{"code": "a", "name": "A", "children": [{}]}]), "a: sub-themes"),
        (_broken(children={"code": "a"}), "need.money"),
        ({"axes": [{"code": "need", "themes": []}]}, r"axis 1 \(need\)"),
        ({"axes": [{"code": "n" * 21, "name": "Needs"}]}, "axis 1"),
        ({"name": 5, "axes": small_codebook()["axes"]}, "name"),
    ],
)
def test_a_broken_file_is_refused_and_the_entry_named(data: object, names: str) -> None:
    with pytest.raises(CodebookError, match=names):
        parse_codebook(data, slug="broken")


def test_a_flat_list_without_any_name_is_refused() -> None:
    with pytest.raises(CodebookError, match="--slug"):
        parse_codebook(FLAT)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", None])
def test_a_file_that_is_no_json_stores_nothing(
    db: None, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "codebook.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r"codebook\.json"):
        call_command("import_codebook", path)
    assert not Theme.objects.exists()


def test_importing_again_changes_themes_by_code_and_loses_nothing(
    form: Callable[..., Form], area: Area
) -> None:
    page = form().consultation
    use_codebook(page)
    response = make_response(page.forms.get(), "I am in debt and in a hostel")
    suggest_themes(consultation=page)
    facilitator = make_staff("facilitator", area)
    coding = accept_suggestion(
        suggestion=response.suggestions.get(theme=theme_of("need.money")), by=facilitator
    )
    before = dict(Theme.objects.values_list("code", "pk"))

    data = small_codebook()
    data["version"] = "1.1"
    data["axes"][0]["themes"][0]["name"] = "A place to live"
    del data["axes"][0]["themes"][1]  # money
    make_codebook(data)

    assert dict(Theme.objects.values_list("code", "pk")) == before
    assert theme_of("need.housing").name == "A place to live"
    assert theme_of("need.money").status == Theme.Status.RETIRED
    coding.refresh_from_db()
    assert (coding.theme.code, coding.codebook_version) == ("need.money", "1.0")
    make_codebook()
    assert theme_of("need.money").status == Theme.Status.ACTIVE
    assert Coding.objects.count() == 1


def test_a_changed_file_without_a_version_gets_another(db: None) -> None:
    first = make_codebook(FLAT, slug="flat").version
    assert make_codebook(FLAT, slug="flat").version == first
    assert make_codebook(FLAT[:1], slug="flat").version != first


def test_two_codebooks_do_not_touch_each_other(db: None) -> None:
    make_codebook()
    make_codebook(FLAT, slug="flat")
    assert not Theme.objects.filter(status=Theme.Status.RETIRED).exists()


def test_the_command_chooses_the_codebook_of_a_consultation(
    consultation: Callable[..., ConsultationPage], tmp_path: Path
) -> None:
    page = consultation()
    path = tmp_path / "flat.json"
    path.write_text(json.dumps(FLAT))
    call_command("import_codebook", path, "--slug=flat", f"--consultation={page.slug}", verbosity=0)
    assert Theming.objects.get().codebook.slug == "flat"


def test_an_unknown_consultation_stops_the_import(site_root: object) -> None:
    with pytest.raises(CommandError, match="no-such-page"):
        call_command("import_codebook", "--consultation=no-such-page")
    assert not Theme.objects.exists()


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "editor", "administrator"])
def test_only_who_edits_codebooks_may_choose_one(
    consultation: Callable[..., ConsultationPage], area: Area, role: str
) -> None:
    with pytest.raises(PermissionDenied):
        choose_codebook(
            consultation=consultation(), codebook=make_codebook(), by=make_staff(role, area)
        )
    assert not Theming.objects.exists()


def test_a_facilitator_of_another_area_may_not_choose_a_codebook(
    consultation: Callable[..., ConsultationPage], other_area: Area
) -> None:
    facilitator = make_staff("facilitator", other_area)
    with pytest.raises(PermissionDenied):
        choose_codebook(consultation=consultation(), codebook=make_codebook(), by=facilitator)


def test_importing_again_keeps_what_proposals_brought(
    form: Callable[..., Form], facilitator: User
) -> None:
    made = form()
    codebook = use_codebook(made.consultation)
    proposals = [make_proposal(make_unexplained(made, BUSES)) for _ in range(2)]
    theme = accept_proposal(
        proposal=proposals[0], by=facilitator, name="Buses", axis="need", words=["bus"]
    )
    merge_proposal(
        proposal=proposals[1], by=facilitator, theme=theme_of("need.money"), words=["bus"]
    )
    make_codebook()
    theme.refresh_from_db()
    codebook.refresh_from_db()
    assert theme.status == Theme.Status.ACTIVE
    assert theme_of("need.money").cues == ["benefits", "debt", "bus"]
    assert codebook.version == "1.0+3"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("1.0", None, "1.0"),
        ("1.0", "1.0", "1.0"),
        ("1.0", "1.0+2", "1.0+3"),
        ("1.1", "1.0+2", "1.1"),
        ("1.01", "1.0+2", "1.01"),
        ("a-long-name-of-a-file", "a-long-name-of-a-f+1", "a-long-name-of-a-f+2"),
        ("2.0", "1.0", "2.0"),
    ],
)
def test_versions_after_an_import(file: str, before: str | None, after: str) -> None:
    assert version_after_import(file, before) == after
