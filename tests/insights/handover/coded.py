"""What tests of handing over share: women who allow different uses, coded by two people."""

import csv
import io
import zipfile
from collections.abc import Mapping
from random import Random
from typing import Any

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.handover.coded_csv import coded_csv
from insights.handover.gathering import gather
from insights.handover.made import Made
from insights.handover.qdpx import qdpx
from insights.handover.services import hand_over
from insights.models import Coding, HandOver, Passage
from tests.factories.packs import HOUSING, MONEY, make_coded

UNSAFE, COURT = "need.housing.unsafe", "stage.court"
CANARY = "kittiwake"
OPEN = "The hostel had no room for my kids."
REPORT, TEAM, ALOUD = ["report"], ["design_team"], ["read_aloud"]
SEED = 7


def some_women(form: Form, first: User, second: User) -> dict[str, Response]:
    """One who allows a report, one who allows the design team, one who allows nothing."""
    return {
        "report": make_coded(form, first, HOUSING, text=OPEN, uses=REPORT, channel="paper"),
        "team": make_coded(form, second, UNSAFE, COURT, text="A mixed hostel.", uses=TEAM),
        "nothing": make_coded(form, first, MONEY, text=f"In debt, {CANARY}.", uses=[]),
    }


def csv_of(page: ConsultationPage, use: Use = Use.REPORT, seed: int = SEED) -> Made:
    return coded_csv(gather(consultation=page, use=use, random=Random(seed)))


def qdpx_of(page: ConsultationPage, use: Use = Use.REPORT, seed: int = SEED, **more: Any) -> Made:
    coded = gather(consultation=page, use=use, random=Random(seed))
    return qdpx(coded, random=Random(seed), **more)


def files(made: Made) -> dict[str, str]:
    """Name → content of each file of an archive."""
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(made: Made, name: str = "coded.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(made)[name], newline="")))


def row_with(made: Made, words: str) -> Mapping[str, str]:
    """The one row that says these words anywhere."""
    (found,) = [row for row in rows(made) if words in " ".join(row.values())]
    return found


def point(response: Response, code: str, words: str) -> Passage:
    """A coder points at these words for a theme that she gave."""
    answer = answers_for(use=Use.READING_TEAM, responses=[response.pk]).get(text__contains=words)
    start = answer.text.index(words)
    coding = Coding.objects.get(response=response, theme__code=code)
    return Passage.objects.create(
        coding=coding, answer=answer.pk, start=start, end=start + len(words)
    )


def handed(page: ConsultationPage, by: User, **more: Any) -> Made:
    given: dict[str, Any] = {
        "kind": HandOver.Kind.CODED_CSV,
        "use": Use.REPORT,
        "why": "For the evaluation.",
        "held_by": "Evaluation team",
        **more,
    }
    return hand_over(consultation=page, by=by, **given)
