from django.urls import path

from feedback import receipt_views, views

app_name = "feedback"
urlpatterns = [
    path("form/<slug:slug>/", views.answer, name="start"),
    path("leave/", views.leave, name="leave"),
    path("staying-safe/", views.safety, name="safety"),
    path("your-words/", receipt_views.your_words, name="receipt"),
]
