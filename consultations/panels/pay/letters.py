"""Letters that a member can show: what a session pays, and what taking part is, for the Jobcentre.

Each is the same blocks as PDF/UA and as Word. None says what pay does to a benefit: nobody here
can know that, and a letter that says it would be a false promise.
"""

import io
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from consultations.panels.models import SEATED, Attendance, Fee, Membership, Panel, PanelMember
from consultations.panels.pay.money import pounds, total
from consultations.panels.pay.offering import price_of
from consultations.panels.pay.statement import Statement
from consultations.panels.people.profile import identity_of
from consultations.panels.sessions.attending import PAY_DAYS
from consultations.panels.sessions.wording import title_of, when
from core.cells import without_illegal
from core.printing import each_text, frame_of_a_file, pdf_ua, without_unprintable

TEMPLATE = Path(__file__).parent / "letter.typ"


@dataclass(frozen=True)
class Block:
    """One part: "heading", "text", "item", or "table" with rows of three cells."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Letter:
    """title, day and blocks, in the language that is on when it is made."""

    title: str
    day: str
    blocks: tuple[Block, ...]


class NoRate(LookupError):
    """There is no rate card that covers this session, so nothing can be offered in writing."""


def seat_of(member: PanelMember, areas: Any = None) -> Membership | None:
    """A place that she has agreed to and still keeps: who was only invited, or has left, takes part
    in nothing."""
    places = member.memberships.filter(state__in=SEATED).select_related("panel")
    if areas is not None:
        places = places.filter(panel__area__in=areas)
    return places.order_by("pk").first()


def jobcentre(member: PanelMember, panel: Panel) -> Letter:
    """What taking part is and isn't, and that she can stop. In the language that is on."""
    name = identity_of(member).real_name or member.chosen_name
    operator = settings.OPERATOR_NAME
    told = {"name": name, "operator": operator, "person": panel.phone_person}
    return Letter(
        _("Letter about taking part: %(name)s") % told,
        _today(),
        (
            _text(_("To whom it may concern")),
            _text(_("%(name)s takes part in a panel of %(operator)s.") % told),
            _head(_("What she does")),
            _text(
                _(
                    "She uses what she knows from her own life to advise on how "
                    "services for women should work. This is known as involvement, "
                    "co-production or lived-experience work."
                )
            ),
            _head(_("What it is not")),
            _item(
                _(
                    "We do not employ her for it. There is no contract of employment, "
                    "and no set hours."
                )
            ),
            _item(
                _(
                    "We do not mean it as evidence that she can work. Sessions are short, with "
                    "breaks, and shaped around what she needs."
                )
            ),
            _item(
                _(
                    "She is not obliged to come. She can say no to a session, or stop "
                    "for good, at any time and without a reason."
                )
            ),
            _head(_("What she may be paid")),
            _text(
                _(
                    "She may be offered a fee for a session. She may take it, take "
                    "less, decline it, or ask us to give it to a charity. What she "
                    "declines or gives away is not paid to her."
                )
            ),
            _text(
                _(
                    "Costs of taking part, such as travel and childcare, are paid back "
                    "or paid before. They are listed apart from fees."
                )
            ),
            _text(
                _(
                    "We offer her independent advice on benefits before she chooses. "
                    "Whether and how a payment counts is for you to decide. She can "
                    "give you a list of what was paid, with the days."
                )
            ),
            _text(_("Questions: %(person)s, %(phone)s, %(hours)s.") % _phone(panel)),
        ),
    )


def offer(place: Attendance) -> Letter:
    """What one session pays, before she says yes; afterwards what she was offered for it. In the
    language that is on. Raises NoRate."""
    session, panel = place.session, place.session.panel
    told = {"title": title_of(session), "when": when(session), "days": str(PAY_DAYS)}
    return Letter(
        _("What we offer you: %(title)s") % told,
        _today(),
        (
            _text(told["when"]),
            _head(_("Your fee")),
            _text(_what_is_offered(place)),
            _item(
                _(
                    "You can take all of it, take less, say no, or have it given to a "
                    "charity. You can also decide later."
                )
            ),
            _item(_("You can change your mind until it is approved.")),
            _item(_("You choose how: bank, cash, voucher or prepaid card.")),
            _item(
                _(
                    "We aim to send it within %(days)s days of the session, or of the day you "
                    "choose if that is later. We tell you when it is sent."
                )
                % told
            ),
            _item(
                _(
                    "If you leave early because of what it is about, or if we cancel in"
                    " the last 7 days, you get all of it."
                )
            ),
            _head(_("Your costs")),
            _text(
                _(
                    "Travel, childcare, somebody who cares in your place, food, data "
                    "and what you need to take part are paid on top. We can pay them "
                    "before the session. They are kept apart from the fee."
                )
            ),
            _head(_("If you get benefits")),
            _text(
                _(
                    "A fee may change what you get. We do not know, and we can’t tell "
                    "you. Please talk to an independent adviser before you choose. It "
                    "is free, and we pay your fare. Ask us for a number."
                )
            ),
            _text(_("Questions: %(person)s, %(phone)s, %(hours)s.") % _phone(panel)),
        ),
    )


