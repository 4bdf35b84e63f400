"""Loads the demo story by the services that staff and women use: nothing is put in by hand."""

import random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import (
    about_them,
    answer_back,
    at_work,
    bodies,
    checking,
    codes,
    ground,
    other_forms,
    panels,
    pay,
    places,
    promised,
    quoting,
    rooms,
    sessions,
    stages,
    story,
    voices,
)
from consultations.models import Stage
from core.models import Area
from feedback.keys import current_key
from feedback.review.sweep import sweep
from feedback.selectors import live_version

SEED = 20261121
READERS = {"southdown": "reader@example.org", "glanwern": "glanwern@example.org"}
LEADS = {"southdown": "safe@example.org", "glanwern": "nia@example.org"}
FACILITATORS = {"southdown": "sig@example.org", "glanwern": "glanwern@example.org"}
SECOND, EDITOR = "second@example.org", "editor@example.org"


class Command(BaseCommand):
    help = "Load the invented demo story, unless areas are there already."

    def handle(self, *args: Any, **options: Any) -> None:
        whole = settings.DATA_DIR / "demo-receipt.txt"  # written last
        if Area.objects.exists():
            if not whole.exists():
                raise CommandError(
                    "The demo story is there only in part, or these are not the demo's databases. "
                    "To load it anew, delete the data folder (and databases), then run this again."
                )
            return
        current_key()
        rng = random.Random(SEED)  # noqa: S311  the same story each time
        self.stdout.write("  · areas, people and pages in two languages")
        areas = ground.make_areas()
        people = ground.make_people(areas)
        ground.make_leads(areas, people)
        ground.make_helplines()
        ground.make_contact_services(areas)
        panel = panels.make_panel(areas[story.SOUTHDOWN], people)
        sessions.make_sessions(panel, people)
        pay.make_pay(panel, people)
        index = ground.make_site()
        self.stdout.write("  · responses, sent, swept, read and redacted")
        forms = {told.form: ground.make_consultation(index, areas, told) for told in story.STORIES}
        self.walk(people, forms, index, areas)
        self.stdout.write("  · promises and news")
        promised.promise_much(people[EDITOR])
        promised.tell_news()
        places.tell_of_places(areas)
        other_forms.make_versions(forms["form-1"].consultation)
        sent: dict[bytes, voices.Voice] = {}
        facilitator = people[FACILITATORS["southdown"]]
        typed = codes.make_codes(facilitator, forms[codes.OPEN].consultation)
        self.invites = at_work.invite_groups(facilitator, areas["southdown"])
        for told in story.STORIES:
            hers = typed.get(told.form, voices.NO_CODES)
            sent |= voices.send_all(forms[told.form], told, rng, self.invites, hers)
            if told.state == "decided":
                about_them.answer_all(forms[told.form], told, random.Random(SEED))  # noqa: S311
        sweep(rng=rng)
        unread = {}
        for told in story.STORIES:
            version = live_version(forms[told.form])
            if version is not None:
                unread[version.pk] = voices.LEFT_UNREAD[told.state]
        stored: dict[int, voices.Voice] = {}
        for slug, email in READERS.items():
            stored |= voices.read_all(people[email], areas[slug], sent, unread)
            voices.decide_most(people[LEADS[slug]], areas[slug])
        self.stdout.write("  · themes, decisions and a published pack")
        self.theme(people, forms, stored)
        sweep(rng=rng)
        rooms.make_rooms(panel, people)
        receipt = next(v.receipt for v in stored.values() if voices.told_in(v.row) == "form-3")
        whole.write_text(receipt)

    def walk(self, people: Any, forms: Any, index: Any, areas: Any) -> None:
        """Each as far on its road as the story says, before anybody has read."""
        editor = people[EDITOR]
        for told in story.STORIES:
            page = forms[told.form].consultation
            stages.enter(page, Stage.CHECKED, editor, told.opens - 7)
            if told.state != "open":
                stages.enter(page, Stage.READING, editor, told.closes + 3)
        for told in stages.WITHOUT_VOICES:
            page = ground.make_consultation(index, areas, told).consultation
            if told.state != "draft":
                stages.enter(page, Stage.CHECKED, editor, told.opens - 7)
            if told.state == "over":
                stages.end(page)

    def theme(self, people: Any, forms: Any, stored: dict[int, voices.Voice]) -> None:
        codebook = answer_back.make_codebook()
        at_work.say_better(codebook, people[FACILITATORS[story.SOUTHDOWN]])
        for told in story.STORIES:
            consultation = forms[told.form].consultation
            answer_back.suggest(consultation, codebook)
            facilitator = people[FACILITATORS[told.area]]
            of_form = {pk: v for pk, v in stored.items() if voices.told_in(v.row) == told.form}
            share = {"open": 0.3, "reading": 0.6, "decided": 1.0}[told.state]
            answer_back.code_as(facilitator, of_form, codebook, share)
            bodies.answer(told, consultation, codebook, facilitator)
            if told.area == story.GLANWERN:
                at_work.read_reflexively(consultation, facilitator)
            else:
                at_work.want_voices(consultation, self.invites, facilitator)
            if told.state == "reading":
                at_work.share(consultation, [facilitator, people[SECOND]], facilitator)
            if told.state == "decided":
                stages.enter(consultation, Stage.THEMING, facilitator, told.closes + 20)
                checking.check_and_sign(facilitator, people[SECOND], consultation, of_form)
                at_work.note(consultation, of_form, facilitator, people[SECOND])
                quoting.fill_bank(facilitator, people[SECOND], of_form, codebook)
                stages.enter(consultation, Stage.REVIEW, facilitator, told.closes + 50)
                answer_back.close_the_loop(facilitator, consultation, codebook)
