"""Who left has no name in her own language: whoever reads of her reads it in theirs."""

import pytest
from django.utils import translation

from consultations.panels.models import PanelMember
from consultations.panels.people.terms import Credit
from tests.consultations.panels.conftest import LogIn
from tests.consultations.panels.test_leaving import everything_stored, whole

__all__ = ["whole"]  # a fixture


@pytest.mark.parametrize("hers", ["en-gb", "cy"])
@pytest.mark.parametrize("credit", [Credit.UNNAMED, Credit.CHOSEN])
def test_leaving_leaves_nothing_of_her_language(
    whole: PanelMember, log_in: LogIn, hers: str, credit: str
) -> None:
    PanelMember.objects.filter(pk=whole.pk).update(language=hers, chosen_name="Bran")
    client = log_in(whole)
    client.post("/panel/leave/", {"credit": credit, "sure": "on"})
    kept = PanelMember.objects.get(pk=whole.pk)
    assert (kept.user, kept.language) == (None, "en-gb")
    assert kept.chosen_name == ("Bran" if credit == Credit.CHOSEN else "")
    assert "Cyn-aelod" not in everything_stored()
    for reads, words in (("en-gb", "A former member"), ("cy", "Cyn-aelod")):
        with translation.override(reads):
            assert str(kept) == ("Bran" if credit == Credit.CHOSEN else words)
