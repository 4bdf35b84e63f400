"""A house in which something stands behind each address of the admin."""

import re
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import Elevation, User
from consultations.models import Outcome
from consultations.panels.models import Panel
from consultations.services import BriefPart, publish_brief
from core.models import Area, HomePage
from feedback.models import Answer, Form, Question
from feedback.review.keying.tickets import Ticket
from feedback.review.models import (
    ContactRequest,
    Reply,
    ReviewBatch,
    WaitingResponse,
)
from feedback.review.redacting.models import ListedPhrase, SecondCheck
from feedback.review.replies.models import SecondLook
from feedback.selectors import live_version
from feedback.uses import USES_WORDING
from insights.briefs.parts import TITLES, Part
from insights.briefs.services import save_brief
from insights.handover.models import HandOver
from insights.models import CodebookChange, Coding, Memo, ReviewPack, Sample, Share, Suggestion
from insights.notes.passages import Place, point_at
from insights.selectors.words import seal_of, texts_of
from tests.accounts.doors.world_of_panels import her_file, lead_panels, make_twin, of_panels
from tests.factories.bodies import make_body
from tests.factories.consultations import make_consultation
from tests.factories.feedback import make_form
from tests.factories.packs import HOUSING, bank_quote, make_coded
from tests.factories.proposals import make_proposal
from tests.factories.themes import make_codebook, theme_of
from tests.fixtures.story import StaffClient
from tests.resilience.xss_house import House
from tests.resilience.xss_screens import make_busy

CANARY = "Canary"  # in what isn't public: who is of another area never reads it


class Nobody:
    """No browser looks."""

    def log_in(self, *args: Any) -> None: ...


