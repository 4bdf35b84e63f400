"""What women were promised when a consultation opened is not edited away (decisions 0039, 0063,
0068).

Once it has opened, the day of the reply, the last day to answer, the level of involvement and what
women read of it in words are changed with a reason, in the open, and stand in every draft; so do
its area, by which its readers are chosen, and the day on which it opened. Where organisations could
answer before women, all but women's days is held from then on.
"""

from typing import Any

from consultations.stages.changed import OF_WORDS, PageChange

HELD = ("opens_on", "closes_on", "reply_by", "involvement", "area")
AS_ASKED = ("involvement", "area")  # organisations read these too; women's days they do not keep
IN_WORDS: tuple[str, ...] = tuple(OF_WORDS)


def hold(page: Any, stored: Any) -> None:
    """Let a page say what was promised, as it is stored, whatever is about to be written."""
    if stored is None or not is_held(stored.source):
        return
    for name in held_on(stored):
        column = stored._meta.get_field(name).attname
        setattr(page, column, getattr(stored, column))


def is_held(source: Any) -> bool:
    """Whether anybody could answer under what it says: women, or organisations before them."""
    form = None if source.has_opened else getattr(source, "body_form", None)
    return bool(source.has_opened or (form and form.has_opened))


def held_on(stored: Any) -> tuple[str, ...]:
    """What can't be edited on this page, which has opened, as it is stored. On a translation words
    stand once anybody could read them translated; and once they were changed, since what translates
    them may be of what was said before."""
    if stored.source is stored:
        return (HELD if stored.has_opened else AS_ASKED) + IN_WORDS
    changed = changed_on(stored.source)
    return tuple(name for name in IN_WORDS if name in changed or was_read(stored, name))


def changed_on(source: Any) -> set[str]:
    """Which of its words were changed in the open."""
    found = PageChange.objects.filter(consultation=source.pk, about__in=IN_WORDS)
    return set(found.values_list("about", flat=True))


def was_read(stored: Any, name: str) -> bool:
    """Whether anybody could read these words of a translation, translated."""
    is_translated = getattr(stored, name) not in {"", getattr(stored.source, name)}
    return is_translated and bool(stored.live or stored.first_published_at)


def hold_as_stored(page: Any) -> None:
    """The same for a page that is about to be saved."""
    if page.pk is not None:
        hold(page, type(page).objects.filter(pk=page.pk).first())
