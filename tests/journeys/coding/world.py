"""The demo's story in the databases of the tests: loaded once by the demo's own loader, then copied
for each test. What its reviewers had left is read, so that all its women are there to be coded: of
the 143 that the story has, the seven who sent nothing or markup are not."""

import io
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from config.demo.voices import Voice, read_one, rows
from consultations.models import ConsultationPage
from core.models import Area
from feedback.keys import create_key
from feedback.models import Answer, Response
from feedback.payload import AnswerPayload, Payload
from feedback.review.models import WaitingResponse
from feedback.review.services import open_batch, open_waiting
from feedback.review.sweep import sweep
from feedback.review.welfare.batches import hand_back_batch
from feedback.sealing import monday
from feedback.selectors import live_version
from feedback.services import submit_response
from insights.models import SuggestionRun, Theme
from insights.services.runs import carry_out_run
from tests.databases import ALIASES
from tests.fixtures.story import leave_bare_site

SLUG, TITLE = "first-contact", "When the police first spoke to you"
# Women of each consultation: half read; read, coded, checked and signed; read by one; just begun.
ALL = {"half read": 25, "finished": 68, "reflexive": 32, "begun": 11}
AREAS = {"southdown": "reader@example.org", "glanwern": "glanwern@example.org"}
LEAD = ("lead@example.org", "Lena, who leads the reading")
LATE = "It came by post. I was in the cell all night and nobody told my mum where I was."


@dataclass(frozen=True)
class World:
    """The consultation that is half read, one that is finished and one that is read reflexively;
    and the three who read them. `codes` are what a text was written for."""

    consultation: ConsultationPage
    finished: ConsultationPage
    reflexive: ConsultationPage
    facilitator: User
    second: User
    lead: User

    def codes_of(self, response: int) -> list[str]:
        """Gold codes, by how her words end: what was taken out stands before."""
        text = Answer.objects.filter(response=response).exclude(text="").latest("pk").text
        found = (row for row in rows() if row["text"][-20:] == text[-20:])
        row: Mapping[str, list[str]] = next(found, {"themes_l1": [], "stages_l1": []})
        return sorted({*row["themes_l1"], *row["stages_l1"]})

    def names_of(self, response: int) -> list[str]:
        """The same, by the names of themes."""
        themes = Theme.objects.filter(code__in=self.codes_of(response), parent=None)
        return list(themes.order_by("order").values_list("name", flat=True))


def load(keys: Path) -> None:
    """Load the story; then its reviewers read what they had left."""
    keys.mkdir(exist_ok=True)
    leave_bare_site()
    create_key()
    call_command("load_demo", stdout=io.StringIO())
    for slug in AREAS:
        read_the_rest(slug)
    for run in SuggestionRun.objects.filter(state__in=SuggestionRun.LIVE):
        carry_out_run(run=run)  # the worker's, since enough was coded to learn from
    email, name = LEAD
    lead = User.objects.create_user(email, "walking-beside-you", name=name, is_staff=True)
    for area in Area.objects.filter(slug__in=AREAS):
        grant_role(user=lead, role=Role.FACILITATOR, area=area)


def read_the_rest(slug: str) -> list[Response]:
    """The reviewer of an area reads what waits."""
    reader = User.objects.get(email=AREAS[slug])
    batch = open_batch(user=reader, area=Area.objects.get(slug=slug), size=1000)
    assert batch is not None
    by_text = {row["text"]: row for row in rows()}
    stored: dict[int, Voice] = {}
    for waiting in WaitingResponse.objects.filter(batch=batch):
        payload = open_waiting(user=reader, waiting=waiting)
        texts = [answer.text for answer in payload.answers.values() if answer.text]
        row = by_text.get(texts[0], {"text": "", "pii": [], "safeguarding": {"level": "none"}})
        stored |= read_one(reader, waiting, Voice(row, ""))
    hand_back_batch(user=reader, batch=batch)
    return list(Response.objects.filter(pk__in=stored))


def a_late_paper_form() -> Response:
    """A form that was filled in on paper and is keyed in now: sent, swept, read."""
    version = live_version(the_page(SLUG).forms.get())
    assert version is not None
    first = version.definition["questions"][0]["key"]
    payload = Payload(
        version=version.pk,
        language="en-gb",
        channel="paper",
        week=monday(timezone.localdate()).isoformat(),
        answers={first: AnswerPayload(text=LATE)},
        uses=["report"],
    )
    submit_response(payload=payload, visit="0f" * 16)
    sweep()
    (stored,) = read_the_rest("southdown")
    return stored


def the_page(slug: str) -> ConsultationPage:
    return ConsultationPage.objects.get(slug=slug, locale__language_code="en-gb")


def the_world() -> World:
    def person(email: str) -> User:
        return User.objects.get(email=email)

    return World(
        consultation=the_page(SLUG),
        finished=the_page("prison-and-after"),
        reflexive=the_page("getting-there"),
        facilitator=person("sig@example.org"),
        second=person("second@example.org"),
        lead=person(LEAD[0]),
    )


# -- Copies of both databases: SQLite's backup writes into a file that threads have open


def copy_out(folder: Path) -> None:
    folder.mkdir()
    connections.close_all()
    for alias in ALIASES:
        _copy(Path(connections[alias].settings_dict["NAME"]), folder / alias)


def copy_in(folder: Path) -> None:
    connections.close_all()
    for alias in ALIASES:
        _copy(folder / alias, Path(connections[alias].settings_dict["NAME"]))


def _copy(source: Path, target: Path) -> None:
    origin, copy = sqlite3.connect(source), sqlite3.connect(target, timeout=20)
    try:
        origin.backup(copy)
    finally:
        origin.close()
        copy.close()
