"""Files laid out as survey tools lay them out (invented rows): what is taken, what is left out."""

from types import SimpleNamespace
from typing import Any

import pytest

from feedback.importing import checking
from feedback.importing.checking import CheckedFile, check_table
from feedback.importing.opening import read_table
from feedback.importing.problems import BrokenFile
from feedback.importing.survey_tools import recognise
from feedback.importing.targets import Mapping, propose
from feedback.questionnaire import Questionnaire
from tests.feedback.test_importing import file_of

LONG, WHO, WHERE = "a" * 32, "b" * 32, "c" * 32
ASKED = Questionnaire.from_json(
    {
        "questions": [
            {
                "key": LONG,
                "kind": "long_text",
                "text": {"en-gb": "What happened?", "cy": "Beth ddigwyddodd?"},
                "options": [],
            },
            {
                "key": WHO,
                "kind": "several",
                "text": {"en-gb": "Who helped?"},
                "options": [
                    {"key": "fam", "text": {"en-gb": "Family"}},
                    {"key": "staff", "text": {"en-gb": "Staff, on the wing"}},
                    {"key": "else", "text": {"en-gb": "Something else"}, "more": True},
                ],
            },
            {
                "key": WHERE,
                "kind": "single",
                "text": {"en-gb": "Where were you?"},
                "options": [
                    {"key": "in", "text": {"en-gb": "In prison"}},
                    {"key": "out", "text": {"en-gb": "At home"}},
                ],
            },
        ]
    }
)
FORM: Any = SimpleNamespace(slug="form-1")

MICROSOFT = [
    ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"],
    ["1", "10/5/26 9:30:01", "10/5/26 9:41:12", "anonymous", "Ann Other", ""],
    ["2", "10/25/26 9:30:01", "10/25/26 9:41:12", "anonymous", "", ""],
]
SURVEYMONKEY = [
    [
        *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"),
        *("Email Address", "First Name", "Last Name", "Custom Data 1"),
    ],
    [""] * 9,
    [
        *("118000000001", "4001", "10/25/2026 09:30:01 AM", "10/25/2026 09:41:12 AM", "192.0.2.7"),
        *("ann@example.org", "Ann", "Other", ""),
    ],
    [
        *("118000000002", "4001", "10/26/2026 09:30:01 AM", "10/26/2026 09:41:12 AM", "192.0.2.8"),
        *("", "", "", ""),
    ],
]
SMART = [
    ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended"],
    *(
        [
            id_,
            "1",
            "Ann",
            "ann@example.org",
            "192.0.2.7",
            "",
            "25/10/2026 09:30",
            "25/10/2026 09:41",
        ]
        for id_ in ("90000001", "90000002")
    ),
]
CITIZEN = [
    ["Response ID", "Date Submitted", "Your name - Name", "Your email - Email"],
    ["ANON-1AAA-2BBB-3", "2026-10-25 09:41:12", "Ann Other", "ann@example.org"],
    ["ANON-1AAA-2BBB-4", "2026-10-25 09:50:12", "", ""],
]
GOOGLE = [
    ["Timestamp", "Email address"],
    ["2026/10/25 9:41:12 am GMT+1", "ann@example.org"],
    ["2026/10/25 9:50:12 am GMT+1", ""],
]
WHOLE = [
    ["What happened?", "Who helped?", "Where were you?"],
    ["They rang me each day.", "", "In prison"],
    ["=Nobody told me.", "", "At home"],
]


def beside(first: list[list[str]], second: list[list[str]]) -> list[list[str]]:
    return [left + right for left, right in zip(first, second, strict=True)]


def with_who(who: list[str]) -> list[list[str]]:
    return [[row[0], who[at - 1] if at else row[1], row[2]] for at, row in enumerate(WHOLE)]


