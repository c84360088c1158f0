"""What workers do for this room; importing this package declares the tasks."""

from motcua.plans.tasks import watch_deadlines

__all__ = ["watch_deadlines"]
