"""What the browser of an editor posts of a consultation's page."""

from typing import Any

from django.urls import reverse

from consultations.models import ConsultationPage
from tests.fixtures.screens import on_page
from tests.fixtures.story import StaffClient


def fields(page: ConsultationPage, client: StaffClient) -> dict[str, Any]:
    """What the editor's browser would post of the page as it is."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    posted = on_page(answer)
    for name in ("opens_on", "closes_on", "reply_by"):
        posted[name] = str(posted[name])
    return posted | {"body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}


def edit(client: StaffClient, page: ConsultationPage, **changed: Any) -> str:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    posted = fields(page, client) | changed
    return client.post(url, posted, follow=True).content.decode()
