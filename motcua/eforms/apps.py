from importlib import import_module

from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "motcua.eforms"
    label = "eforms"

    def ready(self) -> None:
        import_module("motcua.eforms.jobs")
