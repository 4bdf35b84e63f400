"""Whatever is posted, her words come back as she typed them, and no page breaks."""

import re
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils.html import escape
from playwright.sync_api import Browser, Page, expect

from core.middleware import MOST_DROPPED, drop_body
from feedback.flow import LONGEST_IN_ALL, LONGEST_TEXT, LONGEST_TYPED
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form, FormVersion, Question
from feedback.payload import AnswerPayload
from feedback.services import publish_form
from feedback.state import State, Visit
from tests.factories.feedback import make_question
from tests.feedback.woman import MakeForm, Woman, sent
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT, press

pytestmark = pytest.mark.pages

Kind = Question.Kind
MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
WORST = "€"  # three bytes, each sent as three signs: nine for one place in a field


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


def shown(woman: Woman) -> str:
    """What stands in the field where she writes, as a browser would read it."""
    page = woman.text
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    line = re.search(r'<input type="text" id="text" name="text"[^>]*? value="([^"]*)"', page)
    found = area or line
    assert found is not None
    return unescape(found.group(1))


# -- too long


@pytest.mark.parametrize("kind", [Kind.LONG_TEXT, Kind.SHORT_TEXT, Kind.SINGLE, Kind.SEVERAL])
def test_each_kind_gives_too_long_an_answer_back_whole(
    form: MakeForm, intake_key: IntakeKey, kind: str
) -> None:
    question = make_question(kind, "What happened?", ("This", "Something else"))
    question.options.filter(text="Something else").update(more=True)
    made = form(None, question, publish=False)
    publish_form(form=made)
    woman = Woman(made)
    woman.begin()
    text = "“Ž” & <b>" + "x" * LONGEST_TEXT
    for go, next_page in (("continue", ""), ("stay", ""), ("back", "continue"), ("skip", "back")):
        assert woman.press(go, text=text).status_code == 200
        if next_page:
            woman.press(next_page)
        assert shown(woman) == text
    woman.press("continue", text=text)
    assert f"{len(text):,}" in woman.text
    woman.press("continue", text=text[:LONGEST_TEXT])
    assert "There is a problem" not in woman.text


