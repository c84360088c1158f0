"""Draft the result: the words and figures that will be signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.catalogue.api import pack_of
from motcua.directory.api import Viewer
from motcua.dossiers.codes import ResultState
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import ResultDrafted
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_work
from motcua.dossiers.steps import active_step
from motcua.dossiers.words import NO_STEP, ONLY_STAFF
from motcua.rules.lifecycle import Status

CHANGEABLE = (ResultState.DRAFTED, ResultState.FAILED)


@transaction.atomic
def draft_result(*, dossier: Dossier, key: str, data: Mapping[str, Any], by: Viewer) -> Result:
    """Write (or rewrite, until it is signed) the draft of result `key` of the pack. `data` is what the template prints.

    Raises `Forbidden`, `NotNow`.
    """
    held = locked(dossier)
    step = active_step(held)
    if step is None or held.status != Status.PROCESSING:
        raise NotNow(NO_STEP)
    require(may_work(by, step))
    if by.staff is None:
        raise NotNow(ONLY_STAFF)
    kind = next((each for each in pack_of(held.procedure_version_id).results if each.id == key), None)
    if kind is None or not kind.template:
        raise NotNow(_("Thủ tục này không có kết quả đó."))
    at = now()
    result, made = Result.objects.get_or_create(
        dossier=held,
        key=key,
        defaults={
            "kind": kind.kind,
            "title": kind.name.vi[:300],
            "data": dict(data),
            "drafted_by": by.staff,
            "drafted_at": at,
        },
    )
    if not made:
        _rewrite(result, data, by)
    tell(ResultDrafted(**common(held), result=key, kind=result.kind), held, by, at=at)
    return result


def _rewrite(result: Result, data: Mapping[str, Any], by: Viewer) -> None:
    at = now()
    changed = Result.objects.filter(pk=result.pk, state__in=CHANGEABLE).update(
        data=dict(data), drafted_by=by.staff, drafted_at=at, state=ResultState.DRAFTED, failure=""
    )
    if not changed:
        raise NotNow(_("Kết quả đã trình ký nên không sửa được nữa."))
    result.refresh_from_db()
