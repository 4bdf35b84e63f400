from django.urls import path

from feedback.building import views

urlpatterns = [
    path("choices/", views.choices, name="question_choices"),
    path(
        "questions/<int:pk>/preview/",
        views.question_preview_step,
        name="question_preview_step",
    ),
    path("<int:pk>/publish/", views.publish, name="publish_form"),
    path("<int:pk>/copy/", views.copy, name="copy_form"),
    path("<int:pk>/versions/", views.versions, name="form_versions"),
    path("<int:pk>/welsh/", views.welsh, name="form_welsh"),
    path("<int:pk>/preview/", views.preview_step, name="preview_step"),
]
