"""Below /manage/rooms/."""

from django.urls import path

from consultations.panels.codesign.staff import (
    activity_views,
    ask_views,
    card_views,
    export,
    room_views,
)

app_name = "panel_rooms"
urlpatterns = [
    path("", room_views.rooms, name="list"),
    path("panel/<int:pk>/open/", room_views.open_room, name="open"),
    path("<int:pk>/", room_views.one, name="one"),
    path("<int:pk>/people/", room_views.people, name="people"),
    path("<int:pk>/stage/", room_views.stage, name="stage"),
    path("<int:pk>/close/", room_views.close, name="close"),
    path("<int:pk>/room.csv", export.export, name="export"),
    path("<int:pk>/begin/<slug:kind>/", activity_views.begin, name="begin"),
    path("<int:pk>/recommend/", ask_views.recommend, name="recommend"),
    path("activity/<int:pk>/", activity_views.activity, name="activity"),
    path("activity/<int:pk>/step/<slug:name>/", activity_views.step, name="step"),
    path("activity/<int:pk>/say/", activity_views.say, name="say"),
    path("activity/<int:pk>/vote/", activity_views.vote, name="vote"),
    path("activity/<int:pk>/key/", activity_views.key, name="key"),
    path("activity/<int:pk>/merge/", activity_views.merge, name="merge"),
    path("activity/<int:pk>/paper/", activity_views.paper, name="paper"),
    path("card/<int:pk>/", card_views.card, name="card"),
    path("card/<int:pk>/act/<slug:name>/", card_views.act, name="act"),
    path("recommended/<int:pk>/", ask_views.one, name="recommended"),
    path("recommended/<int:pk>/write/", ask_views.rewrite, name="rewrite"),
    path("report/<int:pk>/", card_views.report, name="report"),
]
