from django.urls import path

from feedback.review.invites import views

app_name = "invites"
urlpatterns = [
    path("", views.invites, name="list"),
    path("<int:pk>/", views.card, name="card"),
]
