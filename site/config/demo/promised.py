"""The demo's promises and news: one kept, kept late, told late, moved, overdue in the open."""

from typing import Any

from accounts.models import User
from config.demo.ground import day
from config.first_pages.services import ENGLISH, WELSH, translate
from consultations.models import ConsultationPage, Move, Promise, UpdatePage
from consultations.promises.services import (
    Said,
    end_promise,
    make_promise,
    move_promise,
    move_reply,
)

# what, in Welsh, owner, promised on, due on; then, where it has ended: state, on which day,
# told on which day, how
PROMISES: dict[str, list[tuple[Said, str, int, int, tuple[str, int, int, Said] | None]]] = {
    "first-contact": [
        (
            Said(
                "The police lead meets the women's group and listens.",
                "Mae arweinydd yr heddlu yn cwrdd â grŵp y menywod ac yn gwrando.",
            ),
            "Southdown Police, lead for women",
            -60,
            -25,
            (
                Promise.State.KEPT,
                -27,
                -26,
                Said(
                    "She came for two hours and took five questions with her.",
                    "Daeth am ddwy awr ac aeth â phum cwestiwn gyda hi.",
                ),
            ),
        ),
        (
            Said(
                "We put up a notice in each custody suite about what was asked.",
                "Rydym yn rhoi hysbysiad ym mhob dalfa am yr hyn a ofynnwyd.",
            ),
            "Southdown Police, custody inspector",
            -60,
            -20,
            None,
        ),
        (
            Said(
                "The custody suites keep blankets and dry clothes.",
                "Mae'r dalfeydd yn cadw blancedi a dillad sych.",
            ),
            "Southdown Police, custody inspector",
            -60,
            -30,
            (
                Promise.State.KEPT,
                -31,
                -2,
                Said(
                    "They are there in all three. We forgot to say so here.",
                    "Maent yno ym mhob un o'r tair. Anghofiom ddweud hynny yma.",
                ),
            ),
        ),
    ],
    "getting-out": [
        (
            Said(
                "We write to the prison about the first answers.",
                "Rydym yn ysgrifennu at y carchar am yr atebion cyntaf.",
            ),
            "Southdown Women's Centre, manager",
            -25,
            -8,
            (
                Promise.State.KEPT,
                -4,
                -3,
                Said(
                    "The letter went four days late. The governor has answered.",
                    "Aeth y llythyr bedwar diwrnod yn hwyr. Mae'r llywodraethwr wedi ateb.",
                ),
            ),
        ),
        (
            Said(
                "The panel meets and reads what has been said so far.",
                "Mae'r panel yn cwrdd ac yn darllen yr hyn a ddywedwyd hyd yn hyn.",
            ),
            "Southdown panel, coordinator",
            -20,
            10,
            None,
        ),
    ],
}
MOVED = (
    "first-contact",
    59,
    Said(
        "The board that decides meets two weeks later than planned.",
        "Mae'r bwrdd sy'n penderfynu yn cwrdd bythefnos yn hwyrach na'r cynllun.",
    ),
)
# what, in Welsh, owner; the day that was given first, and to which it was moved; why
SLIPPED = (
    "getting-out",
    Said(
        "The council gives us a list of homes for women.",
        "Mae'r cyngor yn rhoi rhestr o gartrefi i fenywod i ni.",
    ),
    "Southdown Council, head of housing",
    (-18, 20),
    Said("Two landlords have not answered yet.", "Nid yw dau landlord wedi ateb eto."),
)
NEWS: list[tuple[str, int, tuple[str, str, str], tuple[str, str]]] = [
    (
        "getting-out",
        -9,
        (
            "We met the probation team",
            "we-met-the-probation-team",
            "We told them what women have said so far about the first days out. They have not "
            "decided anything yet, and will come back with their plan before this closes.",
        ),
        (
            "Cwrddom â'r tîm prawf",
            "Dywedom wrthynt beth mae menywod wedi'i ddweud hyd yn hyn am y dyddiau cyntaf allan. "
            "Nid ydynt wedi penderfynu dim eto, a byddant yn dod yn ôl gyda'u cynllun cyn cau.",
        ),
    ),
    (
        "first-contact",
        -3,
        (
            "Two readers have begun",
            "two-readers-have-begun",
            "Each answer is read by a person. They have read about half of what came in.",
        ),
        (
            "Mae dwy ddarllenydd wedi dechrau",
            "Mae person yn darllen pob ateb. Maent wedi darllen tua hanner yr hyn a ddaeth.",
        ),
    ),
]


def promise_much(editor: User) -> None:
    """Promises of the consultations that run, and a day that was moved."""
    for slug, promises in PROMISES.items():
        for what, owner, made, due, ended in promises:
            promise = _made(slug, editor, what, owner, made)
            Promise.objects.filter(pk=promise.pk).update(due_on=day(due))
            if ended:
                state, on, told, how = ended
                end_promise(promise=promise, by=editor, state=state, on=day(on), how=how)
                Promise.objects.filter(pk=promise.pk).update(told_on=day(told))
    _let_slip(editor)
    slug, to, because = MOVED
    move_reply(consultation=_page(slug), by=editor, to=day(to), because=because)


def _made(slug: str, editor: User, what: Said, owner: str, made: int) -> Promise:
    """A promise that was written so many days from today: a service writes it today alone."""
    promise = make_promise(
        consultation=_page(slug), by=editor, what=what, owner=owner, due_on=day(0)
    )
    Promise.objects.filter(pk=promise.pk).update(made_on=day(made))
    return promise


def _let_slip(editor: User) -> None:
    """One that was moved in time, and whose first day has gone by since."""
    slug, what, owner, (first, now), because = SLIPPED
    promise = _made(slug, editor, what, owner, -25)
    move = move_promise(promise=promise, by=editor, to=day(now), because=because)
    Move.objects.filter(pk=move.pk).update(was=day(first), moved_on=day(first - 2))


def tell_news() -> None:
    """A note below two consultations, in both languages."""
    for slug, told_on, (title, address, note), (title_cy, note_cy) in NEWS:
        page = _page(slug)
        news = {"title": title, "slug": address, "note": note, "told_on": day(told_on)}
        update: Any = page.add_child(instance=UpdatePage(locale=page.locale, **news))
        translate(update, WELSH, {"title": title_cy, "note": note_cy})


def _page(slug: str) -> ConsultationPage:
    return ConsultationPage.objects.get(slug=slug, locale__language_code=ENGLISH)
