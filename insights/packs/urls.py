"""Addresses under /manage/packs/."""

from django.urls import path

from insights.packs import views

app_name = "packs"
urlpatterns = [
    path("", views.PackListView.as_view(), name="list"),
    path("start/<int:pk>/", views.StartView.as_view(), name="start"),
    path("<int:pk>/", views.PackView.as_view(), name="pack"),
    path("<int:pk>/edit/", views.EditView.as_view(), name="edit"),
    path("<int:pk>/sign/", views.SignView.as_view(), name="sign"),
    path("<int:pk>/publish/", views.PublishView.as_view(), name="publish"),
    path("<int:pk>/<str:edition>/", views.EditionView.as_view(), name="edition"),
    path("<int:pk>/<str:edition>.pdf", views.EditionPdfView.as_view(), name="pdf"),
]
