"""What workers do for this room; importing this package declares the tasks."""

from motcua.plans.tasks import lay_out_parts, read_arrival, sign_report, watch_deadlines

__all__ = ["lay_out_parts", "read_arrival", "sign_report", "watch_deadlines"]
