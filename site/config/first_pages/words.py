"""What the first pages say, in plain English and in Welsh that a fluent speaker still has to check.

They hold for every place: what the product does, never what one team has promised.
"""

from html import escape
from typing import Any

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


def text(html: str) -> tuple[str, str]:
    return ("text", html)


def heading(words: str) -> tuple[str, str]:
    return ("heading", words)


UNKNOWN: dict[str, dict[str, Any]] = {
    "en": {
        "title": "How we keep you unknown",
        "slug": "unknown",
        "show_in_menus": True,
        "lead": "We don't ask who you are, and we built this so that we can't find out.",
        "body": [
            heading("What we don't keep"),
            text(
                "<ul><li>No name, no account, no e-mail.</li><li>No address of your phone or "
                "network, and no kind of phone.</li><li>Not the day or the time when you send: "
                "only the week, and the day when our readers get it.</li><li>No cookie on the "
                "pages where you write.</li></ul>"
            ),
            heading("What happens when you send"),
            text(
                "<p>Your words are locked before they are stored. Only the part of our system "
                "where readers work opens them. Once each working day they are mixed "
                "with what others sent, and a trained reader opens them. When few women write, "
                "mixing hides less.</p><p>The reader takes out names and other details. Only "
                "then can others in our team read the rest.</p>"
            ),
            heading("What we can't promise"),
            text(
                "<p>We can't hide what a phone keeps by itself, or that someone looks over your "
                "shoulder. The way you write may be known to a person who knows you well. If you "
                "write that you or a child are in danger, and we can tell who it is, we may have "
                "to act.</p>"
            ),
        ],
    },
    "cy": {
        "title": "Sut rydym yn eich cadw'n ddienw",
        "lead": "Nid ydym yn gofyn pwy ydych chi, ac fe wnaethom adeiladu hyn fel na allwn wybod.",
        "body": [
            heading("Beth nad ydym yn ei gadw"),
            text(
                "<ul><li>Dim enw, dim cyfrif, dim e-bost.</li><li>Dim cyfeiriad eich ffôn na'ch "
                "rhwydwaith.</li><li>Nid y diwrnod na'r amser y byddwch yn anfon: dim ond yr "
                "wythnos, a'r diwrnod y mae ein darllenwyr yn ei gael.</li><li>Dim cwci ar y "
                "tudalennau lle rydych yn ysgrifennu.</li></ul>"
            ),
            heading("Beth sy'n digwydd pan fyddwch yn anfon"),
            text(
                "<p>Mae eich geiriau'n cael eu cloi cyn eu storio. Dim ond y rhan o'n system lle "
                "mae darllenwyr yn gweithio sy'n eu hagor. Unwaith bob diwrnod gwaith maent yn "
                "cael eu cymysgu â'r hyn a anfonodd eraill, ac mae darllenydd wedi'i hyfforddi "
                "yn eu hagor. Pan fydd ychydig o fenywod yn ysgrifennu, mae'r cymysgu'n cuddio "
                "llai.</p>"
                "<p>Mae'r darllenydd yn tynnu enwau a manylion eraill. Dim ond wedyn y gall eraill "
                "yn ein tîm ddarllen y gweddill.</p>"
            ),
            heading("Beth na allwn ei addo"),
            text(
                "<p>Ni allwn guddio'r hyn y mae ffôn yn ei gadw ei hun, na bod rhywun yn edrych "
                "dros eich ysgwydd. Gall rhywun sy'n eich adnabod yn dda adnabod y ffordd yr "
                "ydych yn ysgrifennu. Os ysgrifennwch eich bod chi neu blentyn mewn perygl, ac y "
                "gallwn weld am bwy mae'n sôn, efallai y bydd rhaid i ni weithredu.</p>"
            ),
        ],
    },
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
                    "was read aloud.</p><ul><li>Just as you sent it: 90 days, once it was read. "
                    "Longer only while we look into a danger, or where the law makes us keep "
                    "it.</li><li>Without the details: two years.</li>"
                    "<li>Your six words work for at least a year.</li>"
                    "<li>What you saved to send later: 14 days.</li></ul><p>Safety copies, for "
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
                    "uchel.</p><ul><li>Yn union fel yr anfonoch ef: 90 diwrnod, ar ôl ei ddarllen. "
                    "Yn hirach dim ond tra byddwn yn edrych i mewn i berygl, neu lle mae'r "
                    "gyfraith yn gofyn i ni ei gadw.</li><li>Heb y manylion: dwy "
                    "flynedd.</li><li>Mae eich chwe gair yn gweithio am flwyddyn o "
                    "leiaf.</li><li>Yr hyn a gadwoch i'w anfon yn hwyrach: 14 "
                    "diwrnod.</li></ul><p>Gall copïau diogelwch, ar gyfer pan fydd peiriant yn "
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
                heading("Pobl sy'n gweithio yma"),
                text(
                    "<p>Maent yn mewngofnodi. Rydym yn cadw eu henw, eu cyfeiriad e-bost a rhestr "
                    "o'r hyn a wnaethant â'r hyn a anfonwyd. Mae angen cwci i fewngofnodi; nid oes "
                    "angen un i ateb.</p>"
                ),
            ],
        },
    }


