"""What stands on the screens of a codebook, of whose words, in how many queries."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from insights.codebook.changes import add_theme, edit_theme, name_in_area, retire_theme
from insights.codebook.remapping import merge_theme
from insights.models import Codebook, Coding, Sample, SampleMember
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded, make_crowd
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.codebook.screens import READ, place

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


def test_the_codebook_counts_women_of_her_areas(
    staff: Staff,
    area: Area,
    coded_form: Form,
    ann: User,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
) -> None:
    elsewhere = form(consultation(area=other_area))
    use_codebook(elsewhere.consultation, Codebook.objects.get())
    make_coded(coded_form, ann, MONEY, text="My own words.")
    make_coded(coded_form, ann, MONEY, visit_hash="ab" * 32)
    make_coded(coded_form, ann, MONEY, visit_hash="ab" * 32)
    make_coded(elsewhere, ann, MONEY, text="Words from elsewhere.")
    retire_theme(theme=theme_of(UNSAFE), by=ann)
    client = staff("facilitator", area)
    answer = client.get(place("codebook"))
    rows = {r.theme.code: r.coded.value for axis in answer.context["axes"] for r in axis.rows}
    assert rows == {HOUSING: 0, UNSAFE: 0, MONEY: 2, COURT: 0}
    assert b"Retired" in answer.content
    assert b"Southdown" in client.get(place("list")).content
    body = client.get(place("theme")).content.decode()
    assert "My own words." in body
    assert "elsewhere" not in body
    split = client.post(place("split"), {"name-0": "A", "name-1": "B", "where": "below"})
    assert b"My own words." in split.content
    assert b"elsewhere" not in split.content


def test_examples_are_three_and_read_live(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    for number in range(5):
        make_coded(coded_form, ann, MONEY, text=f"<b>{number}</b> said so.")
    client = staff("second_coder", area)
    answer = client.get(place("theme"))
    assert len(answer.context["examples"]) == 3
    assert b"&lt;b&gt;" in answer.content
    Coding.objects.all().delete()
    assert client.get(place("theme")).context["examples"] == []
    assert theme_of(MONEY).examples == []


def test_words_that_were_taken_back_are_no_examples_and_are_not_shared_out(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    make_coded(coded_form, ann, MONEY, text="Taken back.", receipt_hash="ee" * 32)
    client, names = staff("facilitator", area), {"name-0": "A", "name-1": "B", "where": "below"}
    for shown in (True, False):
        assert (b"Taken back." in client.get(place("theme")).content) is shown
        assert (b"Taken back." in client.post(place("split"), names).content) is shown
        ReceiptAct.objects.create(receipt_hash=bytes.fromhex("ee" * 32), kind="withdraw")


def test_what_is_being_coded_blind_is_no_example(
    staff: Staff, area: Area, coded_form: Form, ann: User, bea: User
) -> None:
    response = make_coded(coded_form, ann, MONEY, text="Half of a sample.")
    sample = Sample.objects.create(
        consultation=coded_form.consultation,
        second=bea,
        drawn_by=ann,
        drawn_on="2026-01-05",
        drawn_from=1,
    )
    SampleMember.objects.create(sample=sample, response=response)
    client = staff("second_coder", area)
    assert b"Half of a sample." not in client.get(place("theme")).content
    Sample.objects.update(compared_on="2026-01-06")
    assert b"Half of a sample." in client.get(place("theme")).content


def test_an_areas_name_stands_on_its_screens_alone(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    response = make_coded(coded_form, ann, MONEY, text="In debt.")
    name_in_area(theme=theme_of(MONEY), area=area, by=ann, name="Making ends meet")
    client, page = staff("facilitator", area), coded_form.consultation_id
    for name, more in (
        ("overview", []),
        ("responses", []),
        ("theme", [theme_of(MONEY).pk]),
        ("bench", [response.pk]),
    ):
        body = client.get(reverse(f"insights:{name}", args=[page, *more])).content.decode()
        assert "Making ends meet" in body, name
    book = client.get(place("codebook")).content.decode()
    assert "Making ends meet" not in book
    assert "Making ends meet" in client.get(place("theme")).content.decode()


def test_an_areas_name_is_not_another_areas(
    staff: Staff,
    ann: User,
    coded_form: Form,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    area: Area,
    other_area: Area,
) -> None:
    elsewhere = form(consultation(area=other_area))
    use_codebook(elsewhere.consultation, Codebook.objects.get())
    name_in_area(theme=theme_of(MONEY), area=area, by=ann, name="Making ends meet")
    address = reverse("insights:overview", args=[elsewhere.consultation_id])
    body = staff("facilitator", other_area).get(address).content.decode()
    assert "Money" in body
    assert "Making ends meet" not in body


@pytest.mark.parametrize("name", [*READ, "split", "merge", "edit", "move"])
def test_a_page_asks_no_more_for_more(
    staff: Staff, area: Area, coded_form: Form, ann: User, name: str
) -> None:
    client = staff("facilitator", area)

    def asked() -> int:
        to, names = place(name), {"name-0": "A", "name-1": "B", "where": "below"}
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(to, names) if name == "split" else client.get(to)
            assert answer.status_code == 200
        return len(queries)

    edit_theme(theme=theme_of(MONEY), by=ann, name="Cash")
    merge_theme(theme=theme_of(UNSAFE), into=theme_of(COURT), by=ann)
    make_crowd(coded_form, ann, [([MONEY], "web")] * 4)
    asked()
    few = asked()
    for number in range(12):
        theme = add_theme(codebook=theme_of(MONEY).codebook, by=ann, axis="need", name=f"N{number}")
        merge_theme(theme=theme, into=theme_of(COURT), by=ann)
        name_in_area(theme=theme_of(MONEY), area=area, by=ann, name=f"Here {number}")
    make_crowd(coded_form, ann, [([MONEY], "web")] * 12)
    assert asked() <= few
    assert few < 45


def test_a_coder_reads_what_belongs_to_a_theme_where_she_adds_it(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    notes = {"include": "Rent and <i>debt</i>.", "exclude": "A place to live."}
    edit_theme(theme=theme_of(MONEY), by=ann, **notes)
    response = make_coded(coded_form, ann, text="They listened.")
    address = reverse("insights:bench", args=[coded_form.consultation_id, response.pk])
    body = staff("second_coder", area).get(address).content.decode()
    assert "Rent and &lt;i&gt;debt&lt;/i&gt;." in body
    assert "Doesn't belong here: A place to live." in " ".join(body.split())
