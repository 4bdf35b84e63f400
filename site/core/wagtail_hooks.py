"""Registration only."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from core.viewsets import AreaViewSet, HelplineViewSet

register_snippet(AreaViewSet)
register_snippet(HelplineViewSet)


@hooks.register("insert_global_admin_css")
def teal() -> SafeString:
    """Our colour as Wagtail's own custom property, nothing else."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin-teal.css"))
