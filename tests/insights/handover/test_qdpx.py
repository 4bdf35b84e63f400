"""REFI-QDA: the shape of the standard, positions that hold, words by use, text that is hostile."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from feedback.uses import Use
from insights.handover.codes import codebook_file
from insights.handover.gathering import NothingCoded
from insights.handover.made import Made
from insights.handover.qda_xml import plain
from insights.models import Coding, Memo, Theme
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.insights.handover import qda_shape
from tests.insights.handover.coded import (
    CANARY,
    OPEN,
    REPORT,
    UNSAFE,
    files,
    point,
    qdpx_of,
)

Women = dict[str, Response]
NS = {"q": qda_shape.PROJECT}


def project(made: Made) -> ET.Element:
    document = files(made)["project.qde"]
    assert qda_shape.faults(document) == []
    return ET.fromstring(document)  # noqa: S314


def texts(made: Made) -> list[str]:
    return [text for name, text in files(made).items() if name.startswith("sources/")]


def code_names(root: ET.Element) -> dict[str, str]:
    return {code.attrib["guid"]: code.attrib["name"] for code in root.iterfind(".//q:Code", NS)}


def coded_runs(made: Made) -> dict[str, list[str]]:
    """What is cut out of the sources by their positions → the themes that it was given."""
    root, names, found = project(made), code_names(project(made)), {}
    for source in root.iterfind("q:Sources/q:TextSource", NS):
        text = files(made)["sources/" + source.attrib["plainTextPath"].removeprefix("internal://")]
        for run in source.iterfind("q:PlainTextSelection", NS):
            words = text[int(run.attrib["startPosition"]) : int(run.attrib["endPosition"])]
            found[words] = [
                names[ref.attrib["targetGUID"]] for ref in run.iterfind("q:Coding/q:CodeRef", NS)
            ]
    return found


def whole(made: Made) -> list[str]:
    """Themes that a whole source was given."""
    root = project(made)
    names = code_names(root)
    refs = root.iterfind("q:Sources/q:TextSource/q:Coding/q:CodeRef", NS)
    return [names[ref.attrib["targetGUID"]] for ref in refs]


# -- the shape


def test_a_project_has_the_shape_of_the_standard(
    page: ConsultationPage, here: Form, women: Women, first: User
) -> None:
    point(women["report"], HOUSING, "hostel")
    root = project(qdpx_of(page))
    assert [qda_shape.local(part) for part in root] == [
        *("Users", "CodeBook", "Variables", "Cases", "Sources", "Description")
    ]


def test_sources_lie_where_the_project_says(page: ConsultationPage, women: Women) -> None:
    made = qdpx_of(page)
    names = [n for n in files(made) if n.startswith("sources/")]
    paths = [s.attrib["plainTextPath"] for s in project(made).iterfind(".//q:TextSource", NS)]
    assert names == [path.replace("internal://", "sources/") for path in paths]
    assert not texts(made)[0].startswith("\ufeff")


def test_themes_lie_under_their_axis_and_parent(page: ConsultationPage, women: Women) -> None:
    Theme.objects.filter(code=HOUSING).update(include="Hostels", exclude="Cells")
    root = project(qdpx_of(page))
    axis = root.find("q:CodeBook/q:Codes/q:Code", NS)
    assert axis is not None
    assert axis.attrib["isCodable"] == "false"
    top = axis.find("q:Code", NS)
    assert top is not None
    assert (top.attrib["name"], top.attrib["isCodable"]) == ("Housing", "true")
    description = top.findtext("q:Description", "", NS)
    assert "Include: Hostels" in description
    assert "Exclude: Cells" in description
    assert [sub.attrib["name"] for sub in top.iterfind("q:Code", NS)] == ["Unsafe"]


def test_a_case_has_her_channel_and_language(page: ConsultationPage, women: Women) -> None:
    root = project(qdpx_of(page))
    (case,) = [c for c in root.iterfind(".//q:Case", NS) if c.find("q:SourceRef", NS) is not None]
    assert [value.text for value in case.iterfind(".//q:TextValue", NS)] == ["Paper", "en-gb"]


def test_people_are_letters(
    page: ConsultationPage, women: Women, first: User, second: User
) -> None:
    made = qdpx_of(page)
    names = [user.attrib["name"] for user in project(made).iterfind(".//q:User", NS)]
    assert names == ["Coder A", "Coder B", "Settled after two codings were compared"]
    for person in (first, second):
        assert str(person) not in files(made)["project.qde"]


# -- positions


def test_words_that_a_coder_pointed_at_are_selected(page: ConsultationPage, women: Women) -> None:
    point(women["report"], HOUSING, "hostel had no room")
    assert coded_runs(qdpx_of(page)) == {"hostel had no room": ["Housing"]}
    assert whole(qdpx_of(page)) == []


def test_without_a_passage_the_whole_source_is_coded(page: ConsultationPage, women: Women) -> None:
    assert coded_runs(qdpx_of(page)) == {}
    assert whole(qdpx_of(page)) == ["Housing"]


def test_positions_count_code_points(page: ConsultationPage, here: Form, first: User) -> None:
    text = "😀👩🏽‍🦰 e\u0301 Tŷ\r\nthe flat\rwas 𝔡amp 😀"
    response = make_coded(here, first, HOUSING, MONEY, text=text, uses=REPORT)
    point(response, HOUSING, "𝔡amp")
    point(response, MONEY, "Tŷ")
    assert coded_runs(qdpx_of(page)) == {"𝔡amp": ["Housing"], "Tŷ": ["Money"]}
    assert "\r" not in texts(qdpx_of(page))[0]


def test_one_run_with_two_themes_is_one_selection(
    page: ConsultationPage, here: Form, first: User
) -> None:
    response = make_coded(here, first, HOUSING, MONEY, text=OPEN, uses=REPORT)
    for code in (HOUSING, MONEY):
        point(response, code, "no room")
    assert coded_runs(qdpx_of(page)) == {"no room": ["Housing", "Money"]}


def test_a_passage_in_a_translation_lies_in_it(
    page: ConsultationPage, here: Form, first: User
) -> None:
    from feedback.selectors import answers_for

    response = make_coded(here, first, HOUSING, text="Doedd dim lle.", uses=REPORT)
    answers = answers_for(use=Use.READING_TEAM, responses=[response.pk])
    answers.update(translation="There was no room.", language="cy")
    passage = point(response, HOUSING, "Doedd")
    passage.in_translation, passage.start, passage.end = True, 10, 17
    passage.save()
    assert coded_runs(qdpx_of(page)) == {"no room": ["Housing"]}


@pytest.mark.parametrize("end", [10_000, 36])
def test_a_passage_beyond_the_words_is_the_whole(
    page: ConsultationPage, women: Women, end: int
) -> None:
    passage = point(women["report"], HOUSING, "hostel")
    passage.end = end
    passage.save()
    assert (coded_runs(qdpx_of(page)), whole(qdpx_of(page))) == ({}, ["Housing"])


def test_returns_keep_their_length() -> None:
    assert plain("a\r\nb\rc\n\x07d") == "a \nb\nc\n\ufffdd"


# -- whose words


def test_words_are_of_women_who_allowed_this_use_alone(
    page: ConsultationPage, women: Women
) -> None:
    made = qdpx_of(page)
    said = "\n".join(files(made).values())
    assert OPEN in said
    assert CANARY not in said
    assert "mixed hostel." not in said
    assert len(texts(made)) == 1
    assert made.held.responses == {women["report"].pk}


def test_others_are_cases_with_codes(page: ConsultationPage, women: Women) -> None:
    root = project(qdpx_of(page))
    names = code_names(root)
    given = {
        tuple(names[ref.attrib["targetGUID"]] for ref in case.iterfind("q:CodeRef", NS))
        for case in root.iterfind(".//q:Case", NS)
        if case.find("q:VariableValue", NS) is None
    }
    assert given == {("Money",), ("Unsafe", "Court")}


def test_with_nobody_s_words_there_is_no_source(page: ConsultationPage, women: Women) -> None:
    made = qdpx_of(page, Use.RESEARCH)
    assert list(files(made)) == ["project.qde"]
    assert project(made).find("q:Sources", NS) is None
    assert made.held.women == 0


# -- memos


def memo(page: ConsultationPage, by: User, text: str, **about: Any) -> Memo:
    return Memo.objects.create(
        consultation=page, author=by, text=text, written_on="2026-11-01", **about
    )


def test_memos_stay_unless_they_are_asked_for(
    page: ConsultationPage, women: Women, first: User
) -> None:
    memo(page, first, "Rooms are scarce here.", response=women["report"])
    assert "Rooms are scarce" not in files(qdpx_of(page))["project.qde"]
    assert "Rooms are scarce" in files(qdpx_of(page, with_memos=True))["project.qde"]


def test_memos_hang_where_they_were_written(
    page: ConsultationPage, women: Women, first: User, second: User
) -> None:
    memo(page, first, "Of a woman.", response=women["report"])
    memo(page, second, "Of a theme.", theme=theme_of(HOUSING))
    memo(page, second, "Of the whole.")
    memo(page, second, "Of a woman who allowed nothing.", response=women["nothing"])
    root = project(qdpx_of(page, with_memos=True))
    notes = {note.attrib["guid"]: note[0].text for note in root.iterfind("q:Notes/q:Note", NS)}
    assert sorted(map(str, notes.values())) == ["Of a theme.", "Of a woman.", "Of the whole."]
    places = {
        "q:Sources/q:TextSource/q:NoteRef": "Of a woman.",
        "q:CodeBook/q:Codes/q:Code/q:Code/q:NoteRef": "Of a theme.",
        "q:NoteRef": "Of the whole.",
    }
    for where, text in places.items():
        (ref,) = root.findall(where, NS)
        assert notes[ref.attrib["targetGUID"]] == text


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("One said: «he took MY rent money.» Strong.", False),
        ("Rent money comes up a lot.", True),
        ("She said he took all.", True),
    ],
)
def test_a_memo_that_repeats_withheld_words_stays(
    page: ConsultationPage, here: Form, women: Women, first: User, text: str, leaves: bool
) -> None:
    make_coded(here, first, MONEY, text="And then he took my rent money again.", uses=[])
    memo(page, first, text, theme=theme_of(MONEY))
    made = qdpx_of(page, with_memos=True)
    assert (project(made).find("q:Notes", NS) is not None) == leaves
    told = project(made).findtext("q:Description", "", NS)
    assert ("1 memo is not in here" in told) == (not leaves)


# -- hostile text, and sameness

HOSTILE = (
    "</PlainTextContent><Code guid='1'/>]]> & <!-- --> \x00\x08\x0b\x1f\ufffe\ud800 \"'"
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;"
)


def test_no_text_becomes_markup(page: ConsultationPage, here: Form, first: User) -> None:
    said = HOSTILE.replace("\x00", "").replace("\ud800", "")  # no database takes these
    Theme.objects.filter(code=HOUSING).update(
        name=said[:100], description=said, axis_name=said[:100]
    )
    response = make_coded(here, first, HOUSING, text=said, uses=REPORT)
    point(response, HOUSING, "<Code")
    memo(page, first, said, theme=theme_of(HOUSING))
    made = qdpx_of(page, with_memos=True)
    assert list(coded_runs(made)) == ["<Code"]
    names = list(code_names(project(made)).values())
    assert [name for name in names if name.startswith("</PlainTextContent><Code guid='1'/>")]
    assert "\x0b" not in texts(made)[0]


def test_the_same_numbers_make_the_same_bytes(page: ConsultationPage, women: Women) -> None:
    assert qdpx_of(page).data == qdpx_of(page).data


def test_no_guid_is_used_twice(page: ConsultationPage, women: Women) -> None:
    guids = [
        set(re.findall(qda_shape.GUID, files(qdpx_of(page, seed=seed))["project.qde"]))
        for seed in range(3)
    ]
    assert not guids[0] & guids[1]
    assert not guids[1] & guids[2]


# -- the codebook alone


def test_a_codebook_has_the_shape_of_the_standard(here: Form, page: ConsultationPage) -> None:
    made = codebook_file(page)
    assert qda_shape.faults(made.data.decode()) == []
    assert made.name == "codebook.qdc"
    assert UNSAFE in made.data.decode()
    assert not made.held.responses


def test_without_a_codebook_there_is_none(here: Form, page: ConsultationPage) -> None:
    page.theming.delete()
    with pytest.raises(NothingCoded):
        codebook_file(page)


def test_what_nobody_coded_is_no_project(here: Form, page: ConsultationPage) -> None:
    make_response(here, OPEN, uses=REPORT)
    Coding.objects.all().delete()
    with pytest.raises(NothingCoded):
        qdpx_of(page)


# -- the checker sees what is wrong

GOOD = (
    '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Users><User guid="{}"/></Users>'
    '<CodeBook><Codes><Code guid="{}" name="a" isCodable="true"><Description>d</Description>'
    "</Code></Codes></CodeBook></Project>"
).format("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222")


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        ("project:1.0", "project:1:0"),
        ("project:1.0", "codebook:1.0"),
        ('isCodable="true"', ""),
        ('isCodable="true"', 'isCodable="yes"'),
        ("22222222-2", "{22222222-2"),
        ("22222222-2222-4222-8222-222222222222", "11111111-1111-4111-8111-111111111111"),
        ("<Users>", "<CodeBook/><Users>"),
        ("<Description>d</Description>", '<Code guid="x"/><Description>d</Description>'),
        ("<Users>", "words<Users>"),
        ("</Users>", "</Users><Strange/>"),
        ('name="x"', 'name="x" colour="red"'),
        (
            "<Description>d</Description>",
            '<NoteRef targetGUID="11111111-1111-4111-8111-111111111111"/>',
        ),
    ],
)
def test_the_checker_sees_a_fault(was: str, is_: str) -> None:
    assert qda_shape.faults(GOOD) == []
    assert qda_shape.faults(GOOD.replace(was, is_, 1))
