"""All that anybody outside gets of a published pack, as text: pages, editions, files, six words."""

import csv
import html
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from consultations.models import Outcome, Telling
from consultations.services import ToldDecision
from feedback.models import Response
from insights.briefs import pdf as brief_file
from insights.briefs.parts import Part
from insights.briefs.selectors import given_brief, shown_brief, written_brief
from insights.briefs.services import give_brief, save_brief
from insights.models import ReviewPack
from insights.notices import pdf as notice_file
from insights.notices.gathering import Matter, told_in_form
from insights.notices.kinds import NOTICES
from insights.notices.services import tell_outcome
from insights.packs import pdf as pack_file
from insights.packs.files.word import pack_docx
from insights.packs.selectors import shown_edition
from insights.packs.slips import outcome_parts
from tests.insights.packs.made_up import said_in, words_of_docx
from tests.insights.packs.test_same_content import of_page, of_tables

TABLES = ("outcomes", "themes", "decisions", "what-happened", "promises", "dictionary")
OPEN_DATA = tuple(f"{name}.{kind}" for name in TABLES for kind in ("csv", "json"))
ROW_NAMES = {"id", "outcome", "consultation", "decision", "superseded_by"}


def told_on(pack: ReviewPack, by: User) -> None:
    """The outcome in each form, and a brief that panels have."""
    assert pack.outcome is not None
    for form in Telling.Form:
        answers = [
            ToldDecision("We wait.", "A worker comes.") for _ in pack.outcome.decisions.all()
        ]
        tell_outcome(
            pack=pack,
            by=by,
            form=form,
            summary="Most want a home.",
            decisions=answers,
            checked_by="A reader",
        )
    parts = [Part(p.key, p.paragraphs or ["Nothing."], p.items) for p in written_brief(pack).parts]
    places = list(range(len(pack.editions["public"]["quotes"])))
    save_brief(pack=pack, by=by, parts=parts, asks=["What comes first?"], places=places)
    give_brief(pack=pack, by=by)


def everything_public(pack: ReviewPack, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Name of a page or file → all that it says."""
    page = pack.consultation
    client = Client()
    said = {
        address: _plain(client.get(address).content.decode())
        for address in _addresses(client, page.url)
    }
    edition = shown_edition(pack, "public")
    on_paper = shown_edition(pack, "public", printed=True)
    said |= {
        "edition, page": of_page(edition),
        "edition, tables": of_tables(on_paper),
        "edition, Word": words_of_docx(pack_docx(on_paper)),
        "edition, PDF": printed(patch, pack_file, lambda: pack_file.pack_pdf(on_paper)),
        "outcome": json.dumps(list(Outcome.objects.values(*_columns())), default=str),
    }
    said |= {f"open data, {name}": _rows(client, name) for name in OPEN_DATA}
    brief = given_brief(pack)
    assert brief is not None
    shown = shown_brief(pack, brief)
    said["brief"] = printed(patch, brief_file, lambda: brief_file.brief_pdf(shown))
    for notice in NOTICES.values():
        said[notice.name] = printed(patch, notice_file, lambda n=notice: _notice(pack, n))
    (hers,) = outcome_parts([Response.objects.filter(version__form__consultation=page)[0]]).values()
    said["six words"] = json.dumps(hers)
    return said


def _rows(client: Client, name: str) -> str:
    """What a file of open data says, without the names of its rows, which are other each time."""
    answer: Any = client.get(f"/open/{name}")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    rows = json.loads(text)["rows"] if name.endswith("json") else csv.DictReader(io.StringIO(text))
    return "\n".join(str([v for k, v in row.items() if k not in ROW_NAMES]) for row in rows)


def _addresses(client: Client, start: str) -> list[str]:
    """Every page that a link of the site leads to, from this one on; forms aside."""
    found, waiting = [], [start, "/"]
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if address in found or answer.status_code != 200:
            continue
        found.append(address)
        links = re.findall(r'href="(/[^"#?]*)', answer.content.decode())
        waiting += [
            a for a in links if not re.match(r"/(form|static|media|manage|staff|(cy/)?open/.)", a)
        ]
    return sorted(found)


def _columns() -> tuple[str, ...]:
    return tuple(
        f.name
        for f in Outcome._meta.fields
        if f.name not in ("id", "consultation", "superseded", "published_on")
    )


def _notice(pack: ReviewPack, notice: Any) -> bytes:
    assert pack.outcome is not None
    told = told_in_form(pack.outcome, notice.form)
    assert told is not None
    page = pack.consultation
    with override(notice.language):
        title, area = page.localized.title, page.area
    matter = Matter(
        notice=notice,
        told=told,
        title=title,
        area=area,
        published_on=pack.outcome.published_on,
        address="https://example.org/",
    )
    return notice_file.notice_pdf(matter)


def printed(patch: pytest.MonkeyPatch, module: Any, make: Any) -> str:
    """What a PDF is made of. The file itself is compressed."""
    given: dict[str, Any] = {}
    with patch.context() as here:
        here.setattr(module, "pdf_ua", lambda _template, **data: given.update(data) or b"")
        make()
    return "\n".join(line for value in given.values() for line in said_in(value))


def _plain(page: str) -> str:
    """What a page says, its head too; without tokens and ids, which are other each time."""
    page = re.sub(r'(outcome-|id="|aria-labelledby=")[\w-]*\d+', r"\1", page)
    page = re.sub(r'value="[^"]{20,}"', "", page)
    return html.unescape(page)
