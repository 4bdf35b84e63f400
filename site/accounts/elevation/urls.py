from django.urls import path

from accounts.elevation import views

app_name = "elevation"
urlpatterns = [
    path("", views.elevation, name="elevation"),
    path("<int:pk>/end/", views.end, name="end"),
]
