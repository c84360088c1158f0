from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "motcua.feedback"
    label = "feedback"

    def ready(self) -> None:
        from motcua.feedback import listeners

        listeners.plug_in()
