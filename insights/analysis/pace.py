"""When to learn anew from what people coded. Light: web processes ask, and load no library."""

READY_AT = 50  # coded responses; what fewer would teach was not measured
AGAIN_AFTER = 20  # so many more are worth a run of some seconds, and few enough to be felt


def is_due(*, coded: int, learned_from: int) -> bool:
    """Whether a run would know more than the last, which learned from so many."""
    if coded < READY_AT:
        return False
    return learned_from < READY_AT or coded - learned_from >= AGAIN_AFTER
