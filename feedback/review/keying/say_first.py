"""What a worker says before she writes down a word: in the language of the questions."""

from django.utils.translation import gettext as _


def say_first(who_reads: str) -> list[str]:
    """Sentences to read aloud. `who_reads` is what the consultation says."""
    return [
        _("You don’t have to answer. Skip anything. Stop when you like. One word is enough."),
        _("I type what you say, so I will know it. Then it is sealed, and I can’t open it again."),
        who_reads,
        _(
            "Probation, police and prison never see it before a trained reader has taken out names "
            "and other details, unless you or a child are in danger. At the end you choose who may "
            "see your words after that."
        ),
        _(
            "It can’t get you help today. If you say that you or a child are in danger, I may have "
            "to act on it, and so may the reader, if she can tell who it is about."
        ),
        _("Please don’t say names, or anything that could show who you are."),
        _("At the end you get six words. With them you can see what happened, or take it back."),
        _("Do you want to go on?"),
    ]
