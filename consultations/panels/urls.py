"""Pages of panel members, below /panel/ (config.panel_urls)."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "panels"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("consultations.panels.people.urls")),
    path("pay/", include("consultations.panels.pay.urls")),
    path("sessions/", include("consultations.panels.sessions.urls")),
    path("rooms/", include("consultations.panels.codesign.urls")),
]
