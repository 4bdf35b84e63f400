"""What bodies said in a pack: apart from women, in every form of it, frozen, and on the page."""

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from consultations.bodies.kinds import BodyKind
from consultations.bodies.models import BodyReading
from consultations.models import ConsultationPage, Outcome
from feedback.models import Form
from insights.bodies.services import give_themes, read_body, set_body_aside
from insights.bodies.told import Body, told_in_review
from insights.models import ReviewPack
from insights.packs.bodies_part import bodies_part
from insights.packs.document import lay_out
from insights.packs.files.sheets import pack_csv, pack_xlsx
from insights.packs.files.word import pack_docx
from insights.packs.pdf import pack_pdf
from insights.packs.seal import DraftChanged, seal_of
from insights.packs.selectors import missing_for_signing, shown_edition
from insights.packs.services import NotReady, publish_pack, sign_pack
from insights.packs.trail import version_of
from tests.factories.bodies import make_body, make_body_form
from tests.factories.packs import HOUSING, MONEY, draft_of
from tests.factories.promises import day
from tests.factories.themes import theme_of
from tests.fixtures.story import log_in
from tests.insights.packs.made_up import files_of, sheets_of

pytestmark = pytest.mark.pages
EDITIONS = ("review", "public")
SAFE = "Gate pick-ups work."
HIDDEN = "Our staff are stretched."


@pytest.fixture
def heard(crowd: Form, facilitator: User) -> Form:
    """60 women, and six bodies: one named, three voluntary and two police without a name."""
    page = crowd.consultation
    named = make_body(page, "Beds work.", named=True, organisation="Oak House")
    unnamed = [make_body(page, SAFE), make_body(page, HIDDEN, publish=False), make_body(page)]
    police = [make_body(page, "Panels work.", kind=BodyKind.POLICE) for _ in range(2)]
    extra = make_body(page, "Cells fill up.", kind=BodyKind.PRISON)
    for answer in (named, *unnamed):
        give_themes(answer=answer, by=facilitator, themes=[theme_of(HOUSING)])
    for answer in police:
        give_themes(answer=answer, by=facilitator, themes=[theme_of(MONEY)])
    assert extra
    return crowd


@pytest.fixture
def pack(heard: Form, facilitator: User) -> ReviewPack:
    return sign_pack(pack=draft_of(heard, facilitator), by=facilitator)


def part_of(edition: dict[str, Any]) -> str:
    """The words of the part, as it is laid out."""
    parts = [p for p in lay_out(edition)["parts"] if p["title"] == "What organisations said"]
    return "\n".join(
        words
        for part in parts
        for block in part["blocks"]
        for words in [block.get("title", ""), block.get("text", ""), *block.get("items", [])]
    )


def test_reviewers_read_all_and_numbers_from_three_on(pack: ReviewPack) -> None:
    told = part_of(shown_edition(pack, "review"))
    for words in (
        "7 organisations answered, 6 of them without a name.",
        "Oak House (Voluntary or community organisation)",
        "Voluntary or community organisation: 3",
        "Housing: Oak House; three or more without a name",
        f"“{SAFE}” – Voluntary or community organisation",
        f"“{HIDDEN}” – Voluntary or community organisation",
        "“Panels work.” – An organisation",
    ):
        assert words in told
    for never in ("Police", "Prison", "Money"):
        assert never not in told


def test_anyone_reads_no_number_and_what_may_be_published(pack: ReviewPack) -> None:
    told = part_of(shown_edition(pack, "public"))
    for words in (
        "Oak House (Voluntary or community organisation)",
        "Three or more in all",
        "Voluntary or community organisation: three or more",
        "Housing: Oak House; three or more without a name",
        f"“{SAFE}” – An organisation",
        "“Panels work.” – An organisation",
    ):
        assert words in told
    for never in (HIDDEN, "Police", "Prison", "Money"):
        assert never not in told
    assert not re.search(r"\d", told)


@pytest.mark.parametrize(
    ("unnamed", "said"),
    [
        (0, "1 organisation answered, with its name."),
        (1, "Fewer than three organisations gave no name."),
        (2, "Fewer than three organisations gave no name."),
        (3, "4 organisations answered, 3 of them without a name."),
    ],
)
def test_one_or_two_without_a_name_are_no_number(unnamed: int, said: str) -> None:
    bodies = [Body(BodyKind.VOLUNTARY, "Oak House"), *[Body(BodyKind.POLICE)] * unnamed]
    part = bodies_part({"edition": "review", "bodies": told_in_review(bodies, [])})
    (told,) = [block["text"] for block in part if block and block["kind"] == "lead"]
    assert said in told
    assert bool(re.search(r"\d", told)) is (unnamed not in {1, 2})


