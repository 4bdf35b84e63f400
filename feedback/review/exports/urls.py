from django.urls import path

from feedback.review.exports.views import ExportView

app_name = "review_exports"
urlpatterns = [path("", ExportView.as_view(), name="export")]
