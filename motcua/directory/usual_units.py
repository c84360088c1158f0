"""The units that a commune is entered with: the codes that routes of the packs name; names are changed as they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.directory.models import Unit


@dataclass(frozen=True, slots=True)
class UsualUnit:
    """A unit to be made."""

    code: str
    kind: str
    name: object


USUAL_UNITS = (
    UsualUnit("desk", Unit.Kind.DESK, _("Trung tâm Phục vụ hành chính công")),
    UsualUnit("justice", Unit.Kind.DIVISION, _("Bộ phận Tư pháp - Hộ tịch")),
    UsualUnit("culture_society", Unit.Kind.DIVISION, _("Phòng Văn hóa - Xã hội")),
    UsualUnit("economy", Unit.Kind.DIVISION, _("Phòng Kinh tế")),
    UsualUnit("office", Unit.Kind.OFFICE, _("Văn phòng HĐND và UBND")),
    UsualUnit("leadership", Unit.Kind.LEADERSHIP, _("Lãnh đạo Ủy ban nhân dân")),
    UsualUnit("police", Unit.Kind.DIVISION, _("Công an xã")),
    UsualUnit("tax", Unit.Kind.DIVISION, _("Thuế cơ sở")),
)
