from django.apps import AppConfig

from motcua.base.by_thread import keep_by_thread


class BaseConfig(AppConfig):
    name = "motcua.base"
    label = "base"

    def ready(self) -> None:
        """Before anybody is answered."""
        keep_by_thread()
