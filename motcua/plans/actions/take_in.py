"""Take a file in; a short text is read at once, a scan by a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db import transaction

from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.files import keep
from motcua.base.jobs import enqueue
from motcua.base.late import late
from motcua.base.verdict import require
from motcua.directory.api import Agency, Viewer
from motcua.plans.actions.import_plan import LARGEST, import_plan, media_type_of
from motcua.plans.events import FileTaken
from motcua.plans.lineage import brought_before, refuse_strange_version
from motcua.plans.models import Arrival, Plan
from motcua.plans.policies import may_import

_pages_of: Callable[[bytes], int | None] = late("motcua.plans.heaviness.pages_of")
_reads_slowly: Callable[[bytes], bool] = late("motcua.plans.heaviness.reads_slowly")
READ = "plans.read_arrival"


def take_in(
    *, content: bytes, name: str, agency: Agency, by: Viewer, replaces: Plan | None = None
) -> tuple[Plan | Arrival, bool]:
    """The plan in `content`, or the arrival that a worker reads; and whether it is new.

    Raises as `import_plan`; what a worker finds wrong is said on the arrival.
    """
    require(may_import(by, agency))
    if len(content) > LARGEST or not _reads_slowly(content):
        return import_plan(content=content, name=name, agency=agency, by=by, replaces=replaces)
    digest = hashlib.sha256(content).hexdigest()
    known = brought_before(agency, digest)
    if known is not None:
        return known, False
    return _queued(content, name, agency, by, replaces)


@transaction.atomic
def _queued(
    content: bytes, name: str, agency: Agency, by: Viewer, replaces: Plan | None
) -> tuple[Plan | Arrival, bool]:
    refuse_strange_version(agency, replaces)
    Agency.objects.select_for_update().get(pk=agency.pk)
    digest = hashlib.sha256(content).hexdigest()
    on_the_way = Arrival.objects.filter(
        agency=agency, file__sha256=digest, state__in=[Arrival.State.WAITING, Arrival.State.READING]
    ).first()
    if on_the_way is not None:
        return on_the_way, False
    stored = keep(content, name=name, media_type=media_type_of(name))
    made = Arrival.objects.create(
        agency=agency, file=stored, replaces=replaces, pages=_pages_of(content), by=str(by.actor), at=now()
    )
    enqueue(READ, key=f"{READ}:{made.public_id}", payload={"arrival": made.public_id})
    record(FileTaken(made.public_id, agency.code, stored.sha256), stream=f"plan_file:{made.public_id}", by=by.actor)
    return made, True
