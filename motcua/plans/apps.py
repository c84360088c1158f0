from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "motcua.plans"
    label = "plans"

    def ready(self) -> None:
        from motcua.base.events import listen
        from motcua.directory.api import StaffDeactivated
        from motcua.plans import tasks  # noqa: F401 - its modules name the jobs of this room
        from motcua.plans.listeners import on_staff_deactivated

        listen(StaffDeactivated, on_staff_deactivated)
