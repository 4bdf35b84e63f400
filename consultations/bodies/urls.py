from django.urls import re_path

from consultations.bodies import views

app_name = "bodies"
# no number that a database can't hold
urlpatterns = [re_path("^(?P<pk>[0-9]{1,18})/$", views.answer, name="answer")]
