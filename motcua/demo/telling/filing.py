"""Filing as a person does it: sign in, confirm what is known, answer the rest, attach, submit."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from motcua.base.clock import freeze, now, today
from motcua.demo.telling import people
from motcua.demo.telling.script import Told, written
from motcua.directory.api import Agency, Viewer
from motcua.dossiers.api import Circumstances, DeviceClass, Dossier, HelpKind, PlaceKind, submit
from motcua.eforms.api import Draft, attach, open_draft, problems, refresh_prefill, save_answers
from motcua.eforms.looking import values_so_far
from motcua.rules.codes import Channel, Delivery

HELP = {"": HelpKind.NONE, "told": HelpKind.GUIDED, "typed": HelpKind.TYPED, "filed": HelpKind.WHOLE}
PLACES = {
    "home": PlaceKind.ELSEWHERE,
    "desk": PlaceKind.DESK,
    "counter": PlaceKind.DESK,
    "support_point": PlaceKind.SUPPORT_POINT,
    "house_visit": PlaceKind.ELSEWHERE,
}
DEVICES = {"counter": DeviceClass.SHARED, "shared": DeviceClass.SHARED}


class Unfit(Exception):
    """A form that the story cannot finish."""


def file(told: Told) -> Dossier:
    """The dossier of `told`, from the press on sign-in (now) to the press on submit."""
    began, online = now(), told.channel == "online"
    viewer = people.citizen(told, began=began if online else None)
    if online:
        with freeze(began + people.AT_THE_PROVIDER):
            people.sign_in(told, began)
            draft = _opened(told, viewer)
    else:
        draft = _opened(told, viewer)
    _filled(told, draft, viewer)
    with freeze(told.filed):
        return submit(draft=draft, by=viewer, circumstances=_circumstances(told))


def _opened(told: Told, viewer: Viewer) -> Draft:
    draft = open_draft(
        viewer=viewer,
        procedure=told.procedure,
        agency=people.commune(told),
        channel=Channel[told.channel.upper()],
        place=told.place,
        assisted_by=people.clerk_named(told, told.helper) if told.helper else None,
        assistance=told.help,
    )
    return refresh_prefill(draft, viewer)


def _filled(told: Told, draft: Draft, viewer: Viewer) -> None:
    """Three saves on the way, so that the time shows work and not one long silence."""
    values = {name: _typed(value, people.commune(told)) for name, value in told.answers.items()}
    values |= {"applicant_phone": written()["people"][told.who]["phone"], "commitment": "yes"}
    if "result_delivery" in values_so_far(draft):
        values["result_delivery"] = told.delivery
    names, steps = list(values), 3
    for step in range(steps):
        part = {name: values[name] for name in names[step::steps]}
        with freeze(told.filed - timedelta(minutes=told.minutes * (steps - step) / (steps + 1))):
            save_answers(draft=draft, values=part, by=viewer, ask_sources=step == steps - 1)
    for _round in range(3):
        wrong = [each for each in problems(draft) if each.level == "error"]
        if not wrong:
            return
        _mend(told, draft, viewer, wrong)
    raise Unfit([(told.who, told.procedure, each.field, each.component, each.message) for each in problems(draft)])


def _mend(told: Told, draft: Draft, viewer: Viewer, wrong: list[Any]) -> None:
    with freeze(told.filed - timedelta(seconds=20)):
        for component in sorted({each.component for each in wrong if each.component}):
            attach(draft=draft, component=component, upload=Photo(component, told.number), by=viewer)
        refresh_prefill(draft, viewer)


def _typed(value: Any, agency: Agency) -> Any:
    """What stands in the box: "here" is an address in the commune, a number a day that many days from today."""
    if value == "here":
        return {"province": agency.place_code[:2], "commune": agency.place_code, "detail": "Thôn 1"}
    if isinstance(value, int):
        return (today() + timedelta(days=value)).strftime("%d/%m/%Y")
    return value


def _circumstances(told: Told) -> Circumstances:
    return Circumstances(
        channel=Channel[told.channel.upper()],
        place_kind=PLACES[told.place],
        device_class=DEVICES.get(told.device) or DeviceClass(told.device),
        help_kind=HELP[told.help],
        helper=people.clerk_named(told, told.helper) if told.helper else None,
        support_agency=people.commune(told) if told.place == "support_point" else None,
        delivery=Delivery[told.delivery.upper()],
    )


class Photo:
    """A picture of a page, as a phone makes it: never twice the same."""

    def __init__(self, name: str, number: int) -> None:
        self.name: str | None = f"{name}.jpg"
        page = Image.new("RGB", (640, 900), "#f4efe2")
        pen = ImageDraw.Draw(page)
        for line in range(12):
            height, end = 160 + line * 46, 560 - (line * 7 + number) % 5 * 60
            pen.line((80, height, end, height), fill="#50483c", width=5)
        pen.rectangle((450, 740, 570, 850), outline="#a3151b", width=8)
        made = BytesIO()
        page.save(made, "JPEG", quality=75)
        self._content = BytesIO(made.getvalue())

    def read(self, size: int = -1, /) -> bytes:
        """The content."""
        return self._content.read(size)
