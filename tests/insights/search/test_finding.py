"""What a question finds: words, filters, both; nothing that is hidden; each woman once."""

import pytest
from django.http import QueryDict

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import Coding, Mark, Reading, Sample, Suggestion
from insights.search import selectors
from insights.search.question import Question
from insights.search.selectors import Found, offered_by, search
from insights.selectors import theming_of
from insights.selectors.whereabouts import Whereabouts
from insights.services import add_coding, mark_read, suggest_themes
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import UNSAFE
from tests.insights.search.conftest import SAID, Asking, of

EVERYONE = set(SAID)


def themes(address: str) -> str:
    """An address with codes where it has {names}."""
    codes = {"housing": HOUSING, "money": MONEY, "court": COURT, "unsafe": UNSAFE}
    return address.format(**{name: theme_of(code).pk for name, code in codes.items()})


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", EVERYONE),
        ("q=hostels", {"hostel"}),
        ("q=no+room", {"hostel", "paper"}),
        ("q=%22no+room%22", {"hostel"}),
        ("q=hostel+debt", set()),
        ("q=hostel+debt&any=1", {"hostel", "debt"}),
        ("q=hostel+OR+debt", {"hostel", "debt"}),
        ("without=no", {"jail", "blind"}),
        ("q=no&without=kids", {"debt", "paper"}),
        ("q=prison", set()),
        ("q=prison&also=1", {"jail"}),
        ("q=hostel&also=1", {"hostel", "blind"}),
        ("q=didnt", {"paper"}),
        ("q=woman", {"blind"}),
        ("q=zebra", set()),
    ],
)
def test_words(asking: Asking, address: str, found: set[str]) -> None:
    assert asking(address) == found


@pytest.mark.parametrize("most", [0, 8])
def test_narrowing_in_the_database_changes_nothing(
    asking: Asking, page: ConsultationPage, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(selectors, "MOST_FRAGMENTS", most)
    form = Form.objects.get()
    more = ["HOPING for a flat", "Happy days", "I CAFÉd", "TŶ", "D’ÉTÉ", "Two buses"]
    rows = {make_response(form, text).pk: text for text in more}

    def find(address: str, reader: User) -> set[str]:
        ids = search(
            page, Question.of(QueryDict(address), offered_by(page, theming_of(page))), reader
        ).ids
        return {rows[pk] for pk in ids if pk in rows}

    reader = make_staff("facilitator", page.area)
    for word, text in zip(("hope", "happiness", "cafe", "ty", "d'ete", "bus"), more, strict=True):
        assert find(f"q={word}", reader) == {text}, word


def test_translations_are_words_too(asking: Asking, page: ConsultationPage) -> None:
    answer = of("jail").answers.get()
    answer.translation = "The governor was rude."
    answer.save()
    assert asking("q=governor") == {"jail"}
    assert asking("q=jail+governor") == {"jail"}
    assert asking("q=%22week+the%22") == set()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("given={housing}", {"hostel", "blind"}),
        ("given={housing}&given={money}", {"hostel", "debt", "blind"}),
        ("given={housing}&given={court}&given_all=1", {"hostel"}),
        ("given={housing}&not={court}", {"blind"}),
        ("not={housing}&not={money}", {"jail", "paper"}),
        ("given={unsafe}", set()),
        ("coded=anyone", {"hostel", "debt", "blind"}),
        ("coded=me", {"hostel", "debt", "blind"}),
        ("coded=nobody", {"jail", "paper"}),
        ("read=me", {"hostel", "debt", "blind"}),
        ("read=not_me", {"jail", "paper"}),
        ("read=nobody", {"jail", "paper"}),
        ("channel=paper", {"paper"}),
        ("channel=paper&channel=web", EVERYONE),
        ("channel=phone", set()),
        ("language=en-gb", EVERYONE),
        ("use=report", {"hostel", "debt"}),
        ("use=report&use=public&use_all=1", {"hostel"}),
        ("use=report&use=research", {"hostel", "debt"}),
        ("late=1", EVERYONE - {"paper"}),
        ("person=1", {"jail", "paper"}),
        ("q=no&coded=nobody&channel=paper", {"paper"}),
        ("q=hostel&coded=nobody", set()),
        # what can't be understood is left out
        ("given=999&coded=x&channel=y&from=soon&until=2026-02-31", EVERYONE),
    ],
)
def test_filters(asking: Asking, address: str, found: set[str]) -> None:
    assert asking(themes(address)) == found


