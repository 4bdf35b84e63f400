from django.urls import path

from feedback.review.imports.views import StoreView, UploadView

app_name = "review_imports"
urlpatterns = [
    path("", UploadView.as_view(), name="upload"),
    path("store/", StoreView.as_view(), name="store"),
]
