"""What 20 kB of hostile text cost: milliseconds of each engine for each text.

    python -m tests.benchmarks.adversarial [--json]

The goal is 100 ms each. The figures are the best of three runs, with the lists already read.
"""

import argparse
import json
import random
import string
import time
from collections.abc import Callable

from feedback.redaction import candidates
from feedback.review.cues import safety_cues
from feedback.review.flags import content_flags

SIZE = 20_000
GOAL_MS = 100
ENGINES: dict[str, Callable[[str], object]] = {
    "candidates": candidates,
    "safety_cues": safety_cues,
    "content_flags": content_flags,
}
PIECES = {
    "digits": "7",
    "digits and spaces": "07 ",
    "spaces": " ",
    "dots": ".",
    "at signs": "@",
    "a dot": "a.",
    "a at": "a@",
    "addresses": "a@b.c ",
    "capitals": "A",
    "titles": "Ab ",
    "commas": "a, ",
    "one letter": "a ",
    "one long word": "x",
    "underscores": "a_",
    "slashes": "1/2/",
    "said digits": "oh seven ",
    "said address": "a dot b at c dot ",
    "flats": "flat 1, ",
    "streets": "mill lane ",
    "lives at": "live at 1 ",
    "titles of people": "mr mrs ",
    "names": "sarah jones, ",
    "unknown words": "zxqv ",
    "kills": "he will kill me ",
    "not": "not kill myself ",
    "kids": "kids no food he ",
    "masked": "f*ck sh!t ",
    "insults": "you fat cow ",
    "new lines": "a\n",
    "accents": "é\u0302 ",
    "apostrophes": "a'",
    "dashes": "a-",
    "names of numbers": "case no ",
    "numbers behind a name": "case no 1 ",
    "landmarks": "the spar on mill lane ",
    "corners": "corner of a and ",
    "said houses": "twenty two ",
    "houses": "12 lane mill ",
    "roads": "road ",
    "places by their ending": "on hollinside ",
}
STORY = (
    "I came out on a Friday with nowhere to go and my key worker Sarah had left. I rang the "
    "council at 9 and they said wait. My son Tyler is at St Brannoc's Primary, I live at "
    "18 larch road. He still comes round and I am scared. "
    "Nobody asked. The course was good and so was the food. "
)


def texts(size: int = SIZE) -> dict[str, str]:
    """Name → text of that many letters, the same each time."""
    dice = random.Random(4)
    made = {name: (piece * (size // len(piece) + 1))[:size] for name, piece in PIECES.items()}
    signs = string.ascii_letters + string.digits + " .,@'/-\n_"
    made["mixed signs"] = "".join(dice.choice(signs) for _ in range(size))
    words = [
        "".join(dice.choices(string.ascii_lowercase, k=dice.randint(2, 9))) for _ in range(size)
    ]
    made["different words"] = " ".join(words)[:size]
    made["a real story"] = (STORY * (size // len(STORY) + 1))[:size]
    return made


def milliseconds(engine: Callable[[str], object], text: str) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        engine(text)
        best = min(best, time.process_time() - began)
    return round(best * 1000, 1)


def measure(size: int = SIZE) -> dict[str, dict[str, float]]:
    """Engine → name of the text → milliseconds."""
    for engine in ENGINES.values():
        engine(STORY)
    made = texts(size)
    return {
        name: {of: milliseconds(engine, text) for of, text in made.items()}
        for name, engine in ENGINES.items()
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    figures = measure()
    if parser.parse_args().json:
        print(json.dumps(figures))
        return
    for name, row in figures.items():
        print(f"{name}: worst {max(row.values())} ms (goal {GOAL_MS})")
        for of, taken in sorted(row.items(), key=lambda item: -item[1])[:8]:
            print(f"  {of:20} {taken:7.1f} ms")


if __name__ == "__main__":
    main()
