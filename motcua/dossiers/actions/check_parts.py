"""Judge the papers handed in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import PartCheck
from motcua.dossiers.events import PartsChecked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Part
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_check_parts


@transaction.atomic
def check_parts(*, dossier: Dossier, judged: Mapping[int, str], note: str = "", by: Viewer) -> Dossier:
    """Write what the officer found: id of a part → good or bad. Raises `Forbidden`, `Refusal` for a foreign part."""
    held = locked(dossier)
    require(may_check_parts(by, held))
    parts = {part.pk: part for part in Part.objects.filter(dossier=held)}
    if not judged or not set(judged) <= set(parts) or not set(judged.values()) <= {PartCheck.GOOD, PartCheck.BAD}:
        raise Refusal(_("Xin chọn hợp lệ hoặc chưa hợp lệ cho từng giấy tờ của hồ sơ này."))
    at = now()
    for verdict in (PartCheck.GOOD, PartCheck.BAD):
        ids = [pk for pk, found in judged.items() if found == verdict]
        Part.objects.filter(pk__in=ids).update(checked=verdict, checked_by=by.staff, checked_at=at, note=note[:500])
    good = sum(found == PartCheck.GOOD for found in judged.values())
    tell(PartsChecked(**common(held), good=good, bad=len(judged) - good), held, by, at=at)
    return held
