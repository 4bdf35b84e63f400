"""The demo's pages, in plain English and in Welsh that a fluent speaker still has to check."""

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
                "network, and no kind of phone.</li><li>No day and no time: only the week.</li>"
                "<li>No cookie on the pages where you write.</li></ul>"
            ),
            heading("What happens when you send"),
            text(
                "<p>Your words are locked before they are stored. The part of our system that "
                "takes them in has no key to open them. Once each working day they are mixed "
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
                "rhwydwaith.</li><li>Dim diwrnod na amser: dim ond yr wythnos.</li><li>Dim cwci "
                "ar y tudalennau lle rydych yn ysgrifennu.</li></ul>"
            ),
            heading("Beth sy'n digwydd pan fyddwch yn anfon"),
            text(
                "<p>Mae eich geiriau'n cael eu cloi cyn eu storio. Nid oes gan y rhan o'n system "
                "sy'n eu derbyn allwedd i'w hagor. Unwaith bob diwrnod gwaith maent yn cael eu "
                "cymysgu â'r hyn a anfonodd eraill, ac mae darllenydd wedi'i hyfforddi yn eu "
                "hagor. Pan fydd ychydig o fenywod yn ysgrifennu, mae'r cymysgu'n cuddio llai.</p>"
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
                "<li>A women's group and their facilitator put what was said into themes. A "
                "machine may suggest a theme; a person decides.</li><li>The themes go to the "
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
                "ydych chi.</li><li>Mae grŵp menywod a'u hwylusydd yn rhoi'r hyn a ddywedwyd mewn "
                "themâu. Gall peiriant awgrymu thema; person sy'n penderfynu.</li><li>Mae'r themâu "
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
PAGES = [UNKNOWN, READING]
