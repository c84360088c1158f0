"""A pack is published from a day on, by whoever keeps the procedures of this installation."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.catalogue.actions.load_packs import load_packs
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.policies import may_publish_packs
from motcua.catalogue.publishing import look_at_pack
from motcua.directory.api import Viewer


@transaction.atomic
def publish_pack(*, name: str, content: bytes, valid_from: date, by: Viewer) -> ProcedureVersion:
    """The file `content` becomes the next version of its procedure, in force from `valid_from`; dossiers that run stay
    on theirs. The same loading as `motcua packs load`. What was withdrawn comes back with it, on that day.

    Raises `Forbidden`; `Refusal` for a file with faults, a day that has passed or lies after the pack's own end, or
    content that was loaded already. Nothing is kept then.
    """
    require(may_publish_packs(by))
    brought = look_at_pack(name, content)
    if brought.pack is None:
        raise Refusal(_("Tệp còn lỗi nên chưa công bố được. Xin sửa rồi tải lên lại."))
    if valid_from < today():
        raise Refusal(_("Ngày áp dụng đã qua."), fields={"valid_from": _("Xin chọn hôm nay hoặc một ngày sau.")})
    if brought.pack.valid_to is not None and valid_from > brought.pack.valid_to:
        raise Refusal(
            _("Ngày áp dụng sau ngày hết hiệu lực ghi trong tệp."),
            fields={"valid_from": _("Xin chọn ngày sớm hơn, hoặc sửa valid_to trong tệp.")},
        )
    made = load_packs(packs=[brought.pack.model_copy(update={"valid_from": valid_from})], by=by.actor)
    if not made:
        raise Refusal(_("Nội dung này đã được công bố với đúng ngày đó rồi. Xin chọn ngày khác."))
    Procedure.objects.filter(pk=brought.pack.id, published=False).update(published=True)
    return made[0]
