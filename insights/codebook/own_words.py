"""Names of themes stand in public: they are said by staff, and are no woman's answer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from insights.codebook.making import NAMES
from insights.codebook.recording import NotPossible
from insights.models import Codebook, Theming


def require_own_words(codebook: Codebook, fields: Mapping[str, Any]) -> None:
    """Raise NotPossible where a name has six words in a row of an answer to any consultation that
    is coded with this codebook. Nothing is said of which."""
    from insights.packs.her_words import repeats

    names = {name: str(fields[name]) for name in NAMES if fields.get(name)}
    themings = Theming.objects.filter(codebook=codebook).select_related("consultation")
    for theming in themings if names else ():
        for field, words in repeats(names, theming.consultation):
            raise NotPossible(
                _(
                    "The name has words as one woman said them: “%s”. Anyone may read it, so name "
                    "the theme in words of your own."
                )
                % words,
                field,
            )
