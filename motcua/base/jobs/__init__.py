"""Jobs: what is to be done after the transaction, at least once, by a worker."""

from motcua.base.jobs.giving_up import GiveUp
from motcua.base.jobs.outbox import enqueue, together
from motcua.base.jobs.registry import every, task
from motcua.base.jobs.telling import failures_told

__all__ = ["GiveUp", "enqueue", "every", "failures_told", "task", "together"]
