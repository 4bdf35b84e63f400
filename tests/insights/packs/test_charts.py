"""Pictures beside tables: SVG that says what it shows on the page, other text in the PDF."""

import contextlib
import re
import zlib
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from feedback.models import Form
from insights.models import Coding, ReviewPack
from insights.packs.charts import LONGEST, _lines, with_charts
from insights.packs.document import lay_out
from insights.packs.pdf import pack_pdf
from insights.packs.selectors import shown_edition
from tests.factories.packs import draft_of, make_decision
from tests.fixtures.story import log_in

pytestmark = pytest.mark.pages


def charts(pack: ReviewPack, name: str = "review") -> dict[str, list[dict[str, Any]]]:
    """Kind of block → the charts that it has."""
    document = with_charts(lay_out(shown_edition(pack, name)))
    found: dict[str, list[dict[str, Any]]] = {}
    for block in (b for part in document["parts"] for b in part["blocks"] if "chart" in b):
        found.setdefault(block["kind"], []).append(block["chart"])
    return found


def page_of(pack: ReviewPack, by: User, name: str = "review") -> str:
    address = reverse("insights:packs:edition", args=[pack.pk, name])
    return " ".join(log_in(by).get(address).content.decode().split())


def test_a_map_of_circles_shows_what_the_table_has(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator)
    (chart,) = charts(pack)["matrix"]
    assert chart["dots"] == [{"row": 0, "column": 0, "part": 1.0}]
    assert "The largest: Housing, Court, 12." in chart["alt"]
    page = page_of(pack, facilitator)
    assert page.count("<circle") == 1
    title, desc = f"{chart['id']}-title", f"{chart['id']}-says"
    assert f'role="img" aria-labelledby="{title} {desc}"' in page
    assert f'<desc id="{desc}">{chart["alt"]}</desc>' in page


def test_a_matrix_of_nothing_has_no_picture(crowd: Form, facilitator: User) -> None:
    Coding.objects.filter(theme__code="stage.court").delete()
    pack = draft_of(crowd, facilitator)
    assert "matrix" not in charts(pack)
    assert "<circle" not in page_of(pack, facilitator)


def test_the_public_has_no_picture_of_a_cross_tab(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator)
    assert set(charts(pack, "public")) == {"bars", "decisions"}
    assert "<circle" not in page_of(pack, facilitator, "public")


def test_answers_are_split_in_one_bar(crowd: Form, facilitator: User) -> None:
    given = ["do", "do", "not", "part"]
    decisions = [make_decision(answer=answer, because="Money.") for answer in given]
    pack = draft_of(crowd, facilitator, decisions=decisions)
    (chart,) = charts(pack)["decisions"]
    assert [(p["code"], p["number"], p["share"]) for p in chart["parts"]] == [
        ("do", 2, 0.5),
        ("part", 1, 0.25),
        ("not", 1, 0.25),
    ]
    assert sum(part["width"] for part in chart["parts"]) == 640
    assert "We did: 2, We did in part: 1, We could not: 1." in chart["alt"]
    assert chart["alt"] in page_of(pack, facilitator)


def test_the_pdf_has_other_text_for_each_picture(crowd: Form, facilitator: User) -> None:
    edition = shown_edition(draft_of(crowd, facilitator), "review", printed=True)
    data = pack_pdf(edition)
    assert b"pdfuaid:part>1<" in data
    assert unpacked(data).count(b"/Alt") == 2  # the map and the split; bars stand in the table


def unpacked(data: bytes) -> bytes:
    """The objects of a PDF, without what presses them together."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    pieces = [data]
    for stream in found:
        with contextlib.suppress(zlib.error):
            pieces.append(zlib.decompress(stream))
    return b"\n".join(pieces)


@pytest.mark.parametrize("name", ["review", "public"])
def test_ids_of_a_page_are_unlike(crowd: Form, facilitator: User, name: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page_of(draft_of(crowd, facilitator), facilitator, name))
    assert len(ids) == len(set(ids))


def test_a_pack_without_decisions_is_drawn(crowd: Form, facilitator: User) -> None:
    pack = draft_of(crowd, facilitator, decisions=[])
    assert "decisions" not in charts(pack)
    assert pack_pdf(shown_edition(pack, "review", printed=True)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Housing", ["Housing"]),
        ("Clear structures and co-ordination", ["Clear structures and co-ordination"]),
        (
            "Women-centred and trauma-informed practice",
            ["Women-centred and trauma-informed", "practice"],
        ),
        ("word " * 30, [("word " * 7).strip(), f"{'word ' * 6}word…"]),
        ("", [""]),
    ],
)
def test_a_long_name_goes_on_in_a_second_line(name: str, lines: list[str]) -> None:
    told = _lines(name, LONGEST, middle=5)
    assert [line["text"] for line in told] == lines
    assert sum(line["dy"] for line in told) / len(told) == 5  # around its place
