"""Admin screens for editors: the bank of questions, and the forms that pick from it."""

from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.policies import AreaPermissionPolicy
from feedback.models import Form, Question
from feedback.selectors import live_version

register_permission_policy(Form, AreaPermissionPolicy(Form, "consultation__area"))


class QuestionViewSet(SnippetViewSet):
    """Questions, translatable, with their options."""

    model = Question
    icon = "help"
    list_display = ["text", "kind"]
    list_filter = ["kind", "locale"]
    search_fields = ["text"]


class LiveVersionColumn(Column):
    """Which version women get now."""

    def get_value(self, instance: Form) -> str:
        version = live_version(instance)
        return f"{version.number} ({version.published_on:%d.%m.%Y})" if version else "–"


class FormViewSet(SnippetViewSet):
    """Forms of the consultations of her areas."""

    model = Form
    icon = "form"
    list_display = ["title", "consultation", "slug", LiveVersionColumn("live")]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        policy = self.permission_policy
        return policy.instances_user_has_any_permission_for(request.user, ["view", "change"])


class AskingGroup(SnippetViewSetGroup):
    """Forms and questions together in the menu."""

    items = (FormViewSet, QuestionViewSet)
    menu_label = "Forms"
    menu_icon = "form"
    menu_order = 150