class World:
    """Something of everything in one area, and the address of each view."""

    def __init__(self, form: Form, boss: StaffClient) -> None:
        make_codebook()
        self.hers: User | None = None  # whose is what is only somebody's own
        self.house = House(form, boss, Nobody())  # type: ignore[arg-type]
        self.args = make_busy(self.house)
        self.page = form.consultation
        self.form = form
        self.twin = make_twin(self.house.area)
        self.names = self._among_themes() | self._elsewhere()
        self.args |= self._in_the_reading_room() | self._packs() | self._people()
        self.args |= of_panels(Panel.objects.get(), CANARY)
        self._name_all()

    def _among_themes(self) -> dict[str, Any]:
        by, page = self.house.boss.user, self.page
        response = make_coded(self.form, by, HOUSING, text="We slept on a floor.")
        coding, words = Coding.objects.get(response=response), texts_of([response.pk])
        ((answer, _),) = words
        (passage,) = point_at(
            coding=coding, places=[Place(answer, 0, 2)], by=by, seal=seal_of(words)
        )
        Suggestion.objects.create(
            response=response,
            theme=theme_of(HOUSING),
            words=[{"answer": answer, "start": 0, "end": 2, "cue": "we"}],
            band=Suggestion.Band.STRONG,
            engine="cues",
            codebook_version="1.0",
        )
        today = timezone.localdate()
        sample = Sample.objects.create(
            consultation=page,
            second=self.house.reader,
            drawn_by=by,
            drawn_on=today,
            compared_on=today,
            drawn_from=1,
            codebook=page.theming.codebook,
        )
        sample.members.create(response=response)
        return {
            "consultation": page.pk,
            "response": response.pk,
            "theme": theme_of(HOUSING).pk,
            "codebook": theme_of(HOUSING).codebook_id,
            "proposal": make_proposal([response]).pk,
            "sample": sample.pk,
            "person": Share.objects.all()[0].coder_id,
            "passage": passage.pk,
            "quote": bank_quote(response, readers=1).pk,
            "answer": make_body(page, read=False).pk,
            "memo": Memo.objects.all()[0].pk,
            "change": CodebookChange.objects.latest("pk").pk,
        }

    def _elsewhere(self) -> dict[str, Any]:
        return {
            "page_id": self.page.pk,
            "area_id": self.house.area.pk,
            "form": self.form.pk,
            "edition": "public",
            "name": "poster-a4-en",
            "case_id": self.args["retention:place_on_case"][0],
            "translation_id": self.twin.pk,
        }

    def _in_the_reading_room(self) -> dict[str, list[Any]]:
        house, response = self.house, self.names["response"]
        batch = ReviewBatch.objects.get(pk=self.args["reading_room:batch"][0])
        held, _free, *_rest = WaitingResponse.objects.filter(batch=batch).order_by("pk")
        WaitingResponse.objects.filter(pk=held.pk).update(held_because="fast", batch=None)
        house.note_as_read([Coding.objects.get(response=response).response])
        read = WaitingResponse.objects.get(response_id=response)
        boss = house.boss.user
        before = ReviewBatch.objects.create(
            area=house.area, opened_by=boss, opened_at=timezone.now()
        )
        WaitingResponse.objects.filter(pk=read.pk).update(receipt_hash=b"r" * 32, batch=before)
        other = make_coded(self.form, boss, HOUSING)  # one reads it, another looks a second time
        house.note_as_read([other])
        hers = WaitingResponse.objects.get(response_id=other.pk)
        WaitingResponse.objects.filter(pk=hers.pk).update(batch=batch)
        look = SecondLook.objects.create(
            receipt_hash=b"r" * 32, area=house.area, asked_on=timezone.localdate()
        )
        phrase = ListedPhrase.objects.create(
            area=house.area, words="Jo", folded="jo", kind="PERSON",
            by=house.boss.user, at=timezone.now(),
        )  # fmt: skip
        Answer.objects.filter(response=response).update(language="pl")
        case = self.args["reading_room:case"]
        return {
            "reading_room:open_next": [house.area.pk],
            "reading_room:item": [batch.pk, WaitingResponse.objects.filter(batch=batch)[0].pk],
            "reading_room:again": [read.pk],
            "reading_room:undo": [hers.pk],
            "reading_room:check": [SecondCheck.objects.create(waiting=read).pk],
            "reading_room:remove_name": [phrase.pk],
            "reading_room:translation": [Answer.objects.filter(response=response)[0].pk],
            "reading_room:held_item": [held.pk],
            "reading_room:contact_details": [ContactRequest.objects.all()[0].pk],
            "reading_room:case_words": case,
            "reading_room:end_period": self.args["reading_room:change_period"],
            "replies:write": [response],
            "replies:reply": [Reply.objects.all()[0].pk],
            "replies:look_words": [look.pk, read.pk],
            "invites:retire": self.args["invites:card"],
            "invites:sheet": [*self.args["invites:card"], _asked_now(house.area).pk, "cards-en"],
            "question_preview_step": [Question.objects.all()[0].pk],
            "preview_step": [self.form.pk],
            "version_large_print": [self.page.pk],
            "stages:enter": [self.page.pk],
            "stages:back": [self.page.pk],
        }

    def _packs(self) -> dict[str, list[Any]]:
        (signed,) = self.args["insights:packs:pack"]
        draft, finding = self.args["insights:packs:finding"]
        ReviewPack.objects.filter(pk=signed).update(
            status=ReviewPack.Status.PUBLISHED, outcome=Outcome.objects.get()
        )
        save_brief(
            pack=ReviewPack.objects.get(pk=signed), by=self.house.boss.user,
            parts=[Part(key, ["x"], []) for key in TITLES], asks=["x"], places=[],
        )  # fmt: skip
        publish_brief(
            consultation=self.page, version="1", title="x", parts=[BriefPart("x", ["x"], [])],
            asks=["x"], quotes=[],
        )  # fmt: skip
        held = HandOver.objects.create(
            consultation=self.page, kind="qdpx", use="report", why="x", held_by="x",
            made_by=self.house.boss.user, made_on=timezone.localdate(), sent=1, women=1,
        )  # fmt: skip
        of_signed = {
            f"insights:{name}": [signed]
            for name in (
                *("brief", "brief_anew", "give_brief", "brief_preview", "brief_preview_pdf"),
                *("brief_given", "brief_given_pdf", "posters", "packs:signing", "packs:publish"),
            )
        }
        files = ("edition", "pdf", "docx", "xlsx", "zip")
        return {
            **of_signed,
            **{f"insights:packs:{name}": [signed, "review"] for name in files},
            "insights:telling": [signed, "cy"],
            "insights:notice": [signed, "poster-a4-en"],
            "insights:packs:start": [self.page.pk],
            "insights:packs:move_finding": [draft, finding],
            "insights:packs:move_recommendation": self.args["insights:packs:recommendation"],
            "insights:hand_over_told": [self.page.pk, held.pk],
            "insights:undo": [
                self.page.pk, self.names["response"], Coding.objects.get(
                    response=self.names["response"]).pk,
            ],
        }  # fmt: skip

    def _people(self) -> dict[str, list[Any]]:
        reader = self.house.reader
        return {
            **{
                f"people:{name}": [reader.pk]
                for name in ("person", "mail", "second_factor", "leave")
            },
            "people:end_role": [reader.role_holdings.get().pk],
            "elevation:end": [_elevation(self.house.boss.user, self.house.area).pk],
        }

    def _name_all(self) -> None:
        Form.objects.update(title=f"{CANARY} form")
        type(self.page).objects.filter(pk=self.page.pk).update(
            title=f"{CANARY} matter", draft_title=f"{CANARY} matter"
        )

    def make_hers(self, user: User) -> None:
        """What is only somebody's own is this person's."""
        mine = self.args["reading_room:batch"][0]
        ReviewBatch.objects.filter(pk=mine).update(opened_by=user)
        self.hers = user
        Memo.objects.update(author=user)
        Elevation.objects.update(user=user)
        Coding.objects.filter(response=self.names["response"]).update(coder=user)
        lead_panels(user)

    def sent(self, name: str) -> dict[str, Any]:
        """What is posted to a view that says something else before it asks who she is."""
        if name == "pay:make_run":
            return {"area": self.house.area.pk, "kind": "fees", "method": "cash"}
        if name == "keying:sheet" and self.hers:
            return {"ticket": ticket_for(self.form, self.hers)}
        return her_file(self.twin) if name == "take_back_po" else {}

    def path(self, name: str, route: str) -> str:
        """The address of a view. A new one needs something here to stand behind it."""
        space, _, _last = name.rpartition(":")
        space = space.replace("wagtailsnippetchoosers_", "wagtailsnippets_")
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for given in (self.args.get(name), self.args.get(space)):
            if given and len(given) == len(wanted):
                return reverse(name, args=given)
        return reverse(name, kwargs={key: self.names[key] for key in wanted})


def _asked_now(area: Area) -> Form:
    """Of what takes answers something is printed."""
    return make_form(make_consultation(HomePage.objects.get(locale=Locale.get_default()), area))


def ticket_for(form: Form, user: User) -> str:
    """What the first page of keying gives her for the sheet."""
    version = live_version(form)
    assert version is not None
    ticket = Ticket.begin(
        version=version.pk, channel="paper", language="en-gb", wording=USES_WORDING, user=user.pk
    )
    return ticket.seal()


def _elevation(user: User, area: Area) -> Elevation:
    now = timezone.now()
    return Elevation.objects.create(
        user=user, role="reviewer", area=area, reason="x", begun_at=now - timedelta(hours=2),
        ends_at=now - timedelta(hours=1),
    )  # fmt: skip
