"""How a dossier came to be filed: recorded on every one, merged by no setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.directory.api import Agency, Staff, Subject, Viewer
from motcua.dossiers.codes import DeviceClass, FiledAs, HelpKind, PlaceKind
from motcua.eforms.api import Draft
from motcua.rules.codes import Channel, Delivery

_DEVICES = {
    "phone": DeviceClass.PHONE,
    "tablet": DeviceClass.TABLET,
    "desktop": DeviceClass.DESKTOP,
    "counter": DeviceClass.SHARED,
    "shared": DeviceClass.SHARED,
}
_PLACES = {
    "home": PlaceKind.ELSEWHERE,
    "counter": PlaceKind.DESK,
    "desk": PlaceKind.DESK,
    "kiosk": PlaceKind.KIOSK,
    "house_visit": PlaceKind.ELSEWHERE,
    "support_point": PlaceKind.SUPPORT_POINT,
}
# The answers of the packs' field `result_delivery`.
_DELIVERIES = {"electronic": Delivery.ELECTRONIC, "counter": Delivery.COUNTER, "post": Delivery.POST}
_HELP = {"": HelpKind.NONE, "told": HelpKind.GUIDED, "typed": HelpKind.TYPED, "filed": HelpKind.WHOLE}


@dataclass(frozen=True)
class Circumstances:
    """What is known of the filing. `helper` is the member of staff who helped, `delivery` how the result is wanted,
    `support_agency` the support point where one helped, `competent_agency` who decides where it is not the receiver.
    """

    channel: Channel = Channel.ONLINE
    place_kind: PlaceKind = PlaceKind.UNKNOWN
    device_class: DeviceClass = DeviceClass.UNKNOWN
    help_kind: HelpKind = HelpKind.NONE
    helper: Staff | None = None
    support_agency: Agency | None = None
    competent_agency: Agency | None = None
    delivery: Delivery = Delivery.ELECTRONIC

    def __post_init__(self) -> None:
        if self.helper is not None and self.help_kind == HelpKind.NONE:
            object.__setattr__(self, "help_kind", HelpKind.GUIDED)  # somebody named as helper did help

    def filed_as(self, by: Viewer, subject: Subject) -> FiledAs:
        """Assisted where somebody had a hand in it; on behalf where the dossier is another's, whatever the session that
        hands it in remembers; else self."""
        if self.helper is not None or self.help_kind not in (HelpKind.NONE, HelpKind.GUIDED):
            return FiledAs.ASSISTED
        return FiledAs.SELF if subject == by.own_subject else FiledAs.BEHALF


def circumstances_of(draft: Draft, by: Viewer) -> Circumstances:
    """What the draft has recorded since it was begun; the session fills what it did not know."""
    device = draft.device if draft.device in _DEVICES else by.session.device
    return Circumstances(
        channel=Channel(draft.channel),
        place_kind=_PLACES.get(
            draft.place or by.session.place, PlaceKind.DESK if device == "counter" else PlaceKind.UNKNOWN
        ),
        device_class=_DEVICES.get(device, DeviceClass.UNKNOWN),
        help_kind=_HELP.get(draft.assistance, HelpKind.WHOLE),
        helper=draft.assisted_by,
    )


def delivery_said(answers: Mapping[str, Any], how: Circumstances) -> Delivery:
    """How the result is wanted: as the form says; where it does not ask, as the circumstances say."""
    return _DELIVERIES.get(str(answers.get("result_delivery")), how.delivery)
