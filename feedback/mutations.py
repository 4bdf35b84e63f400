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
