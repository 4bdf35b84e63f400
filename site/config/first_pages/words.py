"""What the first pages say, in plain English and in Welsh that a fluent speaker still has to check.

They hold for every place: what the product does, never what one team has promised.
"""

from html import escape
from typing import Any

from config.first_pages.accessibility import accessibility
from config.first_pages.complaints import COMPLAINTS
from config.first_pages.moderation import MODERATION
from config.first_pages.parts import facts, heading, text
from config.first_pages.unknown import UNKNOWN
from core.facts import About

HOME: dict[str, Any] = {
    "title": "Alongside",
    "slug": "home",
    "heading": "Say it once. Stay unknown. See what changed.",
    "lead": (
        "Tell the people who plan services for women in your area what helped and what did not. "
        "No name, no account, no e-mail."
    ),
}
HOME_CY: dict[str, Any] = {
    "title": "Alongside",
    "heading": "Dweud unwaith. Aros yn ddienw. Gweld beth newidiodd.",
    "lead": (
        "Dywedwch wrth y bobl sy'n cynllunio gwasanaethau i fenywod yn eich ardal beth helpodd a "
        "beth na wnaeth. Dim enw, dim cyfrif, dim e-bost."
    ),
}
INDEX: dict[str, Any] = {
    "title": "Have your say",
    "slug": "have-your-say",
    "lead": "Each one asks about something that can still change. You can skip any question.",
}
INDEX_CY: dict[str, Any] = {
    "title": "Dweud eich dweud",
    "lead": "Mae pob un yn gofyn am rywbeth a all newid. Gallwch hepgor unrhyw gwestiwn.",
}
HAPPENED: dict[str, Any] = {
    "title": "What happened",
    "slug": "what-happened",
    "lead": "Each time we ask, we promise an answer by a day. Here is whether we kept it.",
}
HAPPENED_CY: dict[str, Any] = {
    "title": "Beth ddigwyddodd",
    "lead": "Bob tro y gofynnwn, rydym yn addo ateb erbyn diwrnod. Dyma a wnaethom gadw ato.",
}


READING: dict[str, dict[str, Any]] = {
    "en": {
        "title": "How your words are read",
        "slug": "how-your-words-are-read",
        "show_in_menus": True,
        "lead": "A person reads every response. No machine decides what you meant.",
        "body": [
            heading("The road of your words"),
            text(
                "<ol><li>A trained reader takes out details that could show who you are.</li>"
                "<li>A facilitator puts what was said into themes. A machine may suggest a "
                "theme; a person decides.</li><li>The themes go to the "
                "people who plan services. They have to answer: we did, we did in part, or we "
                "could not, and why.</li><li>You find the answer here, and with your six words."
                "</li></ol>"
            ),
            heading("Your words stay yours"),
            text(
                "<p>You choose who may see them. If you choose nothing, we only count you. With "
                "your six words you can take them back.</p>"
            ),
        ],
    },
    "cy": {
        "title": "Sut mae eich geiriau'n cael eu darllen",
        "lead": "Mae person yn darllen pob ymateb. Nid oes peiriant yn penderfynu beth oeddech yn "
        "ei feddwl.",
        "body": [
            heading("Taith eich geiriau"),
            text(
                "<ol><li>Mae darllenydd wedi'i hyfforddi yn tynnu manylion a allai ddangos pwy "
                "ydych chi.</li><li>Mae hwylusydd yn rhoi'r hyn a ddywedwyd mewn themâu. "
                "Gall peiriant awgrymu thema; person sy'n penderfynu.</li><li>Mae'r themâu "
                "yn mynd at y bobl sy'n cynllunio gwasanaethau. Rhaid iddynt ateb: fe wnaethom, fe "
                "wnaethom yn rhannol, neu nid oedd modd i ni, a pham.</li><li>Fe welwch yr ateb "
                "yma, a gyda'ch chwe gair.</li></ol>"
            ),
            heading("Eich geiriau chi ydyn nhw"),
            text(
                "<p>Chi sy'n dewis pwy sy'n cael eu gweld. Os na ddewiswch ddim, rydym yn eich "
                "cyfrif yn unig. Gyda'ch chwe gair gallwch eu cymryd yn ôl.</p>"
            ),
        ],
    },
}


