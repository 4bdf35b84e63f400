"""Below /manage/members/."""

from django.urls import path

from consultations.panels.people.staff import member_views, text_views, views

app_name = "members"
urlpatterns = [
    path("", views.members, name="list"),
    path("to-do/", views.to_do, name="to_do"),
    path("to-do/letters/", views.letters, name="letters"),
    path("to-do/<int:pk>/", views.by_hand, name="by_hand"),
    path("to-do/<int:pk>/words/", views.words, name="words"),
    path("names/", views.names, name="names"),
    path("invite/<int:panel_pk>/", views.invite_view, name="invite"),
    path("agreements/<int:panel_pk>/", text_views.texts, name="texts"),
    path("agreements/text/<int:pk>/", text_views.text, name="text"),
    path("agreements/text/<int:pk>/audio/", text_views.drop_audio, name="drop_audio"),
    path("<int:pk>/", member_views.member, name="one"),
    path("<int:pk>/part/<slug:part>/", member_views.part, name="part"),
    path("<int:pk>/code/", views.code, name="code"),
    path("<int:pk>/forget/", member_views.forget, name="forget"),
    path("<int:pk>/apart/", member_views.apart, name="apart"),
    path("<int:pk>/named/", member_views.named, name="named"),
    path("<int:pk>/apart/<int:other_pk>/", member_views.may_meet, name="may_meet"),
    path("<int:pk>/paper/<int:agreement_pk>/", member_views.paper, name="paper"),
    path("<int:pk>/place/<int:place_pk>/<slug:name>/", member_views.step, name="step"),
    path("<int:pk>/agreement/<int:place_pk>/<slug:act>/", member_views.agreement, name="agree"),
]