PARTS = [  # one column for each option, as SurveyMonkey has them under its two rows of header
    ["What happened?", "Who helped?", "", "", "Where were you?"],
    ["Open-Ended Response", "Family", "Staff, on the wing", "Something else", "Response"],
    ["They rang me each day.", "Family", "Staff, on the wing", "my sister's friend", "In prison"],
    ["=Nobody told me.", "", "", "my friend, a nurse", "At home"],
]
DASHED = [
    [
        *("What happened?", "Who helped? - Family", "Who helped? - Staff, on the wing"),
        *("Who helped? - Other (please specify)", "Where were you?"),
    ],
    ["They rang me each day.", "Yes", "1", "Other: my sister's friend", "In prison"],
    ["=Nobody told me.", "No", "0", "my friend, a nurse", "At home"],
]
SEMICOLONS = ["Family;Staff, on the wing;my sister's friend;", "Other: my friend, a nurse;"]
COMMAS = ["Family, Staff, on the wing, my sister's friend", "my friend, a nurse"]
FILES = {
    "Microsoft Forms": beside(MICROSOFT, with_who(SEMICOLONS)),
    "SurveyMonkey": beside(SURVEYMONKEY, PARTS),
    "Smart Survey": beside(SMART, DASHED),
    "Citizen Space": beside(CITIZEN, DASHED),
    "Google Forms": beside(GOOGLE, with_who(COMMAS)),
}


@pytest.fixture(autouse=True)
def _asked(monkeypatch: pytest.MonkeyPatch) -> None:
    version = SimpleNamespace(pk=1, questionnaire=ASKED)
    monkeypatch.setattr(checking, "asked_version", lambda form: version)


def check(rows: list[list[str]], mapping: Mapping | None = None) -> CheckedFile:
    return check_table(table=read_table(file_of(*rows)), form=FORM, mapping=mapping)


@pytest.mark.parametrize("tool", FILES)
def test_a_file_of_a_tool_is_taken_as_it_is(tool: str) -> None:
    found = check(FILES[tool])
    assert found.tool.name == tool
    first, second = (row.payload for row in found.rows)
    assert first.answers[LONG].text == "They rang me each day."
    assert first.answers[WHO].options == ["fam", "staff", "else"]
    assert first.answers[WHO].text == "my sister's friend"
    assert second.answers[WHO].options == ["else"]
    assert second.answers[WHO].text == "my friend, a nurse"
    assert second.answers[WHERE].options == ["out"]
    assert second.answers[LONG].text == "=Nobody told me."
    assert second.week == "2026-10-19" or tool == "SurveyMonkey"


@pytest.mark.parametrize(
    ("names", "weeks"),
    [
        (("Start Date", "End Date"), ["2026-10-19", "2026-10-26"]),
        (("Date Created", "Date Modified"), ["2026-10-19", "2026-10-26"]),
    ],
)
def test_the_week_of_surveymonkey_comes_from_either_kind_of_column(
    names: tuple[str, str], weeks: list[str]
) -> None:
    rows = [list(row) for row in FILES["SurveyMonkey"]]
    rows[0][2:4] = names
    assert [row.payload.week for row in check(rows).rows] == weeks


@pytest.mark.parametrize("number", ["{}. ", "Q{}. ", "Q{} ", "{}) ", "1.{}. ", "Question {}: "])
def test_a_file_whose_questions_are_numbered_is_taken_as_it_is(number: str) -> None:
    rows = [list(row) for row in beside(SMART, DASHED)]
    rows[0][8:] = [number.format(n) + name for n, name in enumerate(rows[0][8:], start=1)]
    answers = check(rows).rows[0].payload.answers
    assert answers[LONG].text == "They rang me each day."
    assert answers[WHO].options == ["fam", "staff", "else"]
    assert answers[WHERE].options == ["in"]


@pytest.mark.parametrize("name", ["2. Your name - Name", "Q3 Email address", "4) IP Address"])
def test_a_numbered_detail_is_left_out_all_the_same(name: str) -> None:
    found = check([["What happened?", name], ["They rang me.", "Ann"], ["Late", "Ann"]])
    assert found.columns.left_out == [(name, "detail")]


@pytest.mark.parametrize("name", ["3 What happened?", "2What happened?", "Q What happened?"])
def test_other_words_before_a_question_leave_it_in_doubt(name: str) -> None:
    with pytest.raises(BrokenFile, match="No column has the name of a question"):
        check([[name], ["They rang me."]])


@pytest.mark.parametrize("tool", FILES)
def test_who_she_is_and_when_she_wrote_is_left_out(tool: str) -> None:
    found = check(FILES[tool])
    told = str([row.payload for row in found.rows])
    for detail in ("Ann", "ann@example.org", "192.0.2.7", "09:41", "9:41", "11800", "ANON", "9000"):
        assert detail not in told
    left_out = found.columns.why("detail")
    unknown = found.columns.why("no question")
    assert left_out
    assert not unknown
    assert set(found.columns.about) == {"id", "week"} - (
        {"id"} if tool == "Google Forms" else set()
    )


