"""What somebody may type, and what our pages and helplines call it. Plain words, ours: nobody has
to know how an office says it."""

# Small words that say nothing of what is looked for, when others are there.
SMALL_WORDS = """
a about am an and any are as at be by can do does don for from get give have how if in is it me my
no not of on one or our so some that the their them there they this to us was we what when where
which who why will with you your
ac ar am at beth ble chi ei eich ein fel fi fy gan gyda mae mewn neu oes pam pwy pryd sut sy sydd un
yn yr
"""
SMALL = frozenset(SMALL_WORDS.split())
# Words of one line mean the same, or lead to the same help.
TOGETHER = (
    "abuse violence domestic hurt refuge",
    "home house housing accommodation homeless flat tenancy shelter hostel",
    "drug drugs alcohol drink drinking addiction recovery",
    "mental depressed depression anxiety crisis suicide suicidal samaritans",
    "jail nick prison custody",
    "kids children child mother mum family",
    "money benefits debt universal",
    "solicitor lawyer legal rights law",
    "job work employment",
    "number numbers phone telephone ring helpline helplines",
    "immigration asylum visa",
    "trafficking slavery",
    "trais drin",
    "cartref tŷ digartref",
    "carchar dalfa",
    "plant teulu mam",
    "arian daliadau dyled",
)
MEANINGS: dict[str, frozenset[str]] = {
    word: frozenset(line.split()) - {word} for line in TOGETHER for word in line.split()
}


def telling(words: list[str]) -> list[str]:
    """Those of the words that say what is looked for."""
    return [word for word in words if word not in SMALL]


def meant_by(word: str) -> frozenset[str]:
    """Other words for it; a plural asks as the one does."""
    return MEANINGS.get(word) or MEANINGS.get(word.removesuffix("s")) or frozenset()
