"""Pages of a member, below /panel/."""

from django.urls import path

from consultations.panels.people import profile_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("join/", views.join, name="join"),
    path("language/", views.language, name="language"),
    path("away/", views.away, name="away"),
    path("messages/", views.inbox, name="messages"),
    path("leave/", views.leave, name="leave"),
    path("place/<int:pk>/break/", views.take_break, name="break"),
    path("place/<int:pk>/leave/", views.leave_one, name="leave_one"),
    path("place/<int:pk>/<slug:name>/", views.step, name="step"),
    path("you/", profile_views.profile, name="profile"),
    path("you/name/", profile_views.name, name="name"),
    path("you/address/", profile_views.address, name="address"),
    path("you/held/", profile_views.held, name="held"),
    path("you/held.<slug:kind>", profile_views.download, name="download"),
    path("you/<slug:part>/", profile_views.part, name="part"),
    path("agreement/<int:pk>/", profile_views.agreement, name="agreement"),
    path("agreement/<int:pk>/audio/", profile_views.audio, name="agreement_audio"),
]