def test_women_are_counted_as_if_nobody_else_had_answered(crowd: Form, facilitator: User) -> None:
    counted = ("total", "channels", "languages", "axes", "matrices", "quiet", "quotes")
    before = shown_edition(draft_of(crowd, facilitator), "review")
    answer = make_body(crowd.consultation, named=True)
    give_themes(answer=answer, by=facilitator, themes=[theme_of(HOUSING)])
    after = shown_edition(draft_of(crowd, facilitator), "review")
    assert {name: before[name] for name in counted} == {name: after[name] for name in counted}
    assert not part_of(before)
    assert part_of(after)


@pytest.mark.parametrize("name", EDITIONS)
def test_each_file_says_it_too(pack: ReviewPack, name: str) -> None:
    edition = shown_edition(pack, name, printed=True)
    assert pack_pdf(edition).startswith(b"%PDF")
    document = docx.Document(io.BytesIO(pack_docx(edition)))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert SAFE in said
    assert ("7 organisations answered" in said) == (name == "review")
    sheet = sheets_of(pack_xlsx(edition))["Organisations"]
    assert [[str(cell) for cell in line] for line in sheet] == files_of(pack_csv(edition))[
        "organisations.csv"
    ]
    rows = [line[1:] for line in sheet[1:]]
    others = 3 if name == "review" else "three or more"
    assert rows == [
        ["May be named", "Oak House", "Voluntary or community organisation", 1],
        ["Without a name", "–", "Voluntary or community organisation", others],
        ["Housing", "Oak House", "–", 1],
        ["Housing", "Without a name", "–", "three or more"],
    ]
    tables = str(sheets_of(pack_xlsx(edition)))
    assert SAFE not in tables  # tables hold no words


def test_without_bodies_a_pack_has_its_ten_parts(crowd: Form, facilitator: User) -> None:
    edition = shown_edition(draft_of(crowd, facilitator), "review")
    assert len(lay_out(edition)["parts"]) == 10
    assert "Organisations" not in sheets_of(pack_xlsx(edition))


def test_what_is_signed_stays_as_it_was(pack: ReviewPack, facilitator: User) -> None:
    before = [shown_edition(pack, name) for name in EDITIONS]
    make_body(pack.consultation, "Late words.", named=True)
    assert [shown_edition(pack, name) for name in EDITIONS] == before


def told_of(pack: ReviewPack) -> str:
    """All that a pack and its outcome say of bodies."""
    pack.refresh_from_db()
    outcome = pack.outcome.bodies if pack.outcome else {}
    return str([*(pack.editions[name]["bodies"] for name in EDITIONS), outcome])


@pytest.mark.parametrize("is_published", [True, False])
@pytest.mark.parametrize("act", ["aside", "taken out"])
def test_words_leave_what_was_signed_and_published(
    pack: ReviewPack, facilitator: User, is_published: bool, act: str
) -> None:
    if is_published:
        publish_pack(pack=pack, by=facilitator)
    answer = pack.consultation.body_answers.get(organisation="Oak House")
    (text,) = (row["text"] for row in answer.reading.said)
    assert text in told_of(pack)
    others = told_of(pack).count("'text': ") - told_of(pack).count(text)
    if act == "aside":
        set_body_aside(answer=answer, by=facilitator, why=BodyReading.Why.A_WOMAN)
    else:
        first = answer.reading.said[0]["id"]
        read_body(answer=answer, by=facilitator, words={first: "[name] came."})
    assert text not in told_of(pack)
    assert "[name] came." not in told_of(pack)  # nothing is added to what was signed
    assert told_of(pack).count("'text': ") == others
    # a woman may have written her own name there
    assert ("Oak House" in told_of(pack)) is (act == "taken out")
    assert [version_of(pack, name) for name in EDITIONS] == ["1.1", "1.1"]
    if pack.outcome:
        assert pack.outcome.version == "1.1"
        assert text not in Client().get(pack.consultation.url).content.decode()


