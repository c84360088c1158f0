from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "motcua.papers"
    label = "papers"

    def ready(self) -> None:
        from motcua.papers import events  # noqa: F401
