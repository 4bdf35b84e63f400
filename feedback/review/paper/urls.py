from django.urls import path

from feedback.review.paper.views import print_page

app_name = "paper"
urlpatterns = [path("", print_page, name="print")]
