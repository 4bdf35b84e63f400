"""The Themes screens: who sees them, what is on them, and that buttons do what they say."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import Coding, Reading, Suggestion
from insights.services import add_coding, suggest_themes
from tests.factories.feedback import make_response
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


@pytest.fixture
def page(form: Callable[..., Form]) -> ConsultationPage:
    """A consultation with three responses, coded with the small codebook, suggestions made."""
    made = form()
    use_codebook(made.consultation)
    make_response(made, "The <b>hostel</b> was full.", uses=["report"], receipt_hash="aa" * 32)
    make_response(made, "In debt, and in a hostel.", receipt_hash="bb" * 32)
    make_response(made, "She rang me.", receipt_hash="cc" * 32)
    suggest_themes(consultation=made.consultation)
    found: ConsultationPage = made.consultation
    return found


def response_with(words: str) -> Response:
    return Response.objects.get(answers__text__contains=words)


def url(name: str, page: ConsultationPage, *more: int) -> str:
    return reverse(f"insights:{name}", args=[page.pk, *more])


def withdraw(receipt: str) -> None:
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex(receipt * 32), kind="withdraw")


@pytest.fixture
def places(page: ConsultationPage) -> dict[str, str]:
    """Every screen and its address."""
    response = response_with("debt").pk
    suggestion = Suggestion.objects.filter(response=response).first()
    assert suggestion is not None
    return {
        "index": reverse("insights:themes"),
        "responses": url("responses", page),
        "overview": url("overview", page),
        "theme": url("theme", page, theme_of("need.housing").pk),
        "bench": url("bench", page, response),
        "accept": url("accept", page, response, suggestion.theme_id),
        "reject": url("reject", page, response, suggestion.theme_id),
        "add": url("add", page, response),
        "read": url("read", page, response),
        "suggest": url("suggest", page),
        "run": url("run", page),
        "stop": url("stop", page),
        "codebook": url("codebook", page),
    }


POSTS = {"accept", "reject", "add", "read", "suggest", "stop", "codebook"}


@pytest.mark.parametrize("role", ["facilitator", "second_coder"])
@pytest.mark.parametrize("name", ["index", "responses", "overview", "theme", "bench", "run"])
def test_coders_of_the_area_see_the_screens(
    staff: Staff, area: Area, places: dict[str, str], role: str, name: str
) -> None:
    assert staff(role, area).get(places[name]).status_code == 200


def test_each_page_has_a_title_of_its_own(staff: Staff, area: Area, places: dict[str, str]) -> None:
    client = staff("facilitator", area)
    titles = {}
    for name, place in places.items():
        if name not in POSTS and name != "run":  # a part of a page, for the script
            found = re.search(
                r"<title>(.*?)</title>", client.get(place).content.decode(), re.DOTALL
            )
            assert found, name
            titles[name] = " ".join(found[1].split())
    assert len(set(titles.values())) == len(titles), titles


@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_see_and_do_nothing(
    staff: Staff, area: Area, places: dict[str, str], role: str
) -> None:
    client = staff(role, area)
    for name, place in places.items():
        answer = client.post(place) if name in POSTS else client.get(place)
        assert answer.status_code == 302, name
        assert answer["Location"] == "/manage/", name
    assert not Coding.objects.exists()
    assert not Reading.objects.exists()
    assert b"Themes" not in client.get("/manage/").content


def test_another_area_is_not_found(
    staff: Staff, other_area: Area, places: dict[str, str], page: ConsultationPage
) -> None:
    client = staff("facilitator", other_area)
    assert page.title.encode() not in client.get(places.pop("index")).content
    for name, place in places.items():
        answer = client.post(place) if name in POSTS else client.get(place)
        assert answer.status_code == 404, name
    assert not Coding.objects.exists()
    assert not Reading.objects.exists()


def test_a_stranger_is_sent_to_the_login(
    client: StaffClient, places: dict[str, str], page: ConsultationPage
) -> None:
    for place in places.values():
        assert "/login/" in client.get(place)["Location"]


def test_buttons_are_no_links(staff: Staff, area: Area, places: dict[str, str]) -> None:
    client = staff("facilitator", area)
    assert {client.get(places[name]).status_code for name in POSTS} == {405}


def test_the_bench_marks_cues_and_escapes_her_words(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    response = response_with("<b>")
    body = staff("facilitator", area).get(url("bench", page, response.pk)).content.decode()
    assert re.search(r"&lt;b&gt;</span><span[^>]*><mark", body)
    assert "<b>hostel" not in body
    assert f"#theme-{theme_of('need.housing').pk}" in body


def test_the_bench_hides_what_other_coders_decided(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    response = response_with("rang")
    first = staff("facilitator", area)
    add_coding(response=response, theme=theme_of("need.money"), by=first.user)
    place = url("bench", page, response.pk)
    assert [c.theme.code for c in first.get(place).context["bench"].added] == ["need.money"]
    assert staff("second_coder", area).get(place).context["bench"].codings == []


def test_accepting_turning_down_and_undoing(
    staff: Staff, area: Area, page: ConsultationPage, places: dict[str, str]
) -> None:
    client = staff("facilitator", area)
    answer = client.post(places["accept"] + "?show=unread")
    after = theme_of("need.money").pk  # the next that is suggested
    assert answer["Location"] == f"{places['bench']}?show=unread#theme-{after}"
    client.post(places["reject"])
    coding = Coding.objects.get()
    assert (coding.decision, coding.coder) == ("rejected", client.user)
    client.post(url("undo", page, coding.response_id, coding.pk))
    assert not Coding.objects.exists()


def test_a_run_that_ends_while_she_reads_takes_nothing_from_her(
    staff: Staff, area: Area, page: ConsultationPage, places: dict[str, str]
) -> None:
    before = set(Suggestion.objects.values_list("pk", flat=True))
    suggest_themes(consultation=page)
    assert not before & set(Suggestion.objects.values_list("pk", flat=True))
    staff("facilitator", area).post(places["accept"])
    assert Coding.objects.get().decision == "accepted"


def test_a_suggestion_of_another_response_is_not_decided_on(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    suggestion = Suggestion.objects.filter(response=response_with("debt")).first()
    assert suggestion is not None
    staff("facilitator", area).post(
        url("accept", page, response_with("rang").pk, suggestion.theme_id), follow=True
    )
    assert not Coding.objects.exists()


def test_adding_takes_what_is_ticked_and_nothing_else(
    staff: Staff, area: Area, places: dict[str, str]
) -> None:
    client = staff("facilitator", area)
    unsafe = theme_of("need.housing.unsafe")
    client.post(places["add"], {"themes": [unsafe.pk, "9" * 12, "x", ""]})
    assert list(Coding.objects.values_list("theme", "decision")) == [(unsafe.pk, "added")]


def test_read_next_goes_through_all_and_ends(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    client = staff("facilitator", area)
    place = url("bench", page, Response.objects.order_by("pk")[1].pk)
    for _ in range(3):
        place = client.post(place + "read/")["Location"].removesuffix("#words")
    assert place == url("responses", page)
    assert Reading.objects.filter(reader=client.user).count() == 3


def test_words_taken_back_are_on_no_screen(
    staff: Staff, area: Area, page: ConsultationPage, places: dict[str, str]
) -> None:
    client = staff("facilitator", area)
    response = response_with("debt")
    add_coding(response=response, theme=theme_of("need.housing"), by=client.user)
    withdraw("bb")
    assert client.get(places["bench"]).status_code == 404
    assert client.post(places["accept"]).status_code == 404
    for name in ("responses", "theme", "overview", "index"):
        assert b"debt" not in client.get(places[name]).content
    assert client.get(places["theme"]).context["coded"] == 0
    assert client.get(places["theme"]).context["open"] == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"hostel", "debt", "rang"}),
        ("?show=unread", {"debt", "rang"}),
        ("?show=person", {"rang"}),
        ("?theme={money}", {"debt"}),
        ("?show=nonsense&theme=x", {"hostel", "debt", "rang"}),
    ],
)
def test_the_list_is_filtered(
    staff: Staff, area: Area, page: ConsultationPage, query: str, expected: set[str]
) -> None:
    client = staff("facilitator", area)
    client.post(url("read", page, response_with("<b>").pk))
    place = url("responses", page) + query.format(money=theme_of("need.money").pk)
    rows = client.get(place).context["rows"]
    words = ("debt", "rang", "hostel")
    assert {next(w for w in words if w in row.excerpt) for row in rows} == expected
    assert [row.read for row in rows] == sorted(row.read for row in rows)


def test_a_theme_counts_people_and_quotes_only_what_may_be_printed(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    client = staff("facilitator", area)
    for words in ("<b>", "debt"):
        response = response_with(words)
        add_coding(response=response, theme=theme_of("need.housing"), by=client.user)
        add_coding(response=response, theme=theme_of("need.housing.unsafe"), by=client.user)
    add_coding(response=response_with("debt"), theme=theme_of("stage.court"), by=client.user)
    answer = client.get(url("theme", page, theme_of("need.housing").pk))
    assert (answer.context["coded"], answer.context["open"]) == (2, 0)
    assert answer.context["quotes"].withheld == 1
    assert b"debt" not in answer.content
    ((name, counts),) = answer.context["seen_with"]
    assert (name, [(c.theme.name, c.coded) for c in counts]) == (
        "Where in the journey",
        [("Court", 1)],
    )


def test_the_overview_counts_decisions_and_not_suggestions(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    client = staff("facilitator", area)
    add_coding(
        response=response_with("debt"), theme=theme_of("need.housing.unsafe"), by=client.user
    )
    answer = client.get(url("overview", page))
    counts = {c.theme.code: (c.coded, c.open) for a in answer.context["axes"] for c in a.counts}
    assert counts == {"need.housing": (1, 1), "need.money": (0, 1), "stage.court": (0, 0)}
    assert b"Exact numbers: for named staff only" in answer.content


def test_a_theme_of_another_codebook_is_not_found(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    from tests.factories.themes import make_codebook

    make_codebook([{"name": "Feeling safe"}], slug="flat")
    place = url("theme", page, theme_of("feeling-safe").pk)
    assert staff("facilitator", area).get(place).status_code == 404


def test_the_button_queues_work_for_the_worker(
    staff: Staff, area: Area, places: dict[str, str]
) -> None:
    from django_tasks_db.models import DBTaskResult

    staff("facilitator", area).post(places["suggest"])
    assert DBTaskResult.objects.get().queue_name == "analysis"


def test_without_a_codebook_nothing_is_queued_and_the_screens_say_so(
    staff: Staff, area: Area, form: Callable[..., Form]
) -> None:
    from django_tasks_db.models import DBTaskResult

    made = form()
    response = make_response(made, "The hostel.")
    client = staff("facilitator", area)
    client.post(url("suggest", made.consultation))
    assert not DBTaskResult.objects.exists()
    for place in (
        url("bench", made.consultation, response.pk),
        url("overview", made.consultation),
    ):
        assert b"Choose a codebook" in client.get(place).content


def test_a_second_coder_may_not_change_the_codebook(
    staff: Staff, area: Area, page: ConsultationPage, places: dict[str, str]
) -> None:
    from insights.models import Theming
    from tests.factories.themes import make_codebook

    other = make_codebook([{"name": "Feeling safe"}], slug="flat")
    staff("second_coder", area).post(places["codebook"], {"codebook": "flat"})
    assert Theming.objects.get().codebook.slug == "small"
    staff("facilitator", area).post(places["codebook"], {"codebook": "flat"})
    assert Theming.objects.get().codebook == other


def test_the_first_screen_says_what_waits(
    staff: Staff, area: Area, other_area: Area, page: ConsultationPage
) -> None:
    assert b"3 responses not read by you" in staff("facilitator", area).get("/manage/").content
    assert b"not read by you" not in staff("facilitator", other_area).get("/manage/").content


def test_hooks_and_urls_load_no_analysis_library() -> None:
    """The public process loads every app's hooks and must stay light (trap 4)."""
    code = (
        "import sys; sys.path[:0] = ['.', 'site']; import django; django.setup();"
        "import insights.wagtail_hooks, insights.urls, insights.tasks;"
        "assert not {'nltk', 'sklearn', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.browser
@pytest.mark.long
def test_the_bench_is_worked_from_the_keyboard_and_has_no_axe_violation(
    page: ConsultationPage,
    staff: Staff,
    area: Area,
    context: BrowserContext,
    live_server: object,
    axe: Callable[[Page], None],
) -> None:
    session = staff("facilitator", area).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    tab = context.new_page()
    tab.goto(f"{live_server}{url('bench', page, response_with('debt').pk)}")
    axe(tab)
    tab.locator(f"#theme-{theme_of('need.money').pk}").focus()
    tab.keyboard.press("a")
    tab.locator(f"#theme-{theme_of('need.money').pk}:not([data-open])").wait_for()
    assert list(Coding.objects.values_list("theme__code", flat=True)) == ["need.money"]
    tab.locator("#find-theme").fill("judge")
    assert tab.locator(".add__theme:visible").count() == 1
    for name in ("responses", "overview"):
        tab.goto(f"{live_server}{url(name, page)}")
        axe(tab)
