"""The themes of a codebook, read once for all parts of a page that show some of them."""

from collections.abc import Sequence

from core.once import once_a_page
from insights.models import Codebook, Theme


@once_a_page(lambda codebook: codebook)
def themes_in(codebook: int | None) -> Sequence[Theme]:
    """All themes of a codebook in its order, retired ones too, each with the one above it."""
    if codebook is None:
        return []
    themes = Theme.objects.filter(codebook=codebook).select_related("codebook", "parent")
    return list(themes.order_by("order", "pk"))


def themes_offered(codebook: Codebook) -> list[Theme]:
    """Those in use."""
    return [theme for theme in themes_in(codebook.pk) if theme.status == Theme.Status.ACTIVE]
