from django.urls import path

from feedback.review.groups.views import notes

app_name = "groups"
urlpatterns = [path("", notes, name="notes")]