def test_a_name_stays_where_another_answer_stands_by_it(heard: Form, facilitator: User) -> None:
    again = make_body(heard.consultation, "Beds help.", named=True, organisation="Oak House")
    pack = sign_pack(pack=draft_of(heard, facilitator), by=facilitator)
    set_body_aside(answer=again, by=facilitator, why=BodyReading.Why.DUPLICATE)
    assert "Oak House" in told_of(pack)
    assert "Beds help." not in told_of(pack)


def test_lines_that_a_browser_ends_its_own_way_are_no_change(
    heard: Form, facilitator: User
) -> None:
    answer = make_body(heard.consultation, "One.\nTwo.", named=True, organisation="Elm")
    pack = sign_pack(pack=draft_of(heard, facilitator), by=facilitator)
    words = {answer.reading.said[0]["id"]: "One.\r\nTwo."}
    reading = read_body(answer=answer, by=facilitator, words=words)
    assert not reading.is_redacted
    assert "One." in told_of(pack)
    assert version_of(pack, "public") == "1"


def rows_of(told: dict[str, Any], text: str) -> list[str]:
    """Who said this, in what an edition or an outcome tells."""
    rows = [row for asked in told["said"] for row in asked["rows"]]
    return [row["name"] or "without" for row in rows if row["text"] == text]


@pytest.mark.parametrize("act", ["aside", "taken out"])
@pytest.mark.parametrize("organisation", ["Oak House", "Elm Trust"])
def test_what_another_says_too_stays_beside_the_other_alone(
    heard: Form, facilitator: User, organisation: str, act: str
) -> None:
    """Two with a name and three without one chose the same: each goes by itself."""
    page = heard.consultation
    make_body(page, "Beds work.", named=True, organisation="Elm Trust")
    for _ in range(3):
        make_body(page, "Beds work.", organisation="Not to be named")
    signed = sign_pack(pack=draft_of(heard, facilitator), by=facilitator)
    pack = publish_pack(pack=signed, by=facilitator)
    assert pack.outcome
    make_body(page, "Beds work.", named=True, organisation=organisation)  # after it was signed
    answer = page.body_answers.filter(organisation=organisation).earliest("sent_at")
    others = ["Elm Trust" if organisation == "Oak House" else "Oak House", *["without"] * 3]
    if act == "aside":
        set_body_aside(answer=answer, by=facilitator, why=BodyReading.Why.A_WOMAN)
    else:
        read_body(answer=answer, by=facilitator, words={answer.said[0]["id"]: "Other words."})
    pack.refresh_from_db()
    pack.outcome.refresh_from_db()
    told = [*(pack.editions[name]["bodies"] for name in EDITIONS), pack.outcome.bodies]
    assert [rows_of(one, "Beds work.") for one in told] == [others] * 3
    shown = Client().get(page.url).content.decode()
    assert shown.count("Beds work.") == 4


def test_one_of_three_who_said_the_same_without_a_name_takes_its_own_alone(
    heard: Form, facilitator: User
) -> None:
    three = [make_body(heard.consultation, "Same words.") for _ in range(3)]
    pack = sign_pack(pack=draft_of(heard, facilitator), by=facilitator)
    set_body_aside(answer=three[1], by=facilitator, why=BodyReading.Why.DUPLICATE)
    pack.refresh_from_db()
    told = [pack.editions[name]["bodies"] for name in EDITIONS]
    assert [rows_of(one, "Same words.") for one in told] == [["without"] * 2] * 2


def test_the_same_words_to_another_question_stay(heard: Form, facilitator: User) -> None:
    answer = make_body(heard.consultation, "Yes.", named=True, organisation="Elm Trust")
    first = answer.reading.said[0]
    answer.reading.said = [first, first | {"id": "another", "question": "And at night?"}]
    answer.reading.save()
    pack = sign_pack(pack=draft_of(heard, facilitator), by=facilitator)
    read_body(answer=answer, by=facilitator, words={"another": "No."})
    pack.refresh_from_db()
    for name in EDITIONS:
        asked = {one["question"]: one["rows"] for one in pack.editions[name]["bodies"]["said"]}
        assert "And at night?" not in asked
        assert "Yes." in [row["text"] for row in asked["What works now?"]]


