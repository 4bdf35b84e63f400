"""Nothing typed into an address or a form stops a staff screen: no 500, no loss, no silence."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from accounts.models import User
from consultations.models import Decision, Outcome
from feedback.models import Form
from insights import urls
from insights.codebook.changes import edit_theme
from insights.models import (
    CodebookChange,
    Coding,
    PackDecision,
    Sample,
    Share,
    Suggestion,
    Theming,
)
from insights.notes.memos import write_memo
from insights.notes.passages import Place, point_at
from insights.selectors.words import seal_of, texts_of
from tests.factories.bodies import WORKS, make_body
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    TEXTS,
    bank_quote,
    draft_of,
    make_coded,
    make_finding,
    make_recommendation,
    signed_pack,
)
from tests.factories.proposals import make_proposal
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages

ROOT = "/manage/"
HUGE = "9" * 40
LARGEST = str(2**63 - 1)
# What stands in an address where an id or a name is meant.
IN_PATHS = ["0", "-1", HUGE, LARGEST, str(2**63), "1.5", "\0", "٣", "x" * 3000, "%", "../1", "é"]
# What is sent where a field is meant.
IN_FIELDS = ["", "0", HUGE, str(2**63), "a\0b", "1e999", "٣", "x" * 30_000, "\ud800", "0000-00-00"]
WORST = [HUGE, "a\0b"]
FEW_AND_ALL = ["few", pytest.param("all", marks=pytest.mark.long)]
QUERY = [
    *("p", "show", "theme", "from", "until", "channel", "rows", "only", "by", "codebook"),
    *("axis", "subs", "use", "q", "without", "given", "mark", "kind", "at", "coding"),
    *("exactly", "undecided", "turned_down", "sample", "gave", "lately", "progress"),
    *("of", "first", "second", "old", "new", "view", "any", "also", "coded", "read", "language"),
]
WORDS = ["summary", "missing_voices", "tensions", "taken_to", "limits"]
OF_A_FINDING = [
    *("sentence", "said", "strength", "reasons", "themes", "quotes", "methods", "negative"),
    *("none_found", "look", "more", "shown"),
]
OF_A_RECOMMENDATION = ["text", "findings", "decides", "scope", "equality", "more", "shown"]
OF_A_DECISION = [
    *("you_said", "answer", "what", "because", "owner", "board", "due_on", "theme"),
    *("recommendation", "moved_because", "money", "session", "more", "shown"),
]
# Name of an address → the fields that its form has.
FIELDS: dict[str, list[str]] = {
    "codebook": ["codebook"],
    "add": ["themes"],
    "codebook:add": ["name", "place", "cues", "why"],
    "codebook:edit": ["name", "seen", "description", "cues", "why"],
    "codebook:move": ["place", "why"],
    "codebook:merge": ["into", "why"],
    "codebook:split": ["names", "step", "why"],
    "codebook:retire": ["why"],
    "codebook:restore": ["why"],
    "codebook:names": ["name-1", "name_cy-1"],
    "draw_sample": ["second"],
    "method": ["method", "standpoint"],
    "settle": ["why", "themes"],
    "take_step": ["step"],
    "reopen_coding": ["why"],
    "quiet_voice": ["leave_out"],
    "heard": ["channel-web", "group-1"],
    "share_out": ["people"],
    "hand_on": ["to"],
    "summary": ["text", "shown", "then", "drop_kept"],
    "make_hand_over": ["kind", "use", "why", "held_by", "memos"],
    "print_cards": ["quotes", "use", "why", "held_by", "with_themes"],
    "search_code": ["theme", "response"],
    "write_memo": ["text"],
    "change_memo": ["text"],
    "memo_on_theme": ["text"],
    "memo_on_response": ["text"],
    "mark": ["kind", "on"],
    "quote": ["verdict", "held", "why"],
    "add_quote": ["words", "theme"],
    "choose_quote": ["theme", "places", "seal"],
    "point": ["coding", "places", "seal"],
    "recode": ["themes", "where"],
    "follow_up": ["state", "what"],
    "brief": ["told", "about", "ask_1", "quotes", "shown"],
    "give_brief": ["seal"],
    "sign": ["seal"],
    "telling": ["summary", "said_0", "checked_by", "publish"],
    "edit": [*WORDS, "checked_by", "shown"],
    **dict.fromkeys(("finding", "add_finding"), OF_A_FINDING),
    **dict.fromkeys(("recommendation", "add_recommendation"), OF_A_RECOMMENDATION),
    **dict.fromkeys(("decision", "add_decision"), OF_A_DECISION),
    # of whichever proposal the address names
    "accept_proposal": [f"accept-ROW-{name}" for name in ("name", "axis", "description", "words")],
    "merge_proposal": ["merge-ROW-theme", "merge-ROW-words"],
    "discard_proposal": ["discard-ROW-reason"],
    "body": [f"words-{WORKS}", "themes", "shown"],
    "body_aside": ["why"],
    **{name: ["up"] for name in ("move_finding", "move_recommendation")},
}
GIVEN = {**TEXTS}
DECIDED = {
    "you_said": "There was nowhere to go.",
    "answer": "do",
    "what": "A worker meets each woman.",
    "owner": "Southdown Council",
}


def addresses(patterns: list[Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of insights: its name and its route, as urls.py writes it."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found = addresses(pattern.url_patterns, route)
            of = "codebook:" if pattern.namespace == "codebook" else ""
            yield from ((f"{of}{name}", route) for name, route in found)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name), route


ADDRESSES = list(addresses(urls.urlpatterns))
PLACE = re.compile(r"<\w+:(\w+)>")


class World:
    """A consultation with one response, a draft, and the facilitator who is logged in."""

    def __init__(self, form: Form, facilitator: User) -> None:
        self.response = make_coded(form, facilitator, MONEY, text=SAID, uses=["design_team"])
        suggestion = Suggestion.objects.create(
            response=self.response,
            theme=theme_of(HOUSING),
            words=[
                {
                    "answer": self.response.answers.get().pk,
                    "start": 4,
                    "end": 10,
                    "cue": "hostel",
                }
            ],
            band=Suggestion.Band.STRONG,
            engine="cues",
            codebook_version="1.0",
        )
        self.pack = draft_of(form, facilitator)
        self.consultation = form.consultation
        self.client = log_in(facilitator)
        self.client.raise_request_exception = False
        self.names = {
            "consultation": form.consultation.pk,
            "response": self.response.pk,
            "theme": theme_of(HOUSING).pk,
            "edition": "public",
            **{"form": "cy", "name": "poster-a4-en"},
            "proposal": make_proposal([self.response]).pk,
            "pk": suggestion.pk,
            "codebook": theme_of(HOUSING).codebook_id,
            "memo": write_memo(consultation=form.consultation, text="Hm.", by=facilitator).pk,
            "passage": self.passage(facilitator),
            "quote": bank_quote(self.response, readers=1).pk,
            "answer": make_body(form.consultation, read=False).pk,
        }

    def passage(self, by: User) -> int:
        """The id of words that she pointed at."""
        coding, words = Coding.objects.get(), texts_of([self.response.pk])
        ((answer, _),) = words
        (found,) = point_at(coding=coding, places=[Place(answer, 0, 3)], by=by, seal=seal_of(words))
        return found.pk

    def compared(self) -> int:
        """The id of a compared sample that has the response: who asks can't code it any more."""
        page, today = self.consultation, timezone.localdate()
        people = {"second": self.client.user, "drawn_by": self.client.user}
        days = {"drawn_on": today, "compared_on": today}
        with_what = {"codebook": page.theming.codebook, "drawn_from": 1}
        sample, _ = Sample.objects.get_or_create(
            consultation=page, defaults={**people, **days, **with_what}
        )
        sample.members.get_or_create(response=self.response)
        return int(sample.pk)

    def concluded(self, route: str) -> int:
        """The id of a finding, recommendation or decision of the draft."""
        pack, by = self.pack, self.client.user
        if "/findings/" in route:
            return int((pack.findings.first() or make_finding(pack, by)).pk)
        if "/recommendations/" in route:
            return int((pack.recommended.first() or make_recommendation(pack, by)).pk)
        made = pack.decisions.first() or PackDecision.objects.create(pack=pack, **DECIDED)
        return int(made.pk)

    def sharer(self) -> int:
        """The id of somebody whose share the response is: who asks."""
        Share.objects.update_or_create(
            response=self.response,
            defaults={"coder": self.client.user, "shared_on": timezone.localdate()},
        )
        return int(self.client.user.pk)

    def decision(self) -> int:
        """The id of a decision that was published."""
        page, today = self.consultation, timezone.localdate()
        outcome = Outcome.objects.create(consultation=page, version="1", published_on=today)
        return int(Decision.objects.create(outcome=outcome, answer="do").pk)

    def path(self, route: str, **odd: str) -> str:
        """The address with the right values, but for those that are given."""
        if "<row:change>" in route:
            change = edit_theme(theme=theme_of(HOUSING), by=self.client.user, description="Anew.")
            self.names["change"] = change.pk if change else CodebookChange.objects.latest("pk").pk
        if "<row:person>" in route:
            self.names["person"] = self.sharer()
        if "<row:sample>" in route:
            self.names["sample"] = self.compared()
        right = {**self.names, **({"pk": self.pack.pk} if route.startswith("packs/") else {})}
        if "<row:row>" in route:
            right["row"] = self.concluded(route)
        if route.startswith("packs/start"):
            right["pk"] = self.consultation.pk
        if route.startswith("decisions/"):
            right["pk"] = self.decision()
        values = {**{name: str(value) for name, value in right.items()}, **odd}
        return ROOT + PLACE.sub(lambda place: quote(values[place[1]], safe=""), route)