@pytest.mark.parametrize("tool", FILES)
def test_a_row_is_the_same_row_in_any_order(tool: str) -> None:
    rows = FILES[tool]
    head, body = (rows[:2], rows[2:]) if tool == "SurveyMonkey" else (rows[:1], rows[1:])
    again = check([*head, *reversed(body)])
    assert {r.intake_id for r in again.rows} == {r.intake_id for r in check(rows).rows}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({0: "118000000003"}, False),  # another id is another woman
        ({9: "They rang me."}, True),  # a long id says it alone: words were mended
        ({4: "192.0.2.99"}, True),
    ],
)
def test_a_long_id_alone_makes_a_row_the_same(change: dict[int, str], same: bool) -> None:
    before = check(FILES["SurveyMonkey"]).rows[0].intake_id
    rows = [list(row) for row in FILES["SurveyMonkey"]]
    for place, words in change.items():
        rows[2][place] = words
    assert (check(rows).rows[0].intake_id == before) is same


def test_serial_numbers_of_two_files_are_not_one_row() -> None:
    first = check([["ID", "What happened?"], ["1", "Kind"], ["2", "Late"]])
    second = check([["ID", "What happened?"], ["1", "Cold"], ["2", "Late"]])
    ids = [[row.intake_id for row in found.rows] for found in (first, second)]
    assert ids[0][0] != ids[1][0]
    assert ids[0][1] == ids[1][1]


@pytest.mark.parametrize(
    ("cell", "options", "text"),
    [
        ("Family", ["fam"], ""),
        ("family ;  FAM", ["fam"], ""),
        ("Staff, on the wing, Family", ["fam", "staff"], ""),
        ("Other: the chaplain, and her dog", ["else"], "the chaplain, and her dog"),
        ("Family;Other (please specify): a, b", ["fam", "else"], "a, b"),
    ],
)
def test_several_choices_in_a_cell(cell: str, options: list[str], text: str) -> None:
    answer = check([["Who helped?"], [cell]]).rows[0].payload.answers[WHO]
    assert (answer.options, answer.text) == (options, text)


@pytest.mark.parametrize("cell", ["In a tent", "In prison; At home", "In prison, At home"])
def test_one_choice_is_one_choice(cell: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        check([["Where were you?"], [cell]])
    assert str(refused.value) == ("Row 2, column “Where were you?”: It can be: In prison; At home.")


def test_a_person_may_say_what_columns_are() -> None:
    targets = {"good": f"question:{LONG}", "bad": f"question:{LONG}", "Name": f"option:{WHO}:fam"}
    found = check([["good", "bad", "Name", "x"], ["Kind", "Late", "yes", "y"]], Mapping(targets))
    answers = found.rows[0].payload.answers
    assert answers[LONG].text == "Kind\n\nLate"
    assert answers[WHO].options == ["fam"]
    assert found.columns.left_out == [("x", "no question")]


@pytest.mark.parametrize(
    ("targets", "sentence"),
    [
        ({}, "Row 1: No column has the name of a question"),
        ({"a": "question:gone"}, "Row 1: No column has the name of a question"),
        ({"a": f"question:{WHERE}", "b": f"question:{WHERE}"}, "Row 1, column “b”: It answers"),
        ({"a": f"own:{WHERE}"}, "Row 1: No column has the name of a question"),
        ({"a": f"option:{WHO}:gone"}, "Row 1: No column has the name of a question"),
    ],
)
def test_columns_that_answer_nothing_or_twice_are_refused(
    targets: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BrokenFile) as refused:
        check([["a", "b"], ["x", "y"]], Mapping(targets))
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("header", [["id", "text"], ["timestamps"], ["Respondent ID"]])
def test_other_files_are_no_tools(header: list[str]) -> None:
    assert recognise(header).name == ""


def test_a_question_called_like_a_detail_is_a_question() -> None:
    raw = {"key": LONG, "kind": "short_text", "text": {"en-gb": "Location"}, "options": []}
    asked = Questionnaire.from_json({"questions": [raw]})
    assert propose(["Location", "IP address"], asked) == {
        "Location": f"question:{LONG}",
        "IP address": "skip",
    }