def test_a_sub_theme_is_its_theme(asking: Asking, facilitator: User) -> None:
    add_coding(response=of("jail"), theme=theme_of(UNSAFE), by=facilitator)
    assert "jail" in asking(themes("given={housing}"))
    assert asking(themes("given={unsafe}")) == {"jail"}


def test_weeks(asking: Asking) -> None:
    week = of("paper").week
    assert asking(f"until={week}") == {"paper"}
    assert asking(f"from={week}") == EVERYONE
    assert asking(f"from={of('jail').week}") == EVERYONE - {"paper"}


def test_suggestions_and_marks(asking: Asking, page: ConsultationPage, facilitator: User) -> None:
    suggest_themes(consultation=page)
    assert asking(themes("suggested={money}")) == {"debt"}
    assert asking(themes("suggested={money}&suggested={housing}&suggested_all=1")) == set()
    for name, kind in (("debt", "rich"), ("debt", "quotable"), ("jail", "rich")):
        today = of(name).week
        Mark.objects.create(response=of(name), kind=kind, by=facilitator, marked_on=today)
    assert asking("mark=rich") == {"debt", "jail"}
    assert asking("mark=rich&mark=quotable&mark_all=1") == {"debt"}
    assert asking("mark=quotable") == {"debt"}


def test_whose_coding_and_reading(asking: Asking, area: Area, page: ConsultationPage) -> None:
    other = make_staff("facilitator", area)
    assert asking("coded=me", other) == set()
    assert asking("read=me", other) == set()
    mark_read(response=of("jail"), by=other)
    assert asking("read=me", other) == {"jail"}
    assert asking("read=not_me") == {"jail", "paper"}
    assert asking("read=nobody") == {"paper"}


BLIND = [
    ("given={housing}", {"hostel"}),
    ("given={housing}&given={money}", {"hostel", "debt"}),
    ("coded=anyone", {"hostel", "debt"}),
    ("coded=nobody", {"jail", "paper", "blind"}),
    ("not={housing}", EVERYONE - {"hostel"}),
    ("suggested={housing}", {"hostel"}),
    ("mark=rich", set()),
]


@pytest.mark.parametrize(("address", "found"), BLIND)
def test_what_she_codes_blind_is_not_found_by_what_others_said(
    asking: Asking, sample: Sample, second: User, facilitator: User, address: str, found: set[str]
) -> None:
    response, theme = of("blind"), theme_of(HOUSING)
    for name in ("blind", "hostel"):
        Suggestion.objects.create(response=of(name), theme=theme, band="strong", engine="e")
    Mark.objects.create(response=response, kind="rich", by=facilitator, marked_on=response.week)
    assert asking(themes(address), second) == found


def test_a_mark_of_her_own_on_what_she_codes_blind_finds_nothing(
    asking: Asking, sample: Sample, second: User
) -> None:
    """No screen shows her marks there until it is compared: a filter that knew of them would."""
    response = of("blind")
    Mark.objects.create(response=response, kind="rich", by=second, marked_on=response.week)
    assert asking("mark=rich", second) == set()
    assert asking("mark=rich") == {"blind"}
    Sample.objects.update(compared_on=sample.drawn_on)
    assert asking("mark=rich", second) == {"blind"}


