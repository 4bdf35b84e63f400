"""Addresses under /manage/promises/."""

from django.urls import path

from consultations.promises import views
from consultations.promises.changing_views import InvolvementView, WordsView
from consultations.promises.closing_views import MoveBodiesCloseView, MoveCloseView

app_name = "promises"
urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("<int:pk>/", views.OfView.as_view(), name="of"),
    path("<int:pk>/reply/", views.MoveReplyView.as_view(), name="move_reply"),
    path("<int:pk>/close/", MoveCloseView.as_view(), name="move_close"),
    path("<int:pk>/close/organisations/", MoveBodiesCloseView.as_view(), name="move_bodies_close"),
    path("<int:pk>/involvement/", InvolvementView.as_view(), name="involvement"),
    path("<int:pk>/words/<str:name>/", WordsView.as_view(), name="words"),
    path("<int:pk>/make/", views.MakeView.as_view(), name="make"),
    path("<int:pk>/welsh/", views.WelshView.as_view(), name="welsh"),
    path("one/<int:promise>/move/", views.MoveView.as_view(), name="move"),
    path("one/<int:promise>/end/", views.EndView.as_view(), name="end"),
]
