"""What is taken out of what women send, what stays, and what is shown: rules that readers keep."""

from typing import Any

from config.first_pages.parts import facts, heading, text
from core.facts import About

MODERATION: dict[str, dict[str, Any]] = {
    "en": {
        "title": "What we take out, and what we show",
        "slug": "what-we-take-out",
        "show_in_menus": True,
        "lead": (
            "A trained reader sees your words first. These are her rules. They are the same for "
            "everyone."
        ),
        "body": [
            heading("What she takes out"),
            text(
                "<ul><li>Names of people, you too, and what they are called at home.</li>"
                "<li>Phone numbers, e-mail addresses, streets and postcodes.</li>"
                "<li>Numbers that stand for one person, such as a prison number.</li>"
                "<li>Days, places and small facts that could show who someone is.</li></ul>"
                "<p>In the place of each stands a word such as [name]. Why it was taken out is "
                "written down.</p>"
            ),
            heading("What she leaves in"),
            text(
                "<ul><li>Anger, swearing and dark jokes. They are part of what you say.</li>"
                "<li>Your spelling, and the way you talk.</li>"
                "<li>What you think of a service, good or bad.</li></ul>"
                "<p>Nobody makes your words softer or more polite.</p>"
            ),
            heading("What is set aside"),
            text(
                "<ul><li>What a machine sent, or what sells something.</li>"
                "<li>The same thing sent many times.</li>"
                "<li>What answers nothing that was asked.</li></ul>"
                "<p>A program may mark these. A person looks at each before it is set aside, and "
                "has to say why.</p>"
            ),
            heading("If someone may be in danger"),
            text(
                "<p>A person who deals with safety reads it, and may have to act. No program ever "
                "decides that something is safe.</p>"
            ),
            heading("What we show"),
            text(
                "<p>Your words stay out of what others see, but for the uses that you ticked. "
                "Before a quote is printed, a reader asks once more if it could show who you "
                "are.</p>"
            ),
            facts(About.SHOWN),
            heading("If we got it wrong"),
            text(
                "<p>With your six words you can see how far we are. You can ask us to look again, "
                "change what we may do with your words, or take them back. You need not say "
                "why.</p>"
            ),
        ],
    },
    "cy": {
        "title": "Beth rydym yn ei dynnu allan, a beth rydym yn ei ddangos",
        "lead": (
            "Mae darllenydd wedi'i hyfforddi yn gweld eich geiriau yn gyntaf. Dyma ei rheolau. "
            "Maent yr un fath i bawb."
        ),
        "body": [
            heading("Beth mae hi'n ei dynnu allan"),
            text(
                "<ul><li>Enwau pobl, chithau hefyd, a'u henwau gartref.</li>"
                "<li>Rhifau ffôn, cyfeiriadau e-bost, strydoedd a chodau post.</li>"
                "<li>Rhifau sy'n sefyll am un person, fel rhif carchar.</li>"
                "<li>Dyddiau, lleoedd a ffeithiau bach a allai ddangos pwy yw rhywun.</li></ul>"
                "<p>Yn lle pob un mae gair fel [enw]. Ysgrifennir pam y cafodd ei dynnu "
                "allan.</p>"
            ),
            heading("Beth mae hi'n ei adael i mewn"),
            text(
                "<ul><li>Dicter, rhegi a jôcs tywyll. Maent yn rhan o'r hyn a ddywedwch.</li>"
                "<li>Eich sillafu, a'r ffordd rydych yn siarad.</li>"
                "<li>Eich barn am wasanaeth, da neu ddrwg.</li></ul>"
                "<p>Nid oes neb yn gwneud eich geiriau'n feddalach nac yn fwy cwrtais.</p>"
            ),
            heading("Beth sy'n cael ei roi o'r neilltu"),
            text(
                "<ul><li>Yr hyn a anfonodd peiriant, neu sy'n gwerthu rhywbeth.</li>"
                "<li>Yr un peth wedi'i anfon lawer gwaith.</li>"
                "<li>Yr hyn nad yw'n ateb dim a ofynnwyd.</li></ul>"
                "<p>Gall rhaglen farcio'r rhain. Mae person yn edrych ar bob un cyn ei roi o'r "
                "neilltu, ac mae'n rhaid iddi ddweud pam.</p>"
            ),
            heading("Os gall rhywun fod mewn perygl"),
            text(
                "<p>Mae person sy'n delio â diogelwch yn ei ddarllen, ac efallai y bydd rhaid "
                "iddi weithredu. Nid oes unrhyw raglen byth yn penderfynu bod rhywbeth yn "
                "ddiogel.</p>"
            ),
            heading("Beth rydym yn ei ddangos"),
            text(
                "<p>Mae eich geiriau'n aros allan o'r hyn y mae eraill yn ei weld, heblaw am y "
                "defnydd a diciwyd gennych. Cyn i ddyfyniad gael ei argraffu, mae darllenydd yn "
                "gofyn unwaith eto a allai ddangos pwy ydych chi.</p>"
            ),
            facts(About.SHOWN),
            heading("Os cawsom ni ef yn anghywir"),
            text(
                "<p>Gyda'ch chwe gair gallwch weld pa mor bell yr ydym wedi dod. Gallwch ofyn i "
                "ni edrych eto, newid yr hyn y cawn ei wneud â'ch geiriau, neu eu cymryd yn ôl. "
                "Nid oes rhaid i chi ddweud pam.</p>"
            ),
        ],
    },
}
