from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "motcua.plans"
    label = "plans"

    def ready(self) -> None:
        from motcua.plans import tasks  # noqa: F401 - its modules name the jobs of this room
