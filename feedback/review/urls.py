from django.urls import include, path

from feedback.review import held_views, item_views, queue_views
from feedback.review.cases import views as cases
from feedback.review.contacts import views as contact_views
from feedback.review.duty import views as duty
from feedback.review.welfare import views as welfare

app_name = "reading_room"
urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("areas/<int:area_id>/next/", queue_views.open_next, name="open_next"),
    path("areas/<int:area_id>/enough/", welfare.enough, name="enough"),
    path("batches/<uuid:pk>/", queue_views.batch, name="batch"),
    path("batches/<uuid:pk>/hand-over/", welfare.hand_over, name="hand_over"),
    path("batches/<uuid:pk>/pause/", welfare.pause, name="pause"),
    path("batches/<uuid:batch_id>/<int:pk>/", item_views.item, name="item"),
    path("", include("feedback.review.redacting.urls")),
    path("held/", held_views.held, name="held"),
    path("held/<int:pk>/", held_views.held_item, name="held_item"),
    path("contacts/", contact_views.contacts, name="contacts"),
    path("contacts/<int:pk>/", contact_views.contact, name="contact"),
    path("contacts/<int:pk>/details/", contact_views.contact_details, name="contact_details"),
    path("safeguarding/", cases.cases, name="cases"),
    path("safeguarding/<int:pk>/", cases.case, name="case"),
    path("safeguarding/<int:pk>/words/", cases.case_words, name="case_words"),
    path("rooms/", duty.rooms, name="rooms"),
    path("rooms/<int:area_id>/leads/", duty.add_period, name="add_period"),
    path("rooms/<int:area_id>/rules/", duty.rules, name="rules"),
    path("leads/<int:pk>/", duty.change_period, name="change_period"),
    path("leads/<int:pk>/end/", duty.end_period, name="end_period"),
]
