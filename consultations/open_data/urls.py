"""Addresses below /open/."""

from django.urls import path

from consultations.open_data import views

app_name = "open_data"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:name>.<slug:kind>", views.table_file, name="file"),
]
