from django.urls import path

from consultations.listing import views

app_name = "consultations"
urlpatterns = [
    path("find/", views.find_consultations, name="find"),
]
