"""What an area calls themes. For its staff only: codes, counts and what is published stay those of
the codebook."""

from collections.abc import Mapping

from consultations.models import ConsultationPage
from core.once import once_a_page
from insights.codebook.models import ThemeName


@once_a_page(lambda consultation: consultation.area_id)
def names_for(consultation: ConsultationPage) -> Mapping[int, str]:
    """Theme → what the consultation's area calls it, where it has a name of its own for it."""
    names = ThemeName.objects.filter(area=consultation.area_id)
    return dict(names.values_list("theme_id", "name"))
