"""Pages of a member about sessions, below /panel/sessions/."""

from django.urls import path

from consultations.panels.sessions import views

urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("<int:pk>/", views.session, name="session"),
    path("<int:pk>/answer/", views.answer, name="session_answer"),
    path("<int:pk>/meeting.ics", views.calendar, name="session_calendar"),
    path("<int:pk>/audio/<slug:kind>/", views.audio, name="session_audio"),
]
