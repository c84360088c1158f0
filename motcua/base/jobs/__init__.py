"""Jobs: what is to be done after the transaction, at least once, by a worker."""

from motcua.base.jobs.giving_up import GiveUp
from motcua.base.jobs.outbox import enqueue, together
from motcua.base.jobs.registry import every, task

__all__ = ["GiveUp", "enqueue", "every", "task", "together"]
