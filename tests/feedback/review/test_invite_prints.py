"""Posters and cards of a code: what stands on them, and above all what doesn't."""

import json
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import translation

from consultations.models import ConsultationPage
from core.models import Helpline
from core.plain_english import read, sentences, words_of
from feedback.models import Form
from feedback.review.invites.kinds import PRINTS, Print
from feedback.review.invites.models import Invite
from feedback.review.invites.printing import HERE, Matter, code_pdf, document_of
from feedback.review.invites.services import make_invite
from feedback.review.invites.wording import words_of as words_on
from tests.fixtures.story import StaffClient

ROOT = "https://alongside.example.org"
GROUP = "Women of the harbour"
PAGE = re.compile(rb"/Type/Page\b(?!s)")
Staff = Callable[..., StaffClient]


@pytest.fixture
def facilitator(staff: Staff, one_form: Form) -> StaffClient:
    return staff("facilitator", one_form.consultation.area)


@pytest.fixture
def invite(facilitator: StaffClient, one_form: Form) -> Invite:
    return make_invite(user=facilitator.user, area=one_form.consultation.area, group=GROUP)


def matter_of(name: str, invite: Invite, form: Form) -> Matter:
    return Matter(PRINTS[name], invite, form, ROOT)


def said_on(name: str, invite: Invite, form: Form) -> str:
    matter = matter_of(name, invite, form)
    with translation.override(matter.print.language):
        return json.dumps(document_of(matter), ensure_ascii=False)


def test_there_are_posters_and_cards_in_four_wordings_for_two_places() -> None:
    assert len(PRINTS) == 16
    assert not [name for name in PRINTS if "prison" in name or "custody" in name]


@pytest.mark.parametrize("name", PRINTS)
def test_the_code_is_printed_and_no_address_or_picture_holds_it(
    name: str, invite: Invite, one_form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, str] = {}
    monkeypatch.setattr(
        "feedback.review.invites.printing.qr_svg", lambda address: seen.setdefault("qr", address)
    )
    monkeypatch.setattr("feedback.review.invites.printing.ends_at", lambda *a, **k: (1, 0.0))
    monkeypatch.setattr("feedback.review.invites.printing.pdf_ua", lambda *a, **k: b"")
    code_pdf(matter_of(name, invite, one_form))
    said = said_on(name, invite, one_form)
    assert invite.code in said
    assert GROUP not in said
    one: Print = PRINTS[name]
    welsh = "/cy" if one.language == "cy" else ""
    assert seen.get("qr") == (None if one.inside else f"{ROOT}{welsh}/form/{one_form.slug}/")


@pytest.mark.parametrize("name", [name for name, one in PRINTS.items() if one.inside])
def test_for_a_prison_there_is_no_address_and_it_says_how_to_answer_on_paper(
    name: str, invite: Invite, one_form: Form
) -> None:
    with translation.override(PRINTS[name].language):
        document = document_of(matter_of(name, invite, one_form))
        paper = translation.gettext("Ask a worker here for the questions on paper.")
        easy = translation.gettext("Ask a worker for the questions on paper.")
    shown = " ".join([*document["how"], document["card_how"]])
    assert paper in shown or easy in shown
    assert document["after"] == []
    assert not [line for line in document["how"] if "phone" in line or "ffôn" in line]


def test_a_card_says_nothing_of_what_is_asked() -> None:
    template = (HERE / "cards.typ").read_text()
    assert "sheet.about" not in template
    assert "sheet.what" not in template


@pytest.mark.parametrize("inside", [True, False])
def test_easy_lines_are_short_and_the_plain_words_are_plain(one_form: Form, inside: bool) -> None:
    easy = words_on(one_form.consultation, "Us", easy=True, inside=inside)
    lines = [line for part in ("what", "who", "how", "after", "code_hint") for line in easy[part]]  # type: ignore[attr-defined]
    assert not [line for line in lines if len(words_of(line)) > 15 or len(sentences(line)) > 1]
    plain = words_on(one_form.consultation, "Us", easy=False, inside=inside)
    text = " ".join(
        line
        for part in ("who", "how", "after", "code_hint")
        for line in plain[part]  # type: ignore[attr-defined]
    )
    assert (read(text).grade or 99) <= 6


