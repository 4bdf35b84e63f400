"""The words of the demo's versions (other_forms.py). All of it is invented, and ours."""

from typing import Any

# Question in plain words → the same in easy read, in English and Welsh.
EASY_QUESTIONS = {
    "What were your first two weeks out like?": (
        "How were your first two weeks out of prison?",
        "Sut oedd eich pythefnos cyntaf allan o'r carchar?",
    ),
    "What is it about?": ("What do you want to tell us about?", "Am beth hoffech chi ddweud?"),
    "What would have made it better?": (
        "What would have helped you?",
        "Beth fyddai wedi eich helpu chi?",
    ),
}

# heading, words, drawing
EASY: dict[str, Any] = {
    "en-gb": {
        "title": "Getting out: the first two weeks",
        "checked_by": "Maya and Jo, who read easy read",
        "alt": "Fourteen days on a calendar. The first and the last are marked.",
        "lines": [
            ("What this is about", "You leave prison.\n\nThen come your first two weeks.", "door"),
            ("", "The council and probation make a plan for those days.", "meeting"),
            ("", "The plan can still change.", "change"),
            ("", "We want to know how it was for you.", "listen"),
            ("Who reads it", "A trained person reads what you write.", "read"),
            ("", "She takes out names first.", "unknown"),
            ("", "Then the women's group of Southdown reads it.", "women"),
            ("How to tell us", "You can skip any question.\n\nOne word is enough.", "write"),
            ("What comes next", "We tell you on this website what was decided.", "letter"),
            ("", "If you are not safe now, go to “Get help”.", "help"),
        ],
    },
    "cy": {
        "title": "Dod allan: y pythefnos cyntaf",
        "checked_by": "Mair, sy'n darllen hawdd ei ddeall",
        "alt": "Pedwar diwrnod ar ddeg ar galendr. Mae'r cyntaf a'r olaf wedi'u marcio.",
        "lines": [
            (
                "Am beth mae hyn",
                "Rydych chi'n gadael y carchar.\n\nWedyn daw'r pythefnos cyntaf.",
                "door",
            ),
            ("", "Mae'r cyngor a'r gwasanaeth prawf yn gwneud cynllun.", "meeting"),
            ("", "Gall y cynllun newid o hyd.", "change"),
            ("", "Rydym eisiau gwybod sut oedd hi i chi.", "listen"),
            ("Pwy sy'n ei ddarllen", "Mae rhywun wedi'i hyfforddi yn ei ddarllen.", "read"),
            ("", "Mae hi'n tynnu enwau allan yn gyntaf.", "unknown"),
            ("", "Wedyn mae grŵp menywod Southdown yn ei ddarllen.", "women"),
            (
                "Sut i ddweud wrthym",
                "Gallwch hepgor unrhyw gwestiwn.\n\nMae un gair yn ddigon.",
                "write",
            ),
            ("Beth nesaf", "Byddwn yn dweud ar y wefan hon beth a benderfynwyd.", "letter"),
            ("", "Os nad ydych yn ddiogel nawr, ewch i “Cael help”.", "help"),
        ],
    },
}

SPOKEN: list[dict[str, str]] = [
    {
        "sort": "audio",
        "file": "audio.mp3",
        "captions": "",
        "checked_by": "Edie, who listened to it",
        "transcript": (
            "A computer's voice reads this.\n\n"
            "Getting out: the first two weeks. The council and probation are planning what happens "
            "on the day you leave prison, and in the two weeks after. The plan can still change."
            "\n\n"
            "A trained reader takes out names first. Then the women's group of Southdown, who "
            "asked this question, and their facilitator group what was said.\n\n"
            "You can skip any question. To answer, press Have your say on this page."
        ),
    },
    {
        "sort": "bsl",
        "file": "bsl.mp4",
        "captions": "bsl.vtt",
        "checked_by": "Edie, who watched it",
        "transcript": (
            "This is an example film of the demo. Nobody signs in it. In a real consultation, a "
            "BSL signer stands here."
        ),
    },
]

OTHER_TEXTS: dict[str, dict[str, str]] = {
    "pl": {
        "title": "Wyjście na wolność: pierwsze dwa tygodnie",
        "heading": "O co chodzi",
        "text": (
            "Rada gminy i kuratorzy planują, co się dzieje w dniu wyjścia z więzienia i w ciągu "
            "dwóch tygodni po nim. Plan może się jeszcze zmienić."
        ),
        "way_in": "Pytania są po angielsku i walijsku. Możesz odpowiedzieć po polsku.",
        "checked_by": "Agnieszka, invented for the demo",
    },
    "ar": {
        "title": "الخروج: الأسبوعان الأولان",
        "heading": "ما الموضوع",
        "text": (
            "يخطط المجلس المحلي ودائرة المراقبة لما يحدث يوم خروجك من السجن وفي الأسبوعين بعده. "
            "ما زال من الممكن تغيير الخطة."
        ),
        "way_in": "الأسئلة بالإنجليزية والويلزية. يمكنك الإجابة بالعربية.",
        "checked_by": "Layla, invented for the demo",
    },
}
