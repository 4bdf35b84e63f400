from django.urls import path

from feedback.review.invites import views

app_name = "invites"
urlpatterns = [
    path("", views.invites, name="list"),
    path("<int:pk>/", views.card, name="card"),
    path("<int:pk>/retire/", views.retire, name="retire"),
    path("<int:pk>/<int:form>/<slug:name>.pdf", views.sheet, name="sheet"),
]
