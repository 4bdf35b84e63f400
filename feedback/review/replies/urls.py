from django.urls import path

from feedback.review.replies import look_views, views

app_name = "replies"
urlpatterns = [
    path("", views.replies, name="replies"),
    path("to/<int:response_id>/", views.write, name="write"),
    path("<int:pk>/", views.reply, name="reply"),
    path("second-looks/", look_views.looks, name="looks"),
    path("second-looks/<int:pk>/", look_views.look, name="look"),
    path("second-looks/<int:pk>/words/<int:waiting_id>/", look_views.look_words, name="look_words"),
]
