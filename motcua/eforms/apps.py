from importlib import import_module

from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "motcua.eforms"
    label = "eforms"

    def ready(self) -> None:
        """Declare the tasks and plug in the listener."""
        from motcua.base.events import listen
        from motcua.directory.api import AgencyEnded
        from motcua.eforms.listeners import on_agency_ended

        import_module("motcua.eforms.jobs")
        listen(AgencyEnded, on_agency_ended)
