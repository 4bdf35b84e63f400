"""Pages of a member about rooms, below /panel/rooms/."""

from django.urls import path

from consultations.panels.codesign import activity_views, views

urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("<int:pk>/", views.room, name="room"),
    path("<int:pk>/news/", views.room_news, name="room_news"),
    path("<int:pk>/brief/", views.brief, name="room_brief"),
    path("<int:pk>/rules/", views.rules, name="room_rules"),
    path("<int:pk>/leave/", views.leave, name="room_leave"),
    path("<int:pk>/tell/", views.tell, name="room_tell"),
    path("<int:pk>/tell/<int:card>/", views.tell, name="room_tell_card"),
    path("activity/<int:pk>/", activity_views.activity, name="activity"),
    path("activity/<int:pk>/news/", activity_views.activity_news, name="activity_news"),
    path("activity/<int:pk>/about/<int:paragraph>/", activity_views.comment, name="comment"),
    path("card/<int:pk>/change/", activity_views.change, name="card_change"),
    path("card/<int:pk>/back/", activity_views.take_back, name="card_back"),
    path("card/<int:pk>/group/", activity_views.group, name="card_group"),
    path("recommended/<int:pk>/", views.signing, name="signing"),
]
