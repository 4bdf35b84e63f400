"""Complaint or feedback: what this site can't do, and who must answer a complaint, by setting.

Routes as they are commonly published; no deadlines, since those change. Editors keep the page true:
it says the day that it was last read through.
"""

from typing import Any

from config.first_pages.parts import heading, text

READ_ON, READ_ON_CY = "25 November 2026", "25 Tachwedd 2026"

COMPLAINTS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Complaint or feedback?",
        "slug": "complaint-or-feedback",
        "show_in_menus": True,
        "lead": (
            "What you write here helps to change a service for many women. It can't sort out what "
            "happened to you, since we don't know who you are. A complaint can."
        ),
        "body": [
            heading("What is which"),
            text(
                "<ul><li>Feedback: you stay unknown, nobody answers you by name, and it is read "
                "together with what other women said.</li><li>A complaint: it is about what "
                "happened to you. You give your name, and somebody has to answer you.</li>"
                "<li>You can do both.</li></ul>"
            ),
            heading("In prison"),
            text(
                "<ul><li>Ask on the wing for a complaint form. You can ask for one in a sealed "
                "envelope, if it is about something private.</li><li>Or talk to the Independent "
                "Monitoring Board. They are not prison staff. Ask for their form or their box."
                "</li><li>If the prison's last answer does not put it right, write to the Prisons "
                "and Probation Ombudsman.</li><li>About health care in prison: ask for the health "
                "care complaint form.</li></ul>"
            ),
            heading("Probation"),
            text(
                "<ul><li>Tell the probation office first, in writing if you can. Ask how to make "
                "a complaint.</li><li>If their last answer does not put it right, write to the "
                "Prisons and Probation Ombudsman.</li></ul>"
            ),
            heading("Police"),
            text(
                "<ul><li>Complain to the police force that it is about, on its website or at a "
                "station.</li><li>Or through the Independent Office for Police Conduct. It passes "
                "most complaints to the force.</li></ul>"
            ),
            heading("Court"),
            text(
                "<ul><li>About how court staff treated you: complain to HM Courts and Tribunals "
                "Service.</li><li>A complaint can't change a sentence. For that, ask a solicitor "
                "soon: there is little time to appeal.</li></ul>"
            ),
            heading("Health, council and other services"),
            text(
                "<ul><li>Ask the service how to complain. Each must have a way.</li>"
                "<li>In England: if the NHS does not put it right, the Parliamentary and Health "
                "Service Ombudsman; if the council does not, the Local Government and Social Care "
                "Ombudsman.</li><li>In Wales: for both, the Public Services Ombudsman for Wales. "
                "Llais can help you to complain about health or care.</li></ul>"
            ),
            heading("Somebody can help you"),
            text(
                "<p>You can ask a women's centre, a solicitor, an advocate or somebody you trust "
                "to write it with you. If you fear what may happen when you complain, tell them "
                "that first.</p>"
                "<p>If nobody you know can help, you can give us a name and a number: "
                '<a href="/contact/">I want someone to contact me</a>. That is not anonymous.</p>'
                f"<p>We last read this page through on {READ_ON}.</p>"
            ),
        ],
    },
    "cy": {
        "title": "Cwyn neu adborth?",
        "lead": (
            "Mae'r hyn a ysgrifennwch yma yn helpu i newid gwasanaeth i lawer o fenywod. Ni all "
            "ddatrys yr hyn a ddigwyddodd i chi, gan nad ydym yn gwybod pwy ydych chi. Gall cwyn."
        ),
        "body": [
            heading("P'un yw p'un"),
            text(
                "<ul><li>Adborth: rydych yn aros yn ddienw, nid oes neb yn eich ateb wrth eich "
                "enw, ac fe'i darllenir gyda'r hyn a ddywedodd menywod eraill.</li><li>Cwyn: mae "
                "am yr hyn a ddigwyddodd i chi. Rydych yn rhoi eich enw, ac mae'n rhaid i rywun "
                "eich ateb.</li><li>Gallwch wneud y ddau.</li></ul>"
            ),
            heading("Yn y carchar"),
            text(
                "<ul><li>Gofynnwch ar yr adain am ffurflen gwyno. Gallwch ofyn am un mewn amlen "
                "wedi'i selio, os yw am rywbeth preifat.</li><li>Neu siaradwch â'r Bwrdd Monitro "
                "Annibynnol. Nid staff y carchar ydynt. Gofynnwch am eu ffurflen neu eu blwch."
                "</li><li>Os nad yw ateb olaf y carchar yn ei gywiro, ysgrifennwch at Ombwdsmon y "
                "Carchardai a'r Gwasanaeth Prawf.</li><li>Am ofal iechyd yn y carchar: gofynnwch "
                "am y ffurflen gwyno gofal iechyd.</li></ul>"
            ),
            heading("Y gwasanaeth prawf"),
            text(
                "<ul><li>Dywedwch wrth y swyddfa brawf yn gyntaf, yn ysgrifenedig os gallwch. "
                "Gofynnwch sut i wneud cwyn.</li><li>Os nad yw eu hateb olaf yn ei gywiro, "
                "ysgrifennwch at Ombwdsmon y Carchardai a'r Gwasanaeth Prawf.</li></ul>"
            ),
            heading("Yr heddlu"),
            text(
                "<ul><li>Cwynwch wrth yr heddlu y mae amdano, ar ei wefan neu mewn gorsaf.</li>"
                "<li>Neu drwy Swyddfa Annibynnol Ymddygiad yr Heddlu. Mae'n trosglwyddo'r rhan "
                "fwyaf o gwynion i'r heddlu.</li></ul>"
            ),
            heading("Y llys"),
            text(
                "<ul><li>Am sut y gwnaeth staff y llys eich trin: cwynwch wrth Wasanaeth "
                "Llysoedd a Thribiwnlysoedd EF.</li><li>Ni all cwyn newid dedfryd. Am hynny, "
                "gofynnwch i gyfreithiwr yn fuan: ychydig o amser sydd i apelio.</li></ul>"
            ),
            heading("Iechyd, y cyngor a gwasanaethau eraill"),
            text(
                "<ul><li>Gofynnwch i'r gwasanaeth sut i gwyno. Rhaid i bob un gael ffordd.</li>"
                "<li>Yng Nghymru: am y ddau, Ombwdsmon Gwasanaethau Cyhoeddus Cymru. Gall Llais "
                "eich helpu i gwyno am iechyd neu ofal.</li><li>Yn Lloegr: os nad yw'r GIG yn ei "
                "gywiro, Ombwdsmon y Senedd a'r Gwasanaeth Iechyd; os nad yw'r cyngor, Ombwdsmon "
                "Llywodraeth Leol a Gofal Cymdeithasol.</li></ul>"
            ),
            heading("Gall rhywun eich helpu"),
            text(
                "<p>Gallwch ofyn i ganolfan menywod, cyfreithiwr, eiriolwr neu rywun rydych yn "
                "ymddiried ynddo ei ysgrifennu gyda chi. Os ydych yn ofni beth all ddigwydd pan "
                "fyddwch yn cwyno, dywedwch hynny wrthynt yn gyntaf.</p>"
                "<p>Os na all neb rydych yn ei adnabod helpu, gallwch roi enw a rhif i ni: "
                '<a href="/cy/contact/">Rwyf am i rywun gysylltu â mi</a>. Nid yw hynny\'n '
                "ddienw.</p>"
                f"<p>Darllenwyd y dudalen hon drwyddi ddiwethaf ar {READ_ON_CY}.</p>"
            ),
        ],
    },
}
