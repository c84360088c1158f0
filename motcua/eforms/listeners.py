"""What this room does when it hears of others' news."""

from __future__ import annotations

from motcua.base.jobs import enqueue, task
from motcua.base.models import JournalEntry
from motcua.directory.api import AgencyEnded, agency
from motcua.eforms.actions.follow_agency import follow_agency

FOLLOW = "eforms.follow_agency"


def on_agency_ended(happened: AgencyEnded, entry: JournalEntry) -> None:
    """What people began at an agency that ended is filed at its successor."""
    enqueue(
        FOLLOW, key=f"{FOLLOW}:{happened.agency}", payload={"ended": happened.agency, "successor": happened.successor}
    )


@task(FOLLOW)
def follow(ended: str, successor: str) -> None:
    """Codes of both agencies."""
    follow_agency(ended=agency(ended), successor=agency(successor))
