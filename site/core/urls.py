from django.urls import path

from core import views

app_name = "core"
urlpatterns = [path("help/", views.helplines, name="help")]
