"""Welsh words change their first sound: carchar, garchar, charchar, yng ngharchar. Plain Python."""

# Longest first, so that "ll" and "rh" are met before "l" and "r" would be.
MUTATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("p", ("b", "ph", "mh")),
    ("t", ("d", "th", "nh")),
    ("c", ("g", "ch", "ngh")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("g", ("", "ng")),
    ("m", ("f",)),
)
UNCHANGED = ("ch", "dd", "ph", "th")  # letters of their own, which don't mutate


def mutated(phrase: str, *, shortest: int) -> list[str]:
    """The other forms that the first word of a phrase may take; none of one with fewer letters than
    `shortest`, whose forms look too much like words of other languages."""
    low = phrase.lower()
    if len(phrase) < shortest or low.startswith(UNCHANGED):
        return []
    for first, forms in MUTATIONS:
        if low.startswith(first):
            return [form + phrase[len(first) :] for form in forms]
    return []


VOWELS = "aeiouwyâêîôûŵŷ"


def forms_of(word: str, *, shortest: int = 3) -> list[str]:
    """A Welsh word as it was typed, then each other form that the same word may have.

    What it was before it changed is guessed from its first letters, so some of the forms are words
    that nobody says: looking for one finds nothing, and does no harm.
    """
    low = word.lower()
    if len(low) < shortest:
        return [low]
    roots = [low, *_roots(low)]
    found = dict.fromkeys(roots)
    for root in roots:
        found |= dict.fromkeys(mutated(root, shortest=1))
    if low[0] in VOWELS:
        found[f"h{low}"] = None  # ysgol, ei hysgol
    return [form for form in found if len(form) >= shortest - 1]


def _roots(low: str) -> list[str]:
    """Words that this one may be a changed form of."""
    found = [
        first + low[len(form) :]
        for first, forms in MUTATIONS
        for form in forms
        if form and low.startswith(form) and (len(form) > 1 or not low.startswith(UNCHANGED))
    ]
    if low[0] in VOWELS or (low.startswith(("l", "r", "n")) and not low.startswith(("ll", "rh"))):
        found.append(f"g{low}")  # the sound that goes altogether: gofal, ofal
    if low.startswith("h") and low[1:2] and low[1] in VOWELS:
        found.append(low[1:])
    return found
