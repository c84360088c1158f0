"""What the forms do by the clock."""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.jobs import every
from motcua.eforms.actions.abandon import abandon_untouched
from motcua.eforms.actions.keep_unsent import forget_unsent


@every(minutes=24 * 60, name="eforms.abandon_untouched")
def give_up_untouched_drafts() -> None:
    """Drafts nobody touched for ninety days are given up and their uploads deleted; words beside a form go as well."""
    abandon_untouched(by=system("eforms"))
    forget_unsent()
