from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "motcua.indicators"
    label = "indicators"

    def ready(self) -> None:
        from motcua.indicators.tasks import read_journal  # noqa: F401
