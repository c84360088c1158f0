"""What the vault does by the clock."""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.jobs import every
from motcua.vault.actions.expire_papers import expire_papers
from motcua.vault.actions.remind_ending import remind_ending


@every(minutes=60, name="vault.expire_papers")
def mark_expired_papers() -> None:
    """Papers past their last day are marked so that shelves and lists say it."""
    expire_papers(by=system("vault"))


@every(minutes=60, name="vault.remind_ending")
def remind_of_ends() -> None:
    """Whoever has a result that ends within a month hears of it."""
    remind_ending(by=system("vault"))
