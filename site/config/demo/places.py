"""The demo's areas and news. Every service, number and event is invented; numbers are of the range
that is kept free for stories."""

from typing import Any

from wagtail.models import Page

from config.demo.days import day
from config.first_pages.services import ENGLISH, translate
from core.models import Area, AreaPage, NewsIndexPage, NewsPage

Part = tuple[str, dict[str, Any]]


def service(name: str, about: str, stages: str, ask: str = "", number: str = "") -> Part:
    return (
        "service",
        {
            "name": name,
            "about": about,
            "stages": stages.split(),
            "ask": ask,
            "number": number,
            "web": "",
        },
    )


def partner(name: str, about: str) -> Part:
    return ("partner", {"name": name, "about": about, "number": "", "web": ""})


SERVICES = {
    "en": [
        service(
            "Southdown Women's Centre",
            "One building for women. Talk to a worker, get help with a home, money and family.",
            "early community release after",
            "Walk in on weekdays, 10 to 3. Children are welcome.",
            "01632 960 101",
        ),
        service(
            "Liaison and diversion nurse",
            "Sees you in the police station. Asks how you are, and what help you need.",
            "police",
            "Ask the custody sergeant for the nurse.",
        ),
        service(
            "Women's court worker",
            "Sits with you at court. Tells the court what is going on in your life, if you agree.",
            "court",
            "Ask at the front desk, or tell your solicitor.",
            "01632 960 102",
        ),
        service(
            "Resettlement worker for women",
            "Starts twelve weeks before you get out: a place to stay, a bank account, a doctor.",
            "custody release",
            "Put in an application on the wing.",
        ),
        service(
            "Someone at the gate",
            "A woman who has been there meets you on the day, and comes with you.",
            "release",
            "Ask your resettlement worker. Four weeks before is best.",
        ),
    ],
    "cy": [
        service(
            "Southdown Women's Centre",
            "Un adeilad i fenywod. Siaradwch â gweithiwr am gartref, arian a theulu.",
            "early community release after",
            "Galwch heibio yn ystod yr wythnos, 10 i 3. Mae croeso i blant.",
            "01632 960 101",
        ),
        service(
            "Nyrs cyswllt a dargyfeirio",
            "Yn eich gweld yn yr orsaf heddlu. Mae'n gofyn sut ydych chi a pha help sydd ei angen.",
            "police",
            "Gofynnwch i sarjant y ddalfa am y nyrs.",
        ),
        service(
            "Gweithiwr llys i fenywod",
            "Yn eistedd gyda chi yn y llys. Yn dweud wrth y llys am eich bywyd, os ydych yn "
            "cytuno.",
            "court",
            "Gofynnwch wrth y ddesg flaen, neu dywedwch wrth eich cyfreithiwr.",
            "01632 960 102",
        ),
        service(
            "Gweithiwr ailsefydlu i fenywod",
            "Yn dechrau ddeuddeg wythnos cyn i chi ddod allan: lle i aros, cyfrif banc, meddyg.",
            "custody release",
            "Gwnewch gais ar yr adain.",
        ),
        service(
            "Rhywun wrth y giât",
            "Mae menyw sydd wedi bod yno yn cwrdd â chi ar y diwrnod, ac yn dod gyda chi.",
            "release",
            "Gofynnwch i'ch gweithiwr ailsefydlu. Pedair wythnos ymlaen llaw sydd orau.",
        ),
    ],
}
PARTNERS = {
    "en": [
        partner("Southdown Women's Centre", "Leads the work, and runs the women's group."),
        partner("Southdown Police", "Offers women help in place of court where it can."),
        partner("Probation in Southdown", "Has women's workers, and sees women in the centre."),
        partner("NHS Southdown", "Pays for the nurse at the police station and in court."),
        partner("Southdown Council", "Keeps six flats for women who leave prison."),
    ],
    "cy": [
        partner("Southdown Women's Centre", "Yn arwain y gwaith, ac yn rhedeg grŵp y menywod."),
        partner("Heddlu Southdown", "Yn cynnig help yn lle llys i fenywod lle gall."),
        partner(
            "Prawf yn Southdown", "Mae ganddo weithwyr menywod, ac mae'n eu gweld yn y ganolfan."
        ),
        partner("GIG Southdown", "Yn talu am y nyrs yn yr orsaf heddlu ac yn y llys."),
        partner("Cyngor Southdown", "Yn cadw chwe fflat i fenywod sy'n gadael y carchar."),
    ],
}
LEAD = {
    "en": (
        "In Southdown the police, courts, health, the council and the women's centre work as one, "
        "so that you need not tell your story twice."
    ),
    "cy": (
        "Yn Southdown mae'r heddlu, y llysoedd, iechyd, y cyngor a'r ganolfan menywod yn gweithio "
        "fel un, fel nad oes rhaid i chi ddweud eich stori ddwywaith."
    ),
}
NEWS: list[tuple[int, str, dict[str, str], dict[str, str]]] = [
    (
        -3,
        "southdown",
        {
            "title": "The women's centre opens on Saturdays",
            "slug": "saturdays",
            "lead": "From this month the doors are open on Saturdays too, from 10 to 1.",
        },
        {
            "title": "Mae'r ganolfan menywod ar agor ar ddydd Sadwrn",
            "lead": "O'r mis hwn mae'r drysau ar agor ar ddydd Sadwrn hefyd, o 10 i 1.",
        },
    ),
    (
        -16,
        "",
        {
            "title": "You can now answer in easy read",
            "slug": "easy-read",
            "lead": "Short sentences and drawings. Press “Easy read” on the page of a question.",
        },
        {
            "title": "Gallwch nawr ateb mewn iaith hawdd",
            "lead": "Brawddegau byr a lluniau. Pwyswch “Iaith hawdd” ar dudalen cwestiwn.",
        },
    ),
]


def tell_of_places(areas: dict[str, Area]) -> None:
    """Fill the page of one area, and write the news."""
    for page in AreaPage.objects.filter(area=areas["southdown"]):
        language = "en" if page.locale.language_code == ENGLISH else "cy"
        page.lead = LEAD[language]
        page.services, page.partners = SERVICES[language], PARTNERS[language]
        page.save_revision().publish()
    above = Page.objects.type(NewsIndexPage).get(locale__language_code=ENGLISH)
    for told, slug, english, welsh in reversed(NEWS):
        page = NewsPage(locale=above.locale, told_on=day(told), area=areas.get(slug), **english)
        above.add_child(instance=page)
        page.save_revision().publish()
        translate(page, "cy", welsh)