def test_what_she_codes_blind_is_found_by_her_words_and_her_own_codes(
    asking: Asking, sample: Sample, second: User
) -> None:
    assert asking("q=refuge", second) == {"blind"}
    add_coding(response=of("blind"), theme=theme_of(MONEY), by=second)
    assert not Coding.objects.get(coder=second).counts
    assert asking(themes("given={money}"), second) == {"debt", "blind"}
    assert asking("coded=me", second) == {"blind"}
    assert asking(themes("given={money}")) == {"debt"}, "nobody else knows of it yet"


def test_once_compared_she_sees_it(asking: Asking, sample: Sample, second: User) -> None:
    Sample.objects.update(compared_on=sample.drawn_on)
    assert asking(themes("given={housing}"), second) == {"hostel", "blind"}


def visit(page: ConsultationPage) -> list[Response]:
    """Two rows of one woman; the first is the older."""
    form = Form.objects.get()
    weeks = ("2026-03-02", "2026-03-09")
    texts = ("A landlord, no less.", "And the bailiff came.")
    return [
        make_response(form, text, week=week, visit_hash="ab" * 32)
        for text, week in zip(texts, weeks, strict=True)
    ]


def test_rows_of_one_visit_are_one_result(page: ConsultationPage, facilitator: User) -> None:
    first, last = visit(page)
    for asked in ("q=landlord", "q=bailiff", "q=landlord+bailiff", "q=landlord+bailiff&any=1"):
        question = Question.of(QueryDict(asked), offered_by(page, theming_of(page)))
        assert search(page, question, facilitator).ids == [last.pk], asked
    question = Question.of(
        QueryDict("q=bailiff&without=landlord"), offered_by(page, theming_of(page))
    )
    assert search(page, question, facilitator).ids == []
    add_coding(response=first, theme=theme_of(MONEY), by=facilitator)
    question = Question.of(
        QueryDict(themes("q=bailiff&given={money}")), offered_by(page, theming_of(page))
    )
    assert search(page, question, facilitator).ids == [last.pk]


def test_what_was_taken_back_is_gone_at_once(page: ConsultationPage, facilitator: User) -> None:
    form = Form.objects.get()
    row = make_response(form, "The bailiff came.", receipt_hash="cd" * 32)
    question = Question.of(QueryDict("q=bailiff"), offered_by(page, theming_of(page)))
    assert search(page, question, facilitator).ids == [row.pk]
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("cd" * 32), kind="withdraw")
    assert search(page, question, facilitator).ids == []


def test_other_consultations_stay_out(
    asking: Asking, page: ConsultationPage, form: object, facilitator: User
) -> None:
    make_response(form(), "Another hostel.")  # type: ignore[operator]
    question = Question.of(QueryDict("q=hostel"), offered_by(page, theming_of(page)))
    assert search(page, question, facilitator).ids == [of("hostel").pk]


def test_the_bench_walks_through_what_was_found(page: ConsultationPage, facilitator: User) -> None:
    question = Question.of(QueryDict(""), offered_by(page, theming_of(page)))
    found = search(page, question, facilitator)
    assert found.ids == sorted(found.ids)
    ids, unread = found.ids, set(found.unread)
    for place, pk in enumerate(ids):
        here = found.whereabouts(pk)
        assert (here.number, here.total, here.read) == (place + 1, len(ids), len(ids) - len(unread))
        assert [here.previous, here.following] == [None, *ids, None][place : place + 3 : 2]
        later = [one for one in ids[place + 1 :] if one in unread]
        assert found.next_unread(pk) == (later or sorted(unread))[0]
    outside = found.whereabouts(ids[1] + 1)
    assert (outside.number, outside.previous, outside.following) == (None, ids[1], ids[2])
    assert Found([], []).next_unread(ids[0]) is None
    assert Found([], []).whereabouts(ids[0]) == Whereabouts(None, 0, 0)
    assert Reading.objects.count() == 3