def test_what_only_reviewers_read_of_an_organisation_goes_from_their_edition_alone(
    heard: Form, facilitator: User
) -> None:
    pack = publish_pack(
        pack=sign_pack(pack=draft_of(heard, facilitator), by=facilitator), by=facilitator
    )
    answer = next(one for one in BodyReading.objects.all() if HIDDEN in str(one.said)).answer
    set_body_aside(answer=answer, by=facilitator, why=BodyReading.Why.ABOUT_A_WOMAN)
    pack.refresh_from_db()
    assert HIDDEN not in str(pack.editions)
    assert [version_of(pack, name) for name in EDITIONS] == ["1.1", "1"]
    assert pack.outcome
    assert pack.outcome.version == "1"


def test_what_came_after_and_reading_again_change_nothing(
    pack: ReviewPack, facilitator: User
) -> None:
    answer = pack.consultation.body_answers.get(organisation="Oak House")
    (text,) = (row["text"] for row in answer.reading.said)
    late = make_body(pack.consultation, text, named=True, organisation="Oak House")
    before = told_of(pack)
    read_body(answer=answer, by=facilitator, words={})
    set_body_aside(answer=late, by=facilitator, why=BodyReading.Why.SPAM)
    assert told_of(pack) == before
    assert [version_of(pack, name) for name in EDITIONS] == ["1", "1"]


def test_no_row_that_is_shown_or_published_leads_to_an_answer(
    pack: ReviewPack, facilitator: User
) -> None:
    published = publish_pack(pack=pack, by=facilitator).outcome
    assert published
    shown = [shown_edition(pack, name)["bodies"] for name in EDITIONS]
    for told in [*shown, published.bodies]:
        assert told["said"]
        assert not any("body" in row for asked in told["said"] for row in asked["rows"])


def test_it_is_signed_as_it_was_read(heard: Form, facilitator: User) -> None:
    pack = draft_of(heard, facilitator)
    seal = seal_of(pack)
    answer = heard.consultation.body_answers.get(organisation="Oak House")
    read_body(answer=answer, by=facilitator, words={answer.said[0]["id"]: "Other words."})
    with pytest.raises(DraftChanged):
        sign_pack(pack=pack, by=facilitator, seal=seal)
    sign_pack(pack=pack, by=facilitator, seal=seal_of(pack))


@pytest.mark.parametrize(("last", "stands"), [(9, True), (-1, True), (-3, False)])
def test_it_is_not_signed_while_organisations_may_answer(
    heard: Form, facilitator: User, last: int, stands: bool
) -> None:
    make_body_form(heard.consultation, opens_on=day(-9), closes_on=day(last))
    pack = draft_of(heard, facilitator)
    told = any("Organisations may start an answer" in str(one) for one in missing_for_signing(pack))
    assert told is stands


def test_it_is_not_signed_while_an_answer_is_unread(heard: Form, facilitator: User) -> None:
    pack = draft_of(heard, facilitator)
    assert not missing_for_signing(pack)
    answer = make_body(heard.consultation, read=False)
    with pytest.raises(NotReady, match="1 answer of an organisation has been read by nobody"):
        sign_pack(pack=pack, by=facilitator)
    set_body_aside(answer=answer, by=facilitator, why="spam")  # type: ignore[arg-type]
    assert not missing_for_signing(pack)


def test_the_public_page_shows_it_apart(pack: ReviewPack, facilitator: User) -> None:
    publish_pack(pack=pack, by=facilitator)
    page = Client().get(pack.consultation.url).content.decode()
    told = page[page.index("What organisations said") :]
    for words in ("Oak House", SAFE, "Three or more answered without their name."):
        assert words in told
    for never in (HIDDEN, "Police"):
        assert never not in page
    assert page.index("What women said") < page.index("What organisations said")


def test_an_outcome_of_before_says_nothing_of_it(
    consultation: Callable[..., ConsultationPage],
) -> None:
    made = consultation("closed")
    Outcome.objects.create(
        consultation=made, version="1", summary="s", taken_to="t", published_on=made.reply_by
    )
    assert "What organisations said" not in Client().get(made.url).content.decode()


def test_the_page_of_an_edition_shows_it(pack: ReviewPack, facilitator: User) -> None:
    shown = log_in(facilitator).get(reverse("insights:packs:edition", args=[pack.pk, "review"]))
    assert HIDDEN in shown.content.decode()
