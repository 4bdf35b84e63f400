"""National helplines to begin with. Each number was read on the page that is named with it."""

from datetime import date
from typing import Any

READ_ON = date(2026, 11, 21)  # no later: the day that the numbers were last read by us
HELPLINES: list[dict[str, Any]] = [
    {
        "name": "Emergency",
        "number": "999",
        "about": "In danger now. If you can't speak, press 55 on a mobile.",
        "about_cy": "Mewn perygl nawr. Os na allwch siarad, pwyswch 55 ar ffôn symudol.",
        "source_url": (
            "https://www.nhg.org.uk/news/news/resident-news/domestic-abuse-you-are-not-alone/"
        ),
        "setting": "community",
        "order": 1,
    },
    {
        "name": "Samaritans",
        "number": "116 123",
        "about": "Any time, about anything. Free, also from prison phones.",
        "about_cy": "Unrhyw bryd, am unrhyw beth. Am ddim, hefyd o ffonau carchar.",
        "source_url": "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
        "order": 2,
    },
    {
        "name": "National Domestic Abuse Helpline",
        "number": "0808 2000 247",
        "about": "Women in England, day and night. Free.",
        "about_cy": "Menywod yn Lloegr, ddydd a nos. Am ddim.",
        "country": "england",
        "source_url": "https://www.centre56.org.uk/domestic-abuse",
        "order": 3,
    },
    {
        "name": "Live Fear Free",
        "number": "0808 80 10 800",
        "about": "Abuse or violence, in Wales. In Welsh or English, day and night. Free.",
        "about_cy": (
            "Cam-drin neu drais, yng Nghymru. Yn Gymraeg neu Saesneg, ddydd a nos. Am ddim."
        ),
        "country": "wales",
        "source_url": "https://www.gov.wales/live-fear-free/sexual-violence",
        "order": 4,
    },
    {
        "name": "NHS 111, option 2",
        "number": "111",
        "about": "A mental health crisis, in England and Wales. Press 2.",
        "about_cy": "Argyfwng iechyd meddwl, yng Nghymru a Lloegr. Pwyswch 2.",
        "source_url": (
            "https://www.norwoodmc.co.uk/2024/08/14/"
            "nhs-111-option-2-for-crisis-mental-health-support/"
        ),
        "setting": "community",
        "order": 5,
    },
    {
        "name": "Prisoners' Advice Service, women's line",
        "number": "0800 024 6205",
        "about": "Prison law. Tuesdays, 10:00 to 12:30. Cleared in all women's prisons.",
        "about_cy": (
            "Cyfraith carchar. Dydd Mawrth, 10:00 i 12:30. Caniateir ym mhob carchar menywod."
        ),
        "setting": "custody",
        "source_url": "http://www.prisonersadvice.org.uk/information/pas-work-with-women-prisoners/",
        "order": 3,
    },
    {
        "name": "Prisoners' Families Helpline",
        "number": "0808 808 2003",
        "about": "For families of people in prison. Free.",
        "about_cy": "I deuluoedd pobl yn y carchar. Am ddim.",
        "source_url": (
            "https://www.prisonadvice.org.uk/news/"
            "hmpps-national-helpline-for-prisoners-families-to-rebrand-as-pact-takes-the-reins"
        ),
        "setting": "community",
        "order": 6,
    },
]
