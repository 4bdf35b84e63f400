"""A long form says on top which fields are wrong, each with a link that leads to it."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse

from feedback.models import Form
from feedback.review.models import PrintRun
from feedback.review.paper.numbers import Copy
from tests.feedback.review.keying import Staff, begin, key, sent
from tests.fixtures.story import StaffClient

SAYS = "Please look at this:"


def summary(page: str) -> list[tuple[str, str, str]]:
    """(anchor, name, why) of each line with a link. Each anchor is an element of the page."""
    found = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>: ([^<]+)</li>', page)
    assert all(f'id="{anchor}"' in page for anchor, _, _ in found)
    return [(anchor, html.unescape(name), html.unescape(why)) for anchor, name, why in found]


def test_a_wrong_sheet_names_each_field_in_the_order_of_the_page(
    worker: StaffClient, run: PrintRun
) -> None:
    typed: dict[str, Any] = {"q3-text": "x" * 20_001, "as_written": "", "uses": ["nonsense"]}
    page = key(worker, begin(worker, number=Copy(run.pk, 1).number), **typed)
    assert SAYS in page
    assert page.index(SAYS) < page.index("How to key")
    assert [(anchor, name) for anchor, name, _ in summary(page)] == [
        ("id_q3-text", "Question 3, Her words"),
        ("id_uses_0", "How may we use her words?"),
        ("id_as_written", "I checked it: it stands here as she wrote it"),
    ]
    assert "20,001 characters" in summary(page)[0][2]
    assert sent() == []


def test_what_is_wrong_with_no_field_alone_stands_there_too(
    worker: StaffClient, run: PrintRun
) -> None:
    ticket = begin(worker, number=Copy(run.pk, 1).number)
    page = key(worker, ticket, **{"q1-text": " ", "q3-text": ""})
    assert "<li>There is no answer yet." in page
    assert summary(page) == []


def test_a_sheet_that_is_begun_or_right_has_no_summary(
    worker: StaffClient, run: PrintRun, nobody_draws: None
) -> None:
    number = Copy(run.pk, 1).number
    asked = {"channel": "paper", "number": number, "language": "en-gb"}
    started = worker.post(reverse("keying:start"), asked)
    assert SAYS not in started.content.decode()
    assert SAYS not in worker.get(reverse("keying:start")).content.decode()
    assert SAYS not in key(worker, begin(worker, number=number))
    assert len(sent()) == 1


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [({"number": "1-001-AAAA"}, "id_number"), ({}, "id_form"), ({"channel": "x"}, "id_channel_0")],
)
def test_the_page_before_names_them_too(
    worker: StaffClient, run: PrintRun, fields: dict[str, str], anchor: str
) -> None:
    assert anchor in [line[0] for line in summary(begin(worker, **fields))]


def test_where_two_keys_differ_the_question_is_named(
    worker: StaffClient, colleague: StaffClient, run: PrintRun, always_drawn: None
) -> None:
    number = Copy(run.pk, 1).number
    key(worker, begin(worker, number=number), uses=["report"])
    page = key(colleague, begin(colleague, number=number), **{"q1-text": "They let me out late"})
    assert SAYS not in page
    carried = dict(re.findall(r'name="(ticket|second)" value="([^"]+)"', page))
    again = colleague.post(reverse("keying:settle"), {**carried, "d0": "typed", "d0-text": " "})
    lines = summary(again.content.decode())
    assert [line[0] for line in lines] == ["id_d0-text", "id_d1_0"]
    assert lines[1][1] == "Uses of her words"


def test_notes_of_a_group_name_them_too(staff: Staff, one_form: Form) -> None:
    client = staff("facilitator", one_form.consultation.area)
    page = client.post(reverse("groups:notes"), {"notes": "- a", "split": "lines"})
    anchors = [line[0] for line in summary(page.content.decode())]
    assert anchors == ["id_question", "id_present_0", "id_language_0", "id_told"]
    assert SAYS not in client.get(reverse("groups:notes")).content.decode()
