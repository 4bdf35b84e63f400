from django.urls import path

from feedback.review.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.periods, name="periods"),
    path("forms/<int:pk>/", views.form_periods, name="form"),
    path("holds/", views.holds, name="holds"),
    path("holds/new/", views.place, name="place"),
    path("holds/new/cases/<int:case_id>/", views.place, name="place_on_case"),
    path("holds/<int:pk>/lift/", views.lift, name="lift"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
]
