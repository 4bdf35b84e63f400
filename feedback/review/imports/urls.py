from django.urls import path

from feedback.review.imports.views import ColumnsView, DoneView, StoreView, UploadView

app_name = "review_imports"
urlpatterns = [
    path("", UploadView.as_view(), name="upload"),
    path("columns/", ColumnsView.as_view(), name="columns"),
    path("store/", StoreView.as_view(), name="store"),
    path("done/", DoneView.as_view(), name="done"),
]
