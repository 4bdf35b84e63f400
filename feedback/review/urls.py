from django.urls import path

from feedback.review import case_views, item_views, queue_views

app_name = "reading_room"
urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("areas/<int:area_id>/next/", queue_views.open_next, name="open_next"),
    path("batches/<uuid:pk>/", queue_views.batch, name="batch"),
    path("batches/<uuid:pk>/hand-back/", queue_views.hand_back, name="hand_back"),
    path("batches/<uuid:batch_id>/<int:pk>/", item_views.item, name="item"),
    path("safeguarding/", case_views.cases, name="cases"),
    path("safeguarding/<int:pk>/", case_views.case, name="case"),
    path("safeguarding/<int:pk>/words/", case_views.case_words, name="case_words"),
]
