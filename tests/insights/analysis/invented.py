"""Invented answers with known themes: enough to train on, none of them anybody's words."""

from itertools import product

from insights.analysis.engine import Coded, ThemeCard

HOUSING, MONEY, COURT = 11, 12, 13
CARDS = (
    ThemeCard(HOUSING, "Housing. Somewhere safe to live.", ("hostel", "flat"), ("hostel",)),
    ThemeCard(MONEY, "Money and debt. Having enough to live on.", ("debt", "benefits")),
    ThemeCard(COURT, "Court. What happens at a hearing.", ("judge",), (), ("The judge was kind.",)),
)
SAID = {
    HOUSING: (
        "The landlord threw me out",
        "I slept on a sofa for weeks",
        "My tenancy was ended while I was inside",
        "There was mould on every wall of the hostel",
    ),
    MONEY: (
        "The loan grew while I was away",
        "They stopped my benefits",
        "I could not pay the rent arrears",
        "A fine I never knew of took all my wages",
    ),
    COURT: (
        "The hearing was moved again",
        "Nobody told me what the magistrate had said",
        "My solicitor met me five minutes before the trial",
        "I sat in the dock and understood nothing",
    ),
}
ENDS = ("and I was alone.", "and nobody rang.", "so I gave up.", "which still makes me angry.", ".")


def coded(many: int = 60) -> list[Coded]:
    """Coded responses of one theme each, in turn."""
    rows = [
        (theme, f"{said} {end}")
        for (place, end) in product(range(4), ENDS)
        for theme in SAID
        for said in [SAID[theme][place]]
    ]
    return [
        Coded(key, (text,), frozenset({theme})) for key, (theme, text) in enumerate(rows[:many])
    ]


def texts(many: int = 60) -> list[str]:
    """The words of `coded`."""
    return [row.passages[0] for row in coded(many)]