@pytest.fixture
def world(asked: Form, facilitator: User) -> World:
    return World(asked, facilitator)


def send(client: StaffClient, address: str, data: dict[str, Any]) -> Any:
    """Post as a browser does; what is no text is sent as its bytes."""
    pairs = [
        f"{quote(name)}={quote(str(value).encode('utf-8', 'surrogatepass'))}"
        for name, values in data.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    kind = "application/x-www-form-urlencoded"
    return client.post(address, "&".join(pairs), content_type=kind)


def said(client: StaffClient, answer: Any) -> str:
    """The page that she sees in the end, messages included."""
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert page.status_code == 200
    text: str = page.content.decode()
    return text


def test_every_address_is_walked() -> None:
    assert len(ADDRESSES) == len(dict.fromkeys(route for _, route in ADDRESSES)) >= 20
    assert set(FIELDS) < {name for name, _ in ADDRESSES}
    for _, route in ADDRESSES:
        assert "<int:" not in route, "Take <row:…>: <int:…> lets in what no database can hold."


@pytest.mark.parametrize("how_many", FEW_AND_ALL)
@pytest.mark.parametrize(("name", "route"), ADDRESSES, ids=[route for _, route in ADDRESSES])
def test_odd_addresses_are_not_found(world: World, name: str, route: str, how_many: str) -> None:
    assert world.client.get(world.path(route)).status_code in {200, 302, 405}
    for place in PLACE.findall(route):
        for odd in IN_PATHS if how_many == "all" else WORST:
            address = world.path(route, **{place: odd})
            for answer in (world.client.get(address), world.client.post(address)):
                assert answer.status_code in {301, 302, 404, 405}, address


@pytest.mark.parametrize("how_many", FEW_AND_ALL)
@pytest.mark.parametrize(("name", "route"), ADDRESSES, ids=[route for _, route in ADDRESSES])
def test_odd_questions_and_forms_are_answered(
    world: World, name: str, route: str, how_many: str
) -> None:
    row = str(world.names["proposal"])
    address = world.path(route)
    fields = [field.replace("ROW", row) for field in FIELDS.get(name, ["anything"])]
    given = GIVEN if name == "edit" else {}
    for odd in IN_FIELDS if how_many == "all" else WORST:
        query = "&".join(f"{field}={quote(odd.encode('utf-8', 'replace'))}" for field in QUERY)
        assert world.client.get(f"{address}?{query}").status_code < 500, (address, odd)
        whole = send(world.client, f"{address}?{query}", {**given, **dict.fromkeys(fields, odd)})
        assert whole.status_code < 500, (address, odd[:20])
    for field, odd in product(fields if how_many == "all" else fields[:1], WORST):
        answer = send(world.client, address, {**given, field: odd})
        assert answer.status_code < 500, (address, field, odd[:20])
    left_away = send(world.client, address, {})
    assert left_away.status_code < 500, address


@pytest.mark.parametrize("page", ["0", "-1", HUGE, "\0", "x", "1e9", "9" * 5000])
def test_a_page_that_is_not_there_is_the_first_or_the_last(world: World, page: str) -> None:
    answer = world.client.get(world.path("themes/<row:consultation>/"), {"p": page})
    assert answer.status_code == 200
    assert [row.pk for row in answer.context["rows"]] == [world.response.pk]


@pytest.mark.parametrize("odd", ["", "\0", HUGE, "no-such-codebook", "SMALL"])
def test_an_unknown_codebook_is_not_taken_and_she_is_told(world: World, odd: str) -> None:
    before = Theming.objects.get().codebook
    answer = send(
        world.client, world.path("themes/<row:consultation>/codebook/"), {"codebook": odd}
    )
    assert "Choose one of the codebooks in the list." in said(world.client, answer)
    assert Theming.objects.get().codebook == before


@pytest.mark.parametrize("odd", [[], [""], [HUGE], ["\0"], ["-1", "x"], [LARGEST]])
def test_themes_that_are_not_offered_are_not_added_and_she_is_told(
    world: World, odd: list[str]
) -> None:
    add = world.path("themes/<row:consultation>/responses/<row:response>/add/")
    answer = send(world.client, add, {"themes": odd})
    assert "Tick at least one theme of the list, then add it." in said(world.client, answer)
    court = str(theme_of("stage.court").pk)
    answer = send(world.client, add, {"themes": [court, *odd]})
    assert ("so it was not added" in said(world.client, answer)) == bool(odd)
    assert set(Coding.objects.values_list("theme__code", flat=True)) == {MONEY, "stage.court"}


@pytest.mark.parametrize(
    ("field", "odd", "help_"),
    [
        *((field, "We said\0 this", "Null characters are not allowed.") for field in WORDS),
        ("taken_to", "x" * 201, "at most 200 characters"),
    ],
)
def test_the_editor_says_what_to_do_and_keeps_what_was_typed(
    world: World, field: str, odd: str, help_: str
) -> None:
    typed = {**GIVEN, "summary": "Long and dear words."}
    answer = send(world.client, world.path("packs/<row:pk>/edit/"), {**typed, field: odd})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing that you wrote is lost." in page
    assert help_ in page
    if field != "summary":
        assert "Long and dear words." in page
    world.pack.refresh_from_db()
    assert world.pack.summary == TEXTS["summary"]


def test_a_theme_of_another_codebook_is_no_answer(world: World) -> None:
    from tests.factories.themes import make_codebook

    make_codebook([{"name": "Feeling safe"}], slug="flat")
    typed = {**DECIDED, "theme": str(theme_of("feeling-safe").pk)}
    page = send(world.client, world.path("packs/<row:pk>/decisions/add/"), typed).content.decode()
    assert "choose one from the list" in page


def test_a_signed_pack_takes_no_odd_draft(world: World, asked: Form, facilitator: User) -> None:
    asked.consultation.body_answers.all().delete()  # of which one is unread
    pack = signed_pack(asked, facilitator)
    answer = send(world.client, f"{ROOT}packs/{pack.pk}/edit/", {**GIVEN, "summary": "\0"})
    assert "Start the next version to change anything." in said(world.client, answer)
