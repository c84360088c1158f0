from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "motcua.signing"
    label = "signing"

    def ready(self) -> None:
        from motcua.signing import events, jobs  # noqa: F401
