from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "feedback.review"
    label = "review"
