"""How we keep you unknown. What the program can tell of itself stands in blocks of facts."""

from typing import Any

from config.first_pages.parts import facts, heading, text
from core.facts import About

UNKNOWN: dict[str, dict[str, Any]] = {
    "en": {
        "title": "How we keep you unknown",
        "slug": "unknown",
        "show_in_menus": True,
        "lead": "We don't ask who you are, and we built this so that we can't find out.",
        "body": [
            heading("What we don't keep"),
            facts(About.NEVER),
            heading("What happens when you send"),
            facts(About.SENDING),
            text(
                "<p>A trained reader opens your words and takes out names and other details. Only "
                "then can others in our team read the rest. When few women write, mixing hides "
                "less.</p><p>Our readers' list also has the day on which your words came to "
                "it.</p>"
            ),
            heading("What may be shown"),
            facts(About.SHOWN),
            text("<p>Your own words are shown only where you ticked that they may be.</p>"),
            heading("What we can't promise"),
            text(
                "<p>We can't hide what a phone keeps by itself, or that someone looks over your "
                "shoulder. The way you write may be known to a person who knows you well. If you "
                "write that you or a child are in danger, and we can tell who it is, we may have "
                "to act.</p>"
            ),
            heading("Where these lists come from"),
            text(
                "<p>The lists above are not written by hand. The program makes them when you open "
                "this page, from the way it is built and set up. If one line stops being so, it "
                "goes from the page.</p>"
            ),
        ],
    },
    "cy": {
        "title": "Sut rydym yn eich cadw'n ddienw",
        "lead": "Nid ydym yn gofyn pwy ydych chi, ac fe wnaethom adeiladu hyn fel na allwn wybod.",
        "body": [
            heading("Beth nad ydym yn ei gadw"),
            facts(About.NEVER),
            heading("Beth sy'n digwydd pan fyddwch yn anfon"),
            facts(About.SENDING),
            text(
                "<p>Mae darllenydd wedi'i hyfforddi yn agor eich geiriau ac yn tynnu enwau a "
                "manylion eraill. Dim ond wedyn y gall eraill yn ein tîm ddarllen y gweddill. Pan "
                "fydd ychydig o fenywod yn ysgrifennu, mae'r cymysgu'n cuddio llai.</p><p>Mae "
                "rhestr ein darllenwyr hefyd yn cynnwys y diwrnod y daeth eich geiriau iddi.</p>"
            ),
            heading("Beth all gael ei ddangos"),
            facts(About.SHOWN),
            text("<p>Dim ond lle gwnaethoch dicio hynny y dangosir eich geiriau eich hun.</p>"),
            heading("Beth na allwn ei addo"),
            text(
                "<p>Ni allwn guddio'r hyn y mae ffôn yn ei gadw ei hun, na bod rhywun yn edrych "
                "dros eich ysgwydd. Gall rhywun sy'n eich adnabod yn dda adnabod y ffordd yr "
                "ydych yn ysgrifennu. Os ysgrifennwch eich bod chi neu blentyn mewn perygl, ac y "
                "gallwn weld am bwy mae'n sôn, efallai y bydd rhaid i ni weithredu.</p>"
            ),
            heading("O ble mae'r rhestrau hyn yn dod"),
            text(
                "<p>Nid yw'r rhestrau uchod wedi'u hysgrifennu â llaw. Mae'r rhaglen yn eu gwneud "
                "pan fyddwch yn agor y dudalen hon, o'r ffordd y mae wedi'i hadeiladu a'i "
                "gosod. Os yw un llinell yn peidio â bod yn wir, mae'n mynd o'r dudalen.</p>"
            ),
        ],
    },
}
