from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("help/", views.helplines, name="help"),
    path("help/<slug:area>/", views.helplines, name="help_for"),
]
