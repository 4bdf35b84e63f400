from django.urls import path

from accounts.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("invite/", views.invite, name="invite"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/mail/", views.mail_again, name="mail"),
    path("<int:pk>/second-step/", views.second_factor, name="second_factor"),
    path("<int:pk>/leaves/", views.leave, name="leave"),
    path("roles/<int:pk>/end/", views.end_role, name="end_role"),
]
