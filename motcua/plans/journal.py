"""Where what happened to a plan is written."""

from __future__ import annotations

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.directory.api import Viewer, actor_of
from motcua.plans.events import PlanEvent


def journal(happened: PlanEvent, by: Viewer | Actor) -> None:
    """Write `happened` in the journal of its plan and tell who listens. Must run inside a transaction."""
    record(happened, stream=f"plan:{happened.plan}", by=actor_of(by))