@pytest.mark.parametrize("signs", [MEGABYTE + 1, 3 * MEGABYTE, 7 * MEGABYTE])
def test_a_post_of_some_megabytes_gives_her_words_back(made: Form, signs: int) -> None:
    woman = Woman(made)
    woman.begin()
    text = "zanzibar " * (signs // 9 + 1)
    page = woman.press("continue", text=text)
    assert page.status_code == 200
    assert shown(woman) == text
    assert "There is a problem" in woman.text


def test_no_page_of_ours_can_send_more_than_we_take() -> None:
    answers = {
        f"{n:032x}": AnswerPayload("\x01" * (LONGEST_IN_ALL // 4), ["x" * 32]) for n in range(4)
    }
    state = State(visit=Visit.begin(), version=2**31, step="a" * 32, answers=answers).to_token()
    fields = {"state": state, "shown": "x" * 32, "website": "", "go": "change:" + "a" * 32}
    longest = len(urlencode(fields | {"text": WORST * LONGEST_TYPED}))
    assert longest <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert len(quote("\r\n")) <= len(quote(WORST))
    assert len(quote("🌧")) <= 2 * len(quote(WORST))  # two places in a field


def test_each_field_where_she_writes_has_that_limit(form: MakeForm, intake_key: IntakeKey) -> None:
    other = make_question(Kind.SINGLE, "Where?", ("Here", "Something else"))
    other.options.update(more=True)
    questions = [make_question(Kind.LONG_TEXT), make_question(Kind.SHORT_TEXT), other]
    woman = Woman(form(None, *questions))
    woman.begin()
    for _ in questions:
        assert f'name="text" maxlength="{LONGEST_TYPED}"' in woman.text
        woman.press("skip")


def test_above_that_a_calm_page_says_what_to_do(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    page = woman.press("continue", text="x" * (8 * MEGABYTE))
    assert page.status_code == 413
    assert "That was too much in one go" in woman.text
    assert "Press Back" in woman.text
    assert "Go to the first page" in woman.text
    assert "x" * 100 not in woman.text
    assert not page.cookies
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_it_is_said_in_welsh_too(made: Form) -> None:
    page = Client().post(f"/cy/form/{made.slug}/", {"text": "x" * (9 * MEGABYTE)})
    assert page.status_code == 413
    assert '<html lang="cy"' in page.content.decode()


def test_all_that_comes_is_read_so_that_the_page_can_be_seen() -> None:
    request = RequestFactory().post("/", b"x" * 300_000, content_type=FORM)
    drop_body(request, 300_000)
    assert request.read() == b""


def test_what_never_ends_is_not_read_for_ever() -> None:
    request = RequestFactory().post("/", b"x" * 300_000, content_type=FORM)
    drop_body(request, 100_000)
    assert len(request.read()) == 200_000
    assert MOST_DROPPED < 2**30


def test_a_whole_browsers_worth_is_answered_on_the_wire(live_server: object, made: Form) -> None:
    address = urlsplit(str(live_server))
    wire = HTTPConnection(address.hostname or "", address.port, timeout=20)
    wire.request("POST", f"/form/{made.slug}/", b"x" * (20 * MEGABYTE), {"Content-Type": FORM})
    assert wire.getresponse().status == 413
    wire.close()


@pytest.mark.parametrize("length", ["", "x", "-1", "1e9", "²"])
def test_a_nonsense_length_breaks_nothing(made: Form, length: str) -> None:
    page = Client().post(f"/form/{made.slug}/", {"go": "start"}, CONTENT_LENGTH=length)
    assert page.status_code < 500


# -- unusual signs

SIGNS = {
    "NUL": "a\0b",
    "controls": "\x01\x08\x0b\x1f\x7f\x9f",
    "right to left": "\u202eabc\u202c \u2067שלום\u2069 \u200f\u061c",
    "zero width": "a\u200b\u200d\ufeff\u2060b",
    "four bytes": "🌧👩‍👧\U0010ffff𝒳",
    "combining": "e" + "\u0301" * 10_000,
    "line ends": "one\ntwo\n\n\nthree\n",
    "separators": "a\u2028b\u2029c\x85d",
    "unpaired looks": "\ufffd\ufffe\uffff",
    "html": "</textarea><script>alert(1)</script>&amp;&#0;",
    "spaces": "  a\t b  ",
}


@pytest.mark.parametrize("name", SIGNS)
def test_it_comes_back_as_typed(made: Form, name: str) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SIGNS[name])
    woman.press("back")
    body = woman.page.content.decode()
    assert f">\n{escape(SIGNS[name])}</textarea>" in body


@pytest.mark.parametrize("name", SIGNS)
def test_it_arrives_as_typed(made: Form, name: str) -> None:
    Woman(made).to_the_end(SIGNS[name])
    (payload,) = sent()
    assert [answer.text for answer in payload.answers.values()] == [SIGNS[name]]


@pytest.mark.parametrize(
    "sent_bytes",
    [
        b"%FF%FE",
        b"%ED%A0%80",
        b"%ED%B0%80x",
        b"\xff\xfe\x00",
        b"%C3",
        b"%F4%90%80%80",
        b"%",
        b"%zz",
    ],
)
def test_bytes_that_are_no_text_break_nothing(made: Form, sent_bytes: bytes) -> None:
    woman = Woman(made)
    woman.begin()
    head = urlencode({"state": woman.state, "go": "continue"}).encode()
    page = woman.client.post(woman.url, head + b"&text=" + sent_bytes, content_type=FORM)
    assert page.status_code == 200
    woman.state = re.findall(r'name="state" value="([^"]*)"', page.content.decode())[0]
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    assert len(woman.words) == 6
    assert all(a.text.encode() for payload in sent() for a in payload.answers.values())


def test_half_signs_stay_whole_in_what_a_page_carries() -> None:
    answers = {"a" * 32: AnswerPayload(text="\ud800 and \udfff")}
    state = State(visit=Visit.begin(), version=1, step="check", answers=answers)
    assert State.from_token(state.to_token()) == state


CHARSETS = [
    "utf-8",
    "utf-7",
    "utf-16",
    "hex",
    "unicode_escape",
    "idna",
    "cp037",
    "nonsense",
    "undefined",
]


# As long as a browser's: Django ends a part wherever it stands, and a sealed state is made of
# the same letters, so that a short one is met by chance.
BOUNDARY = "the-boundary-between-two-parts"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("multipart", [False, True])
def test_text_is_utf_8_whatever_a_header_says(made: Form, charset: str, multipart: bool) -> None:
    woman = Woman(made)
    woman.begin()
    fields = {"state": woman.state, "go": "stay", "text": "Ŵyl “é” \\ud800"}
    body, kind = (
        (as_multipart(fields), MULTIPART) if multipart else (urlencode(fields).encode(), FORM)
    )
    page = woman.client.generic("POST", woman.url, body, f"{kind}; charset={charset}")
    assert page.status_code == 200
    assert "Ŵyl “é” \\ud800" in page.content.decode()


def as_multipart(fields: dict[str, str]) -> bytes:
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode()


BROKEN: dict[str, tuple[bytes, str]] = {
    "no boundary": (b"x", "multipart/form-data"),
    "cut short": (as_multipart({"go": "start"})[:-20], MULTIPART),
    "a file for text": (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\nx\r\n'
        f"--{BOUNDARY}--\r\n".encode(),
        MULTIPART,
    ),
    "base64": (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="go"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n###\r\n--{BOUNDARY}--\r\n".encode(),
        MULTIPART,
    ),
    "json": (b'{"go": "start"}', "application/json"),
    "no kind": (b"go=start", ""),
    "many fields": (b"&".join(b"a=%d" % n for n in range(2000)), FORM),
    "many states": (b"&".join([b"state=x"] * 500), FORM),
    "no value": (b"go&text&state", FORM),
    "arrays": (b"go[]=start&text[0]=x&state[a]=y", FORM),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("path", ["/form/{slug}/", "/your-words/", "/leave/", "/carry-on/"])
def test_broken_posts_break_nothing(made: Form, name: str, path: str) -> None:
    body, kind = BROKEN[name]
    page = Client().post(path.format(slug=made.slug), body, content_type=kind)
    assert page.status_code < 500
    assert not page.cookies
    assert not SealedResponse.objects.exists()


@pytest.mark.parametrize(
    "path", ["/%00/", "/form/%00/", "/cy/have-your-say/a%00b/", "/%ED%A0%80/", "/%ff/"]
)
def test_no_address_breaks_a_database(made: Form, path: str) -> None:
    assert Client().get(path).status_code == 404


# -- in a browser: with script and without, nothing that she typed is lost


@pytest.fixture(params=WITH_AND_WITHOUT_SCRIPT)
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.long
def test_the_most_that_a_browser_sends_comes_back_whole(
    tab: Page, live_server: object, made: Form
) -> None:
    tab.goto(f"{live_server}/form/{made.slug}/")
    press(tab, "button[value=start]")
    press(tab, "button[value=continue]")
    text = WORST * LONGEST_TYPED
    tab.fill("textarea", text)
    with tab.expect_navigation() as navigation:
        tab.click("button[value=continue]")
    size = len(navigation.value.request.post_data_buffer or b"")
    assert 7_000_000 < size < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert tab.input_value("textarea") == text
    expect(tab.locator(".error-summary")).to_contain_text("800,000 characters")
    tab.focus("textarea")
    tab.keyboard.insert_text("more")
    assert len(tab.input_value("textarea")) == LONGEST_TYPED


@pytest.mark.parametrize("size", [20_001, 300_000])
@pytest.mark.parametrize("go", ["aside:help", "aside:safety"])
def test_help_never_takes_long_words_away(made: Form, size: int, go: str) -> None:
    """More than a page can carry along stays where it was typed."""
    woman = Woman(made)
    woman.begin()
    woman.press(go, text="a" * size)
    assert woman.page.status_code == 200
    woman.press("return")
    stays = size > 250_000
    page = woman.press(go, text="a" * size) if stays else woman.page
    assert "a" * size in page.content.decode()


def test_a_form_that_closed_meanwhile_shows_the_longest_words(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    FormVersion.objects.filter(form=made).update(replaced_on="2020-01-01")
    page = woman.press("continue", text="a" * 300_000)
    assert page.status_code == 200
    assert "a" * 300_000 in page.content.decode()