def _what_is_offered(place: Attendance) -> str:
    """Raises NoRate."""
    fees = list(Fee.objects.filter(session=place.session, member=place.member))
    if fees:
        pence, minutes = total(f.offered_pence for f in fees), total(f.minutes for f in fees)
        words = _(
            "We offer you %(pay)s. That is for %(n)s minutes: getting ready, being there, and "
            "talking it over, as it was for you."
        )
        return words % {"pay": pounds(pence), "n": minutes}
    found = price_of(place)
    if found is None:
        raise NoRate
    words = _(
        "For the whole session we offer you %(pay)s. That is for %(n)s "
        "minutes: getting ready, being there, and talking it over."
    )
    return words % {"pay": pounds(found.pence), "n": found.minutes}


def of_statement(found: Statement, name: str = "") -> Letter:
    """The yearly statement as a letter, under her name, in the language that is on."""
    blocks = [
        *([_text(name)] if name else []),
        _head(_("Fees")),
        *_table(found.fees, _("No fee was paid.")),
        _text(_("Fees in all: %(sum)s") % {"sum": pounds(found.fees_pence)}),
        _head(_("Expenses")),
        _text(_("These are your costs, paid back to you. They are not pay.")),
        *_table(found.expenses, _("No expense was paid.")),
        _text(_("Expenses in all: %(sum)s") % {"sum": pounds(found.expenses_pence)}),
    ]
    if found.not_paid:
        blocks += [_head(_("Not paid to you, as you chose")), *_table(found.not_paid, "")]
    if not found.is_whole:
        words = _(
            "Other panels paid you too. Ask them for their list, or see all on your own page."
        )
        blocks.append(_text(words))
    return Letter(found.title, _today(), tuple(blocks))


def _table(rows: Any, empty: str) -> list[Block]:
    return [Block("table", rows=tuple(rows))] if rows else [_text(empty)]


def _phone(panel: Panel) -> dict[str, str]:
    return {
        "person": panel.phone_person,
        "phone": panel.phone_number,
        "hours": panel.phone_hours,
    }


def _today() -> str:
    return date_format(timezone.localdate(), "j F Y")


def _head(text: str) -> Block:
    return Block("heading", text)


def _text(text: str) -> Block:
    return Block("text", text)


def _item(text: str) -> Block:
    return Block("item", text)


def letter_pdf(letter: Letter) -> bytes:
    """As PDF/UA."""
    told = {**frame_of_a_file(), **asdict(letter), "columns": _columns()}
    return pdf_ua(TEMPLATE, letter=each_text(told, without_unprintable))


def _columns() -> list[str]:
    return [_("Day"), _("What"), _("Amount")]


def letter_docx(letter: Letter) -> bytes:
    """As Word: real headings, lists and tables. python-docx is imported here: it is heavy."""
    from docx import Document

    told = each_text(asdict(letter), without_illegal)
    paper: Any = Document()
    paper.core_properties.author, paper.core_properties.title = (
        settings.OPERATOR_NAME,
        told["title"],
    )
    language = to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")
    paper.core_properties.language = language
    paper.add_paragraph(settings.OPERATOR_NAME)
    paper.add_paragraph(told["day"])
    paper.add_heading(told["title"], level=1)
    for block in told["blocks"]:
        _add(paper, block)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _add(paper: Any, block: dict[str, Any]) -> None:
    if block["kind"] == "heading":
        paper.add_heading(block["text"], level=2)
    elif block["kind"] == "item":
        paper.add_paragraph(block["text"], style="List Bullet")
    elif block["kind"] == "table":
        table = paper.add_table(rows=0, cols=3, style="Table Grid")
        for row in [_columns(), *block["rows"]]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    else:
        paper.add_paragraph(block["text"])
