"""Welsh words change their first sound: carchar, garchar, charchar, yng ngharchar."""

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
SHORTEST = 5  # shorter forms look too much like words of other languages


def mutated(cue: str) -> list[str]:
    """The other forms that the first word of a Welsh cue may take."""
    if cue.lower().startswith(UNCHANGED):
        return []
    for first, forms in MUTATIONS:
        if cue.lower().startswith(first):
            return [form + cue[len(first) :] for form in forms if len(cue) >= SHORTEST]
    return []
