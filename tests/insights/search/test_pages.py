"""The search over HTTP: who sees it, what it says, the table, undo, and the way to the bench."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from insights.models import Coding, Reading, Sample
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.search.conftest import SAID, of

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


def url(page: ConsultationPage, name: str = "search", *more: int) -> str:
    return reverse(f"insights:{name}", args=[page.pk, *more])


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


def body(client: StaffClient, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", ["facilitator", "second_coder"])
def test_coders_of_the_area_search(
    staff: Staff, area: Area, page: ConsultationPage, role: str
) -> None:
    assert "1 response found" in body(staff(role, area), f"{url(page)}?q=hostel")


@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_do_not(staff: Staff, area: Area, page: ConsultationPage, role: str) -> None:
    client = staff(role, area)
    for name in ("search", "search_code", "search_undo"):
        for answer in (client.get(url(page, name)), client.post(url(page, name))):
            assert answer["Location"] == "/manage/"


@pytest.mark.parametrize("typed", ["%25", "%22%22", "%25&channel=web"])
def test_signs_alone_find_nothing_and_say_what_to_do(
    client: StaffClient, page: ConsultationPage, typed: str
) -> None:
    told = body(client, f"{url(page)}?q={typed}")
    assert "0 responses found" in told
    assert "Nothing was looked for." in told
    assert "Write one, such as bus, or empty the field to see all." in told
    assert "No response has come in yet." not in told


def test_another_area_is_not_found(staff: Staff, other_area: Area, page: ConsultationPage) -> None:
    client = staff("facilitator", other_area)
    for name in ("search", "search_code", "search_undo"):
        assert client.get(url(page, name)).status_code == 404
        assert client.post(url(page, name)).status_code == 404


def test_buttons_are_no_links(client: StaffClient, page: ConsultationPage) -> None:
    assert {client.get(url(page, n)).status_code for n in ("search_code", "search_undo")} == {405}


def test_the_list_of_responses_leads_to_it(client: StaffClient, page: ConsultationPage) -> None:
    assert url(page) in body(client, url(page, "responses"))


def test_words_are_marked_and_escaped(client: StaffClient, page: ConsultationPage) -> None:
    make_response(Form.objects.get(), "A <b>bailiff</b> & a dog.")
    found = body(client, f"{url(page)}?q=bailiffs")
    assert "A &lt;b&gt;<mark>bailiff</mark>&lt;/b&gt; &amp; a dog." in found
    assert "1 response found" in found


def test_it_says_how_it_was_read_and_each_part_leads_to_the_rest(
    client: StaffClient, page: ConsultationPage
) -> None:
    theme = theme_of(HOUSING).pk
    found = body(client, f"{url(page)}?q=prison+%22no+room&any=1&given={theme}&channel=web")
    assert "say “prison” or “no room”, were given Housing and came by Web." in found
    assert "A quotation mark had no second one" in found
    assert "jail, gaol, inside" in found
    rest = re.search(r'href="([^"]*)"[^>]*> <span[^>]*>Take away:</span> were given Housing', found)
    assert rest
    assert "given" not in rest[1]
    assert "q=prison" in rest[1]


def test_synonyms_come_and_go_with_one_press(client: StaffClient, page: ConsultationPage) -> None:
    without = body(client, f"{url(page)}?q=prison")
    assert "0 responses found" in without
    press = re.search(r'href="([^"]*also=1[^"]*)"', without)
    assert press
    found = body(client, press[1].replace("&amp;", "&"))
    assert "1 response found" in found
    assert "Also looked for: jail, gaol, inside, inmate, carchar." in found
    back = re.search(r'href="([^"]*)">Only the words that I typed', found)
    assert back
    assert "0 responses found" in body(client, back[1].replace("&amp;", "&"))


def test_the_number_of_unread_ones_opens_them(
    client: StaffClient, page: ConsultationPage, facilitator: User
) -> None:
    found = body(client, f"{url(page)}?q=no")
    opens = re.search(r'href="([^"]*)"> Not read by you: 1', found)
    assert opens
    alone = client.get(opens[1].replace("&amp;", "&"))
    assert [one.row.pk for one in alone.context["rows"]] == [of("paper").pk]
    Reading.objects.create(response=of("paper"), reader=facilitator, read_on=of("paper").week)
    assert "You have read all of them." in body(client, f"{url(page)}?q=no")


def test_nothing_found_helps(client: StaffClient, page: ConsultationPage) -> None:
    found = body(client, f"{url(page)}?q=zebra+jail")
    assert "Nothing was found. This may help:" in found
    assert url(page, "overview") in found
    press = re.search(r'href="([^"]*)">Look for any of the words', found)
    assert press
    assert "1 response found" in body(client, press[1].replace("&amp;", "&"))
    assert "Start reading" not in found


def test_an_empty_consultation(client: StaffClient, form: Callable[..., Form]) -> None:
    found = body(client, url(form().consultation))
    assert "No response has come in yet." in found
    assert "Themes of the codebook" not in found


def test_a_page_has_twenty_five(client: StaffClient, page: ConsultationPage) -> None:
    form = Form.objects.get()
    pks = sorted(make_response(form, f"Bailiff {n}.").pk for n in range(30))
    shown = [
        client.get(f"{url(page)}?q=bailiff&p={p}").context["rows"] for p in ("1", "2", "9", "x")
    ]
    assert [len(rows) for rows in shown] == [25, 5, 5, 25]
    assert [one.row.pk for one in (*shown[0], *shown[1])] == pks
    assert "q=bailiff&amp;p=2" in body(client, f"{url(page)}?q=bailiff")


def table(page: ConsultationPage, asked: str = "") -> str:
    return f"{url(page)}?{asked}&view=table"


def press(client: StaffClient, page: ConsultationPage, *names: str, theme: str = COURT) -> str:
    data = {"response": [of(name).pk for name in names], "theme": theme_of(theme).pk}
    answer = client.post(f"{url(page, 'search_code')}?q=no&any=1&p=1", data, follow=True)
    return " ".join(answer.content.decode().split())


def test_the_table_has_boxes_and_columns(client: StaffClient, page: ConsultationPage) -> None:
    found = body(client, table(page, "q=no"))
    pks = {of(name).pk for name in ("hostel", "debt", "paper")}
    boxes = re.findall(r'name="response" value="(\d+)"[^>]*>', found)
    assert set(map(int, boxes)) == pks
    assert "checked" not in found.split("Table of responses")[1]
    for column in ("Week", "Came by", "Language", "Your themes", "Marks", "Read by you"):
        assert f'<th scope="col">{column}</th>' in found
    assert "<td>Paper</td>" in found
    assert ">Housing, Court</td>" in found
    all_ticked = body(client, table(page, "q=no&tick=all"))
    assert all_ticked.split("Table of responses")[1].count("checked") == 3


def test_a_theme_is_given_to_what_is_ticked_and_undone(
    client: StaffClient, page: ConsultationPage
) -> None:
    before = set(Coding.objects.values_list("pk", flat=True))
    found = press(client, page, "debt", "paper", "hostel")
    assert "“Court” was added to 2 responses. 1 more had it from you before." in found
    assert "3 responses found" in found
    assert Coding.objects.exclude(pk__in=before).count() == 2
    undo = re.search(r'action="([^"]*undo[^"]*)"', found)
    assert undo
    answer = client.post(undo[1].replace("&amp;", "&"), follow=True)
    assert "2 codings are undone." in answer.content.decode()
    assert set(Coding.objects.values_list("pk", flat=True)) == before
    assert "Undo what was just added" not in answer.content.decode()
    answer = client.post(url(page, "search_undo"), follow=True)
    assert "There was nothing left to undo." in answer.content.decode()
    assert set(Coding.objects.values_list("pk", flat=True)) == before


def test_what_is_refused_is_named(page: ConsultationPage, sample: Sample, second: User) -> None:
    found = press(log_in(second), page, "blind", "debt", theme=MONEY)
    assert "“Money” was added to 1 response." in found
    assert "It wasn’t added to these:" in found
    assert re.search(
        rf"responses/{of('blind').pk}/[^>]*>{SAID['blind']}</a> You code it blind", found
    )
    assert Coding.objects.get(coder=second).response == of("debt")


@pytest.mark.parametrize(
    ("names", "theme", "says"),
    [
        ((), COURT, "Tick at least one response of the table"),
        (("debt", "jail"), "", "Choose the theme that you want to add."),
        (("debt", "jail"), "9" * 40, "Choose the theme that you want to add."),
    ],
)
def test_a_press_that_lacks_something_loses_no_tick(
    client: StaffClient, page: ConsultationPage, names: tuple[str, ...], theme: str, says: str
) -> None:
    before = Coding.objects.count()
    chosen = theme_of(theme).pk if theme == COURT else theme
    data = {"response": [of(name).pk for name in names], "theme": chosen}
    answer = client.post(f"{url(page, 'search_code')}?", data)
    found = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert says in found
    ticked = re.findall(r'name="response" value="(\d+)"[^>]*? checked>', found)
    assert set(map(int, ticked)) == {of(name).pk for name in names}
    assert ("selected> Court" in found) == (theme == COURT)
    assert Coding.objects.count() == before


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 40, "٣", "\0", str(2**63)])
def test_an_odd_id_is_no_response(client: StaffClient, page: ConsultationPage, odd: str) -> None:
    before = Coding.objects.count()
    data = {"response": [odd], "theme": theme_of(COURT).pk}
    answer = client.post(url(page, "search_code"), data, follow=True)
    assert answer.status_code == 200
    assert Coding.objects.count() == before


def test_the_bench_walks_through_what_was_found(
    client: StaffClient, page: ConsultationPage
) -> None:
    ids = sorted(of(name).pk for name in ("hostel", "debt", "paper"))
    place = f"{url(page, 'bench', ids[1])}?list=search&q=no"
    shown = client.get(place)
    assert (shown.context["whereabouts"].previous, shown.context["whereabouts"].following) == (
        ids[0],
        ids[2],
    )
    found = " ".join(shown.content.decode().split())
    assert f'{url(page)}?q=no">Back to what was found' in found
    assert f"{url(page, 'bench', ids[2])}?list=search&amp;q=no" in found
    first = client.get(f"{url(page, 'bench', ids[0])}?list=search&q=no")
    assert first.context["whereabouts"].previous is None
    unread = of("paper").pk
    answer = client.post(f"{url(page, 'read', ids[1])}?list=search&q=no")
    if ids[1] != unread:
        assert answer["Location"] == f"{url(page, 'bench', unread)}?list=search&q=no#words"
    Reading.objects.all().delete()
    for pk in ids:
        answer = client.post(f"{url(page, 'read', pk)}?list=search&q=no")
    assert answer["Location"] == f"{url(page)}?q=no"
    assert Reading.objects.count() == 3


def test_one_that_is_not_found_any_more_still_leads_on(
    client: StaffClient, page: ConsultationPage
) -> None:
    pk = of("jail").pk
    ids = sorted(of(name).pk for name in ("hostel", "debt", "paper"))
    shown = client.get(f"{url(page, 'bench', pk)}?list=search&q=no").context
    assert shown["whereabouts"].previous == max((one for one in ids if one < pk), default=None)
    assert shown["whereabouts"].following == min((one for one in ids if one > pk), default=None)


def test_a_decision_on_the_bench_keeps_the_search(
    client: StaffClient, page: ConsultationPage
) -> None:
    add = f"{url(page, 'add', of('debt').pk)}?list=search&q=no&coded=me"
    answer = client.post(add, {"themes": [theme_of(COURT).pk]})
    assert "?list=search&q=no&coded=me" in answer["Location"]


def test_what_was_taken_back_is_on_no_page(client: StaffClient, page: ConsultationPage) -> None:
    row = make_response(Form.objects.get(), "The bailiff.", receipt_hash="cd" * 32)
    assert "bailiff</mark>" in body(client, f"{url(page)}?q=bailiff")
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("cd" * 32), kind="withdraw")
    assert "0 responses found" in body(client, f"{url(page)}?q=bailiff")
    assert str(row.pk) not in body(client, table(page))


@pytest.mark.parametrize("more", [0, 40])
def test_pages_take_as_many_queries_for_many_as_for_few(
    client: StaffClient,
    page: ConsultationPage,
    more: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    form = Form.objects.get()
    for number in range(more):
        make_response(form, f"No money, {number}.")
    asked = "q=no+money&any=1&also=1&coded=nobody&read=not_me&channel=web&use=report&language=cy"
    for address in (f"{url(page)}?q=no", table(page, "q=no"), f"{url(page)}?{asked}", url(page)):
        client.get(address)
        with django_assert_max_num_queries(28):  # twelve of them are Wagtail's frame
            client.get(address)
    walked = f"{url(page, 'bench', of('debt').pk)}?list=search&{asked}"
    client.get(walked)
    with django_assert_max_num_queries(39):  # the search again, and the bench
        client.get(walked)