def privacy(contact: str) -> dict[str, dict[str, Any]]:
    """What is kept, who sees it, how long, and how people reach whoever runs the site."""
    reach = escape(contact)
    return {
        "en": {
            "title": "Privacy",
            "slug": "privacy",
            "show_in_menus": True,
            "lead": "What we keep when you answer, who sees it, and for how long.",
            "body": [
                heading("What we keep"),
                text(
                    "<ul><li>What you write and tick: once locked, just as you sent it, and once "
                    "more after a reader took names and other details out.</li><li>The week, the "
                    "day when our readers got it, the language, and how it came: from this site, "
                    "or through a worker.</li><li>How you let us use your words.</li><li>A mark "
                    "made from your six words, which nobody can turn back into them.</li></ul><p>"
                    "We don't ask for your name or e-mail. We don't keep the address of your phone "
                    "or network, or the day and the time when you sent it.</p>"
                ),
                heading("Who sees it"),
                text(
                    "<p>A trained reader sees it first. Then the people who group what was said "
                    "read it, without the details that were taken out. If someone may be in "
                    "danger, a person who deals with safety reads it too. Others see your words "
                    "only if you ticked that they may.</p>"
                ),
                heading("How long we keep it"),
                text(
                    "<p>Until you take it back, or until its time is over. You can take it back "
                    "with your six words. From then on nobody reads it, and what we hold is "
                    "deleted within a working day. We can't take back what is already printed, or "
                    "was read aloud.</p>"
                ),
                facts(About.KEPT),
                text(
                    "<p>What you sent may stay longer only while we look into a danger, or where "
                    "the law makes us keep it. A form may set its own times. Safety copies, for "
                    "when a machine breaks, may hold it some weeks longer. If we ever need one, "
                    "what you took back is taken out of it first.</p>"
                ),
                heading("If you ask someone to contact you"),
                text(
                    "<p>That page is not anonymous, and is kept apart from all else. A few people "
                    "here and the service that you tick see it. We delete it 30 days after they "
                    "are done.</p>"
                ),
                heading("Who runs this site, and your rights"),
                text(
                    "<p>The name of who runs this site stands at the foot of each page. You can "
                    f"reach us here: {reach}. If you write or ring, we may see who you are.</p>"
                    "<p>You have rights over what is held about you. We don't know whose words are "
                    "whose, so only your six words can find yours. If you are not happy with how "
                    "we treat them, tell us, or tell the Information Commissioner's Office at "
                    "ico.org.uk.</p>"
                ),
                heading("If you are on a panel"),
                text(
                    "<p>Women on a panel work with us, so we know who they are. We keep what each "
                    "tells us: her name, how to reach her, what she needs. We keep what she agreed "
                    "to, when she came, and what she is paid for. It is locked away, apart from "
                    "what is sent in with no name. We can't tell if any of that is hers.</p><p>Her "
                    "coordinator sees it. Those who pay her see her name. On her own page she can "
                    "see all of it, put it right, and take a copy. When she leaves, what says who "
                    "she is goes. That page tells her what stays. Her pages need a cookie, which "
                    "no other page is sent.</p>"
                ),
                heading("People who work here"),
                text(
                    "<p>They log in. We keep their name, their e-mail address and a list of what "
                    "they did with what was sent. Logging in needs a cookie; answering "
                    "doesn't.</p>"
                ),
            ],
        },
        "cy": {
            "title": "Preifatrwydd",
            "lead": "Beth rydym yn ei gadw pan fyddwch yn ateb, pwy sy'n ei weld, ac am faint.",
            "body": [
                heading("Beth rydym yn ei gadw"),
                text(
                    "<ul><li>Yr hyn rydych yn ei ysgrifennu a'i dicio: unwaith dan glo, yn union "
                    "fel yr anfonoch ef, ac unwaith eto ar ôl i ddarllenydd dynnu enwau a manylion "
                    "eraill.</li><li>Yr wythnos, y diwrnod y cafodd ein darllenwyr ef, yr iaith, a "
                    "sut y daeth: o'r wefan hon, neu drwy weithiwr.</li><li>Sut rydych yn gadael i "
                    "ni ddefnyddio eich geiriau.</li><li>Marc wedi'i wneud o'ch chwe gair, na all "
                    "neb ei droi'n ôl yn eiriau.</li></ul><p>Nid ydym yn gofyn am eich enw na'ch "
                    "e-bost. Nid ydym yn cadw cyfeiriad eich ffôn na'ch rhwydwaith, na'r diwrnod "
                    "na'r amser yr anfonoch ef.</p>"
                ),
                heading("Pwy sy'n ei weld"),
                text(
                    "<p>Mae darllenydd wedi'i hyfforddi yn ei weld yn gyntaf. Yna mae'r bobl sy'n "
                    "grwpio'r hyn a ddywedwyd yn ei ddarllen, heb y manylion a dynnwyd. Os gall "
                    "rhywun fod mewn perygl, mae person sy'n delio â diogelwch yn ei ddarllen "
                    "hefyd. Dim ond os gwnaethoch dicio hynny y mae eraill yn gweld eich "
                    "geiriau.</p>"
                ),
                heading("Am faint rydym yn ei gadw"),
                text(
                    "<p>Nes i chi ei gymryd yn ôl, neu nes bod ei amser ar ben. Gallwch ei gymryd "
                    "yn ôl gyda'ch chwe gair. O hynny ymlaen nid oes neb yn ei ddarllen, ac mae'r "
                    "hyn sydd gennym yn cael ei ddileu o fewn diwrnod gwaith. Ni allwn gymryd yn "
                    "ôl yr hyn sydd eisoes wedi'i argraffu, neu a ddarllenwyd yn "
                    "uchel.</p>"
                ),
                facts(About.KEPT),
                text(
                    "<p>Gall yr hyn a anfonoch aros yn hirach dim ond tra byddwn yn edrych i mewn "
                    "i berygl, neu lle mae'r gyfraith yn gofyn i ni ei gadw. Gall ffurflen osod ei "
                    "hamserau ei hun. Gall copïau diogelwch, ar gyfer pan fydd peiriant yn "
                    "torri, ei ddal am rai wythnosau'n hirach. Os bydd angen un arnom, tynnir yr "
                    "hyn a gymeroch yn ôl ohono yn gyntaf.</p>"
                ),
                heading("Os gofynnwch i rywun gysylltu â chi"),
                text(
                    "<p>Nid yw'r dudalen honno'n ddienw, ac fe'i cedwir ar wahân i bopeth arall. "
                    "Mae ychydig o bobl yma a'r gwasanaeth a diciwch yn ei gweld. Rydym yn ei "
                    "dileu 30 diwrnod ar ôl iddynt orffen.</p>"
                ),
                heading("Pwy sy'n rhedeg y wefan hon, a'ch hawliau"),
                text(
                    "<p>Mae enw'r rhai sy'n rhedeg y wefan hon ar waelod pob tudalen. Gallwch "
                    f"gysylltu â ni yma: {reach}. Os ysgrifennwch neu os ffoniwch, efallai y "
                    "gwelwn pwy ydych chi.</p><p>Mae gennych hawliau dros yr hyn a gedwir "
                    "amdanoch. Nid ydym yn gwybod pa eiriau yw eich rhai chi, felly dim ond "
                    "eich chwe gair all ddod o hyd iddynt. Os nad ydych yn hapus â sut rydym "
                    "yn eu trin, dywedwch wrthym ni, neu wrth Swyddfa'r Comisiynydd Gwybodaeth yn "
                    "ico.org.uk.</p>"
                ),
                heading("Os ydych ar banel"),
                text(
                    "<p>Mae menywod ar banel yn gweithio gyda ni, felly rydym yn gwybod pwy ydyn "
                    "nhw. Rydym yn cadw'r hyn y mae pob un yn ei ddweud wrthym: ei henw, sut i "
                    "gysylltu â hi, beth sydd ei angen arni. Rydym yn cadw'r hyn y cytunodd iddo, "
                    "pryd y daeth, ac am beth y caiff ei thalu. Mae dan glo, ar wahân i'r hyn a "
                    "anfonir heb enw. Ni allwn ddweud a oes rhywfaint o hwnnw'n eiddo iddi.</p>"
                    "<p>Mae ei chydlynydd yn ei weld. Mae'r rhai sy'n ei thalu yn gweld ei henw. "
                    "Ar ei thudalen ei hun gall weld y cyfan, ei gywiro, a chymryd copi. Pan fydd "
                    "hi'n gadael, mae'r hyn sy'n dweud pwy yw hi yn mynd. Mae'r dudalen honno'n "
                    "dweud wrthi beth sy'n aros. Mae angen cwci ar ei thudalennau, ac nid yw'n "
                    "cael ei anfon at unrhyw dudalen arall.</p>"
                ),
                heading("Pobl sy'n gweithio yma"),
                text(
                    "<p>Maent yn mewngofnodi. Rydym yn cadw eu henw, eu cyfeiriad e-bost a rhestr "
                    "o'r hyn a wnaethant â'r hyn a anfonwyd. Mae angen cwci i fewngofnodi; nid oes "
                    "angen un i ateb.</p>"
                ),
            ],
        },
    }


def information_pages(contact: str) -> list[dict[str, dict[str, Any]]]:
    """The plain pages, in the order in which the foot of each page names them."""
    return [
        *(UNKNOWN, READING, MODERATION),
        *(privacy(contact), accessibility(contact), COMPLAINTS),
    ]
