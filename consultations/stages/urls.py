from django.urls import path

from consultations.stages import views

app_name = "stages"
urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("<int:pk>/", views.WhereView.as_view(), name="where"),
    path("<int:pk>/enter/", views.EnterView.as_view(), name="enter"),
    path("<int:pk>/back/", views.BackView.as_view(), name="back"),
]
