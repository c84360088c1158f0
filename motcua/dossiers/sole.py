"""One dossier about one thing: a pack says which answers tell that two dossiers are about the same (`unique_by`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.base.kit.moments import show_day
from motcua.base.rows import insert, made
from motcua.catalogue.api import Pack, pack_of, say
from motcua.directory.api import Viewer
from motcua.dossiers.errors import AlreadyFiled, NotNow
from motcua.dossiers.models import Dossier, SoleClaim
from motcua.rules.lifecycle import SETTLED, Status
from motcua.rules.text import fold

CAME_TO_NOTHING = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED)


@dataclass(frozen=True, slots=True)
class FiledBefore:
    """An earlier dossier about the same thing. `code`, `public_id`: empty unless it is the viewer's own."""

    words: str
    code: str = ""
    public_id: str = ""


def sole_keys(pack: Pack, values: Mapping[str, Any]) -> dict[str, bool]:
    """Key → held for good, for every line of `unique_by` whose answers are all there."""
    found: dict[str, bool] = {}
    for line in pack.unique_by:
        told = [values.get(name) for name in line.fields]
        if all(each not in (None, "") for each in told):
            text = json.dumps([pack.id, line.fields, [_plain(each) for each in told]], ensure_ascii=False)
            found[hashlib.sha256(text.encode()).hexdigest()] = line.hold == "for_good"
    return found


def claim_sole(dossier: Dossier, values: Mapping[str, Any]) -> None:
    """In the transaction that makes the dossier; the database refuses the second (`IntegrityError`)."""
    keys = sole_keys(pack_of(dossier.procedure_version_id), values)
    insert([made(SoleClaim, dossier=dossier, key=key, for_good=for_good) for key, for_good in keys.items()])


def release_sole(dossier: Dossier, target: Status, at: datetime) -> None:
    """Give back what the dossier held where it came to nothing; once settled, what is held only while it runs."""
    held = SoleClaim.objects.filter(dossier=dossier, released_at__isnull=True)
    if target in SETTLED:
        held = held.filter(for_good=False)
    if target in CAME_TO_NOTHING + SETTLED:
        held.update(released_at=at)


def give_back_sole(dossier: Dossier, at: datetime) -> None:
    """Give back all it held: its results were revoked, so it came to nothing after all."""
    SoleClaim.objects.filter(dossier=dossier, released_at__isnull=True).update(released_at=at)


def hold_sole_again(dossier: Dossier) -> None:
    """What it gave back when its results were revoked, it holds for good again: a corrected one is on its way. Raises
    `NotNow` where another dossier about the same thing was filed since."""
    try:
        with transaction.atomic():
            SoleClaim.objects.filter(dossier=dossier, for_good=True).update(released_at=None)
    except IntegrityError:
        raise NotNow(_("Sau khi thu hồi, đã có hồ sơ khác về việc này. Xin giải quyết hồ sơ đó.")) from None


def filed_before(version_id: int, values: Mapping[str, Any], viewer: Viewer | None = None) -> FiledBefore | None:
    """The dossier that is about the same thing as these answers and stands in their way, if there is one."""
    pack = pack_of(version_id)
    keys = sole_keys(pack, values)
    if not keys:
        return None
    held = SoleClaim.objects.filter(key__in=keys, released_at__isnull=True).select_related("dossier__agency")
    first = held.order_by("pk").first()
    return None if first is None else _told(pack, first.dossier, viewer)


def refuse_second(version_id: int, values: Mapping[str, Any], viewer: Viewer) -> None:
    """Raise `AlreadyFiled` where another dossier is about the same thing."""
    before = filed_before(version_id, values, viewer)
    if before is not None:
        raise AlreadyFiled(before.words, public_id=before.public_id)


def _told(pack: Pack, dossier: Dossier, viewer: Viewer | None) -> FiledBefore:
    words = {"what": say(pack.name), "day": show_day(dossier.submitted_at), "agency": dossier.agency.short_name}
    if viewer is None or not _is_own(dossier, viewer):
        text = _("“%(what)s” cho việc này đã được nộp ngày %(day)s ở %(agency)s. Xin hỏi bộ phận Một cửa ở đó.")
        return FiledBefore(text % words)
    words["code"] = dossier.code
    if dossier.state in SETTLED:
        text = _("Việc này đã xong: hồ sơ %(code)s, nộp ngày %(day)s. Ông/bà mở hồ sơ đó để xem kết quả.")
    else:
        text = _("Ông/bà đã nộp hồ sơ %(code)s cho việc này ngày %(day)s. Muốn nộp lại, xin rút hồ sơ đó trước.")
    return FiledBefore(text % words, dossier.code, dossier.public_id)


def _is_own(dossier: Dossier, viewer: Viewer) -> bool:
    if viewer.person is not None and dossier.applicant_id == viewer.person.pk:
        return True
    whom = viewer.subject
    return whom is not None and (dossier.subject_kind, dossier.subject_key) == (whom.kind, whom.key)


def _plain(value: Any) -> Any:
    """The same thing written in two ways is the same thing."""
    return " ".join(fold(value).split()) if isinstance(value, str) else value