def accessibility(contact: str) -> dict[str, dict[str, Any]]:
    """What was done so that everyone can use the site, what isn't known, and whom to tell."""
    reach = escape(contact)
    return {
        "en": {
            "title": "Accessibility",
            "slug": "accessibility",
            "show_in_menus": True,
            "lead": "This site should work for you. Tell us where it doesn't.",
            "body": [
                heading("What we did"),
                text(
                    "<ul><li>One question a page. You can skip each of them, and go back.</li>"
                    "<li>No account, no cookie, and no script is needed to answer.</li>"
                    "<li>The pages are in English and Welsh.</li><li>A program looks for common "
                    "barriers on our pages each time that we change them.</li></ul>"
                ),
                heading("What we don't know"),
                text(
                    "<p>A program can't find every barrier. Nobody from outside has checked this "
                    "site yet. We have not tried it with every screen reader, or in Safari.</p>"
                ),
                heading("If something gets in your way"),
                text(
                    f"<p>Tell us: {reach}. If you write or ring, we may see who you are. Someone "
                    "you trust may read the questions out and type for you; they will know what "
                    "you said.</p>"
                ),
            ],
        },
        "cy": {
            "title": "Hygyrchedd",
            "lead": "Dylai'r wefan hon weithio i chi. Dywedwch wrthym lle nad yw'n gwneud.",
            "body": [
                heading("Beth wnaethom ni"),
                text(
                    "<ul><li>Un cwestiwn i bob tudalen. Gallwch hepgor pob un, a mynd yn ôl.</li>"
                    "<li>Nid oes angen cyfrif, cwci na sgript i ateb.</li>"
                    "<li>Mae'r tudalennau yn Gymraeg a Saesneg.</li><li>Mae rhaglen yn chwilio am "
                    "rwystrau cyffredin ar ein tudalennau bob tro y byddwn yn eu newid.</li></ul>"
                ),
                heading("Beth nad ydym yn ei wybod"),
                text(
                    "<p>Ni all rhaglen ddod o hyd i bob rhwystr. Nid oes neb o'r tu allan wedi "
                    "gwirio'r wefan hon eto. Nid ydym wedi rhoi cynnig arni gyda phob darllenydd "
                    "sgrin, nac yn Safari.</p>"
                ),
                heading("Os oes rhywbeth yn eich ffordd"),
                text(
                    f"<p>Dywedwch wrthym: {reach}. Os ysgrifennwch neu os ffoniwch, efallai y "
                    "gwelwn pwy ydych chi. Gall rhywun rydych yn ymddiried ynddo ddarllen y "
                    "cwestiynau'n uchel a theipio i chi; bydd yn gwybod beth ddywedoch.</p>"
                ),
            ],
        },
    }


def information_pages(contact: str) -> list[dict[str, dict[str, Any]]]:
    """The plain pages, in the order in which the foot of each page names them."""
    return [UNKNOWN, READING, privacy(contact), accessibility(contact)]
