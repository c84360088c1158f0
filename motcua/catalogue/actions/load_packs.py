"""Packs become versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.journal.hashing import canonical
from motcua.catalogue.events import ProcedureLoaded
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.pack import Pack
from motcua.catalogue.selectors import forget


@transaction.atomic
def load_packs(*, packs: Iterable[Pack], by: Actor) -> list[ProcedureVersion]:
    """Load packs (already linted): content not seen before becomes the next version. Answers the new versions."""
    known = {each.slug: each for each in Procedure.objects.all()}
    seen = set(ProcedureVersion.objects.values_list("procedure_id", "pack_sha256"))
    made = [version for pack in packs if (version := _load(pack, known, seen, by)) is not None]
    transaction.on_commit(forget)
    return made


def _load(pack: Pack, known: dict[str, Procedure], seen: set[tuple[str, str]], by: Actor) -> ProcedureVersion | None:
    text = canonical(pack.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    digest = hashlib.sha256(text.encode()).hexdigest()
    if (pack.id, digest) in seen:
        return None
    procedure = known.get(pack.id) or Procedure.objects.create(slug=pack.id, code=pack.code)
    if procedure.code != pack.code:
        Procedure.objects.filter(pk=procedure.pk).update(code=pack.code)
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last + 1,
        pack_sha256=digest,
        pack_json=text,
        valid_from=pack.valid_from,
        valid_to=pack.valid_to,
        confidence=pack.confidence,
        loaded_at=now(),
        loaded_by=str(by),
    )
    record(ProcedureLoaded(pack.id, version.number, digest), stream=f"procedure:{pack.id}", by=by)
    return version
