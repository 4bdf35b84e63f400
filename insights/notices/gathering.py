"""What stands on a poster or in a letter: frozen words of a published outcome, and no quote."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from wagtail.models import Site

from consultations.models import ConsultationPage, Decision, Outcome
from consultations.outcomes.selectors import Told, ToldReply, told_as, told_plainly
from core.addresses import public_addresses
from core.models import Area
from core.plain_english import sentences
from core.printing import frame_of_a_file
from core.selectors import printed_lines
from insights.notices import wording
from insights.notices.kinds import PLAIN, Notice


@dataclass(frozen=True)
class Matter:
    """What one notice is made of. `address` is that of the public page."""

    notice: Notice
    told: Told
    title: str
    area: Area
    published_on: date
    address: str


def told_in_form(outcome: Outcome, form: str) -> Told | None:
    """The outcome in one of the four forms; None where nobody has written it."""
    return told_plainly(outcome) if form == PLAIN else told_as(outcome, form)


def public_address(page: ConsultationPage, request: HttpRequest) -> str:
    """Where anyone can read the outcome: on this machine, unless staff have a process of their
    own."""
    with public_addresses():
        site: Site | None = page.get_site()
        parts = page.get_url_parts()
    root = (
        site.root_url if site and settings.SURFACE == "staff" else request.build_absolute_uri("/")
    )
    return root.rstrip("/") + (parts[2] if parts and parts[2] else "/")


def document_of(matter: Matter, most: int) -> dict[str, Any]:
    """Everything that the template shows, with at most so many answers. Called in its language."""
    notice = matter.notice
    chosen = fair_choice(matter.told.replies, most)
    lines = printed_lines(matter.area, custody=notice.offline)
    words: dict[str, Any] = (
        {**wording.poster_words(), "about": matter.title}
        if notice.kind == "poster"
        else {
            **wording.letter_words(settings.OPERATOR_NAME, matter.title),
            "summary": _lines(matter.told.summary, easy=notice.is_easy),
            "own_lines": [str(line) for line in lines if line.area is not None],
        }
    )
    return {
        **frame_of_a_file(),
        **words,
        "pictures": wording.pictures(),
        "paper": notice.paper,
        "easy": notice.is_easy,
        "offline": notice.offline,
        "area": matter.area.local_name,
        "day": date_format(matter.published_on, "j F Y"),
        "answers": [_answer(answer, easy=notice.is_easy) for answer in chosen],
        "is_whole": len(chosen) == len(matter.told.replies),
        "lines": [str(line) for line in lines],
        "address": "" if notice.offline else matter.address,
        "short_address": matter.address.partition("://")[2].removesuffix("/"),
    }


def _answer(answer: ToldReply, *, easy: bool) -> dict[str, Any]:
    return {
        "code": answer.decision.answer,
        "label": str(Decision.Answer(answer.decision.answer).label),
        "you_said": _lines(answer.you_said, easy=easy),
        "what": _lines(answer.what, easy=easy),
        "because": _lines(answer.because, easy=easy),
    }


def _lines(text: str, *, easy: bool) -> list[str]:
    """Its paragraphs; in easy read each sentence is a line of its own."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    return [sentence for line in found for sentence in sentences(line)] if easy else found


def fair_choice(answers: list[ToldReply], most: int) -> list[ToldReply]:
    """So many answers, in their order, of each kind in turn: what was done, then what could not be.
    Where two fit, nobody hears of what was done alone."""
    order = (Decision.Answer.DO, Decision.Answer.NOT, Decision.Answer.PART)
    kinds = [[a for a in answers if a.decision.answer == kind] for kind in order]
    turns = [
        answer for turn in range(len(answers)) for kind in kinds for answer in kind[turn : turn + 1]
    ]
    chosen = {answer.decision.pk for answer in turns[:most]}
    return [answer for answer in answers if answer.decision.pk in chosen]
