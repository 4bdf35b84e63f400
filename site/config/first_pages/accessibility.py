"""The accessibility statement: what was done, how it was tried, and each gap that is known."""

from html import escape
from typing import Any

from config.first_pages.parts import heading, text


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
                    "<li>You can use it with keys alone, and with large text.</li>"
                    "<li>It follows your phone when that is set to dark, or to more "
                    "contrast.</li><li>The pages are in English and Welsh.</li>"
                    "<li>Where we can, we ask in easy read, sound and British Sign Language "
                    "too.</li></ul>"
                ),
                heading("How we tested it"),
                text(
                    "<p>Our goal is level AA of the rules called WCAG 2.2. A program looks for "
                    "common barriers on our pages each time that we change them. It looks at "
                    "narrow and wide screens, light and dark, with a script and without.</p>"
                ),
                heading("What does not work yet"),
                text(
                    "<ul><li>Nobody from outside has checked this site.</li>"
                    "<li>We have not tried it with every screen reader, or in Safari. A program "
                    "can't find every barrier.</li>"
                    "<li>No fluent speaker has checked all of the Welsh.</li>"
                    "<li>A shared device in a centre needs a script, so that it can clear the "
                    "screen.</li>"
                    "<li>A quote stays in the language that the woman wrote in.</li>"
                    "<li>Other sites that we link to are not in our hands.</li></ul>"
                ),
                heading("If something gets in your way"),
                text(
                    f"<p>Tell us: {reach}. If you write or ring, we may see who you are. Someone "
                    "you trust may read the questions out and type for you; they will know what "
                    "you said. You can also ask for the questions on paper.</p>"
                    "<p>If you are not happy with our answer, you can turn to the Equality "
                    "Advisory and Support Service. It helps people with their rights.</p>"
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
                    "<li>Gallwch ei defnyddio â bysellau yn unig, a gyda thestun mawr.</li>"
                    "<li>Mae'n dilyn eich ffôn pan fydd wedi'i osod yn dywyll, neu â mwy o "
                    "gyferbyniad.</li><li>Mae'r tudalennau yn Gymraeg a Saesneg.</li>"
                    "<li>Lle gallwn, rydym yn gofyn mewn iaith hawdd, sain ac Iaith Arwyddion "
                    "Prydain hefyd.</li></ul>"
                ),
                heading("Sut wnaethom ei phrofi"),
                text(
                    "<p>Ein nod yw lefel AA y rheolau o'r enw WCAG 2.2. Mae rhaglen yn chwilio am "
                    "rwystrau cyffredin ar ein tudalennau bob tro y byddwn yn eu newid. Mae'n "
                    "edrych ar sgriniau cul a llydan, golau a thywyll, gyda sgript a "
                    "hebddi.</p>"
                ),
                heading("Beth nad yw'n gweithio eto"),
                text(
                    "<ul><li>Nid oes neb o'r tu allan wedi gwirio'r wefan hon.</li>"
                    "<li>Nid ydym wedi rhoi cynnig arni gyda phob darllenydd sgrin, nac yn "
                    "Safari. Ni all rhaglen ddod o hyd i bob rhwystr.</li>"
                    "<li>Nid oes siaradwr rhugl wedi gwirio'r Gymraeg i gyd.</li>"
                    "<li>Mae angen sgript ar ddyfais a rennir mewn canolfan, er mwyn iddi glirio'r "
                    "sgrin.</li>"
                    "<li>Mae dyfyniad yn aros yn yr iaith yr ysgrifennodd y fenyw ynddi.</li>"
                    "<li>Nid yw gwefannau eraill rydym yn cysylltu â nhw yn ein dwylo "
                    "ni.</li></ul>"
                ),
                heading("Os oes rhywbeth yn eich ffordd"),
                text(
                    f"<p>Dywedwch wrthym: {reach}. Os ysgrifennwch neu os ffoniwch, efallai y "
                    "gwelwn pwy ydych chi. Gall rhywun rydych yn ymddiried ynddo ddarllen y "
                    "cwestiynau'n uchel a theipio i chi; bydd yn gwybod beth ddywedoch. Gallwch "
                    "ofyn am y cwestiynau ar bapur hefyd.</p>"
                    "<p>Os nad ydych yn hapus â'n hateb, gallwch droi at y Gwasanaeth Cynghori a "
                    "Chymorth Cydraddoldeb. Mae'n helpu pobl gyda'u hawliau.</p>"
                ),
            ],
        },
    }
