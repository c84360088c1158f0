from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "motcua.notices"
    label = "notices"

    def ready(self) -> None:
        from motcua.notices import languages, listeners
        from motcua.notices.tasks import send  # noqa: F401

        listeners.plug_in()
        languages.plug_in()
