from django.urls import path

from feedback.review.keying import views

app_name = "keying"
urlpatterns = [
    path("", views.start, name="start"),
    path("sheet/", views.sheet, name="sheet"),
    path("settle/", views.settle_page, name="settle"),
]
