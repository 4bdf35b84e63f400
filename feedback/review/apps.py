from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "feedback.review"
    label = "review"

    def ready(self) -> None:
        from feedback.importing import register_known_hashes
        from feedback.review.imports.known import waiting_hashes

        register_known_hashes(waiting_hashes)
