from django.urls import path

from accounts.log import views

app_name = "audit"
urlpatterns = [path("", views.log, name="log")]