@pytest.mark.parametrize(
    ("inside", "wanted", "left_out"), [(True, "Inside", "Outside"), (False, "Outside", "Inside")]
)
def test_telephone_lines_are_those_of_the_place(
    invite: Invite, one_form: Form, inside: bool, wanted: str, left_out: str
) -> None:
    for name, setting in (("Inside", "custody"), ("Outside", "community")):
        Helpline.objects.create(
            name=name, number="0800 1", about="Help.", setting=setting,
            checked_on="2026-11-01", source_url="https://example.org/",
        )  # fmt: skip
    said = said_on("poster-offline-en" if inside else "poster-en", invite, one_form)
    assert f"{wanted}: 0800" in said
    assert f"{left_out}: 0800" not in said


@pytest.mark.pages
@pytest.mark.parametrize("name", ["poster-en", "poster-offline-easy-cy", "cards-cy"])
def test_a_file_is_one_page_that_can_be_read_aloud(
    name: str, invite: Invite, one_form: Form, facilitator: StaffClient
) -> None:
    page = one_form.consultation
    page.purpose = "We can change how it is on the day. " * 16
    page.setting, page.approval_reference = "custody", "2026-114"
    page.save()
    answer = facilitator.get(reverse("invites:sheet", args=[invite.pk, one_form.pk, name]))
    pdf = answer.content
    assert "no-store" in answer["Cache-Control"]
    assert len(PAGE.findall(pdf)) == 1
    assert b"pdfuaid" in pdf
    assert b"/MarkInfo" in pdf


@pytest.mark.parametrize(
    ("name", "whose", "status"),
    [
        ("poster-en", "hers", 200),
        ("poster-xx", "hers", 404),
        ("poster-en", "another form", 404),
        ("poster-en", "another area", 404),
    ],
)
def test_only_a_file_that_there_is_for_a_code_of_hers(
    name: str,
    whose: str,
    status: int,
    invite: Invite,
    one_form: Form,
    facilitator: StaffClient,
    staff: Staff,
    other_area: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("feedback.review.invites.printing.code_pdf", lambda matter: b"%PDF")
    client = staff("facilitator", other_area) if whose == "another area" else facilitator
    form = one_form.pk + (whose == "another form")
    got = client.get(reverse("invites:sheet", args=[invite.pk, form, name]))
    assert got.status_code == status


INSIDE = [name for name, one in PRINTS.items() if one.inside]


@pytest.mark.parametrize(
    ("page", "is_printed"),
    [
        ({"setting": "custody", "approval_reference": "2026-114"}, True),
        ({"setting": "both", "not_research_by": "Head of insight"}, True),
        ({"setting": "both", "not_research_by": "Head of insight", "not_research_on": None}, False),
        ({"setting": "custody"}, False),
        ({"setting": "probation", "approval_reference": "2026-114"}, False),
        ({"setting": "community", "approval_reference": "2026-114"}, False),
        ({"setting": ""}, False),
    ],
)
def test_nothing_is_printed_for_a_prison_in_which_nobody_may_ask(
    page: dict[str, object],
    is_printed: bool,
    invite: Invite,
    one_form: Form,
    facilitator: StaffClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("feedback.review.invites.printing.code_pdf", lambda matter: b"%PDF")
    pages = ConsultationPage.objects.filter(pk=one_form.consultation_id)
    pages.update(**{"not_research_on": "2026-01-05", **page})

    def address(name: str) -> str:
        return reverse("invites:sheet", args=[invite.pk, one_form.pk, name])

    shown = facilitator.get(reverse("invites:card", args=[invite.pk])).content.decode()
    for name in PRINTS:
        is_there = is_printed or name not in INSIDE
        assert (address(name) in shown) is is_there
        assert facilitator.get(address(name)).status_code == (200 if is_there else 404)
    assert ("Nothing is printed for a prison" in shown) is not is_printed
