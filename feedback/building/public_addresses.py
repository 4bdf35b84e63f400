"""The public addresses, to write them on a previewed page: a staff process doesn't serve them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = i18n_patterns(
    path("", include("feedback.urls")),
    path("", include("consultations.urls")),
    path("", include("core.urls")),
    path("open/", include("consultations.open_data.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
