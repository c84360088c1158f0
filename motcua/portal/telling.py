"""What the page of a dossier says to its owner, beyond what the dossier holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from motcua.base.kit.station import Station
from motcua.catalogue.api import Pack, say
from motcua.directory.api import Viewer
from motcua.dossiers.api import Dossier, Part, being_corrected, desk_of, line_of, to_hand_out
from motcua.portal.words import status_words
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import SETTLED, Status


@dataclass(frozen=True)
class Ending:
    """How a dossier ended without a result. `against`: the agency ended it, so the person is told whom to ask."""

    title: str
    reason: str
    against: bool


def ending_told(dossier: Dossier) -> Ending | None:
    """Said above the line; None while it runs and where it ended well."""
    if dossier.status not in (Status.REFUSED, Status.STOPPED, Status.WITHDRAWN):
        return None
    return Ending(status_words(dossier.status), dossier.end_reason, dossier.status != Status.WITHDRAWN)


def stations_told(dossier: Dossier, viewer: Viewer) -> list[Station]:
    """The line; the reason of an early end stands above it and is not said twice."""
    stations = line_of(dossier, viewer)
    if ending_told(dossier) is None:
        return stations
    return [*stations[:-1], replace(stations[-1], note="")]


def how_to_collect(dossier: Dossier) -> str:
    """Where a paper result is waiting or on its way; empty where there is nothing to do."""
    if dossier.status in SETTLED and being_corrected(dossier).exists():
        return _("Kết quả đang được đính chính. Có bản mới, ông/bà sẽ được báo; không phải làm gì.")
    if dossier.status == Status.RETURNED and to_hand_out(dossier).exists():
        return _paper_of_corrected(dossier)
    if dossier.status != Status.DONE or dossier.delivery == Delivery.ELECTRONIC:
        return ""
    if dossier.delivery == Delivery.POST:
        return _("Bưu điện đang chuyển bản giấy về địa chỉ đã ghi.")
    return _("Mời đến nhận bản giấy: %(where)s.") % {"where": _at_the_desk(dossier)}


def _paper_of_corrected(dossier: Dossier) -> str:
    words = _("Bản điện tử mới đã ở mục Giấy tờ của tôi. Cần bản giấy mới, mời mang bản cũ đến đổi: %(where)s.")
    return words % {"where": _at_the_desk(dossier)}


def _at_the_desk(dossier: Dossier) -> str:
    desk = desk_of(dossier)
    return desk.address or desk.name


def named_parts(dossier: Dossier, pack: Pack) -> list[tuple[str, Part]]:
    """Files that were handed in, each under the name of the paper it stands for."""
    names = {each.id: say(each.name) for each in pack.components}
    return [(names.get(part.component, part.name), part) for part in dossier.parts.exclude(file=None)]
