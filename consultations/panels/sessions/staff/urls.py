"""Below /manage/sessions/."""

from django.urls import path

from consultations.panels.sessions.staff import people_views, text_views, views

app_name = "panel_sessions"
urlpatterns = [
    path("", views.sessions, name="list"),
    path("panel/<int:pk>/", views.panel, name="panel"),
    path("panel/<int:pk>/plan/", views.plan, name="plan"),
    path("panel/<int:pk>/<slug:name>/", views.panel_step, name="panel_step"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/step/<slug:name>/", views.step, name="step"),
    path("<int:pk>/ask/", people_views.ask, name="ask"),
    path("<int:pk>/who/", people_views.who, name="who"),
    path("<int:pk>/noting/", people_views.noting_view, name="noting"),
    path("<int:pk>/text/<slug:kind>/", text_views.text, name="text"),
    path("<int:pk>/minutes/send/", text_views.send, name="send_minutes"),
    path("place/<int:pk>/reply/", people_views.reply, name="reply"),
    path("place/<int:pk>/seen-to/", people_views.see_to, name="see_to"),
    path("place/<int:pk>/let-go/", people_views.let_go, name="let_go"),
    path("place/<int:pk>/came/", people_views.came, name="came"),
    path("place/<int:pk>/contact/", people_views.contact, name="contact"),
    path("place/<int:pk>/asked/<int:request_pk>/", people_views.request_view, name="request"),
]
