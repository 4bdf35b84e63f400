from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "feedback.review"
    label = "review"

    def ready(self) -> None:
        from feedback.importing.storing import register_known_hashes
        from feedback.review.imports.known import waiting_hashes
        from feedback.review.redacting.checks import unchecked
        from feedback.review.retention.due import register_keeper

        register_known_hashes(waiting_hashes)
        register_keeper(unchecked)
