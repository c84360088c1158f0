"""The journey of the load benchmark: found out once by reading pages, then walked again without reading them.

A scout reads every page as a browser without scripts does and writes down the requests; the clients repeat them with
their own names in place of the scout's, so that reading HTML does not eat the processors that the server needs.
"""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

from PIL import Image, ImageDraw

from benchmarks.plain_browser import Connection, Form, Page, Values, multipart

PROCEDURE = "building_permit_new"
QUERY = "xây nhà"
TYPED = {
    "floors": "2", "footprint_area": "80", "floor_area": "160", "height": "8", "expected_months": "12",
    "has_neighbour_building": "no", "certificate_no": "CK 123456", "land_basis": "own", "parcel_number": "12",
    "map_sheet": "5", "parcel_area": "120", "land_purpose": "Đất ở tại nông thôn", "applicant_phone": "0912345678",
    "result_delivery": "electronic",
}  # fmt: skip
HOME = ("99", "99001")  # province and commune of the demo
DRAFT = re.compile(r"/khai/([^/]+)/")
SLIP = re.compile(r'href="(/ho-so/[^"]+/phieu/[^"]+)"')
LOOK_AGAIN_SECONDS = 0.1
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Step:
    """One request. `{draft}` in `path` stands for the draft's name; `after` says what the answer is read for."""

    method: str
    path: str
    values: Values = field(default_factory=dict)
    file: str = ""
    after: str = ""  # "draft" | "slip"
    status: int = 0  # a press that is answered with the same page once more; 0: by the way on


class Walk:
    """One client's walk: times of every request, and how many were not answered as they should be."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._connection = Connection(host, port)
        self.times: list[tuple[str, float]] = []
        self.journeys: list[float] = []
        self.errors = 0
        self.last_error = ""

    def journey(self, steps: list[Step], session: str, scan: bytes) -> None:
        """Walk once as the person of `session`; an unexpected answer or a lost connection is an error and the end."""
        begun, walked = time.perf_counter(), len(self.times)
        try:
            self._connection.cookies = {"motcua": session}
            draft = ""
            for step in steps:
                draft = self._step(step, draft, scan) or draft
        except (OSError, ValueError) as trouble:
            self.errors += 1
            self.times = self.times[: walked + len(steps)]
            self.last_error = str(trouble)
            self._connection.close()
            self._connection = Connection(self._host, self._port)
            return
        self.journeys.append(time.perf_counter() - begun)

    def _step(self, step: Step, draft: str, scan: bytes) -> str:
        path = step.path.replace("{draft}", draft)
        body, kind = b"", ""
        if step.method == "POST":
            values = {"csrfmiddlewaretoken": self._connection.cookies.get("csrftoken", "")} | step.values
            if "seen" in values:
                values["seen"] = datetime.now(UTC).isoformat()
            body, kind = urlencode(values).encode(), "application/x-www-form-urlencoded"
            if step.file:
                body, kind = multipart(values, "files", step.file, "image/jpeg", scan)
        status, location, text = self._timed(step, path, body, kind)
        if status >= 400 or (step.method == "POST" and status != (step.status or 302)):
            raise ValueError(f"{step.method} {step.path}: {status}")
        if step.after == "slip":
            self._slip(path, text)
        found = DRAFT.search(location) if step.after == "draft" else None
        return found[1] if found else ""

    def _slip(self, path: str, text: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (found := SLIP.search(text)):
            if time.monotonic() > until:
                raise ValueError("the slip did not come")
            time.sleep(LOOK_AGAIN_SECONDS)
            _status, _location, text = self._timed(Step("GET", "look again", after="slip"), path)
        status, _location, _text = self._timed(Step("GET", "slip"), found[1])
        if status != 200:
            raise ValueError(f"slip: {status}")

    def _timed(self, step: Step, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        begun = time.perf_counter()
        answer = self._connection.ask(step.method, path, body, kind)
        self.times.append((f"{step.method} {step.path}", time.perf_counter() - begun))
        return answer.status, answer.location, answer.text if step.after == "slip" else ""


def scout(host: str, port: int, session: str, scan: bytes) -> list[Step]:
    """Walk the journey once by reading its pages; the requests in their order. Raises where the way is not found."""
    return _Scout(host, port, session, scan).walk()


def scans_of_paper(count: int) -> list[bytes]:
    """`count` different photographed pages as phones send them after shrinking: JPEG, 1240 × 1754, about 230 kB."""
    paper = Image.effect_noise((1240, 1754), 6).point(lambda value: min(255, value + 100)).convert("RGB")
    return [_scan(paper.copy(), number) for number in range(count)]


def _scan(image: Image.Image, number: int) -> bytes:
    pen = ImageDraw.Draw(image)
    pen.text((120, 60), f"{number}", fill=(20, 20, 20))
    for line in range(40):
        pen.text((120, 120 + 38 * line), "Giấy tờ kèm theo hồ sơ " * 4, fill=(20, 20, 20))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def _at_home(offered: list[str]) -> str:
    """The demo province and commune where places are offered: only there an agency takes dossiers."""
    return next((each for each in offered if each in HOME), offered[0])


class _Scout:
    def __init__(self, host: str, port: int, session: str, scan: bytes) -> None:
        self._connection = Connection(host, port)
        self._connection.cookies = {"motcua": session}
        self._scan, self._draft = scan, ""
        self._steps: list[Step] = []
        self._fetched: set[str] = set()

    def walk(self) -> list[Step]:
        self._get("/")
        self._get(f"/tim/?{urlencode({'q': QUERY})}")
        self._get(f"/thu-tuc/{PROCEDURE}/")
        page, path = self._get(f"/nop/{PROCEDURE}/", after="draft")
        while "/hoi/" in path:
            before = path
            page, path = self._answer(page, path)
            if path == before:  # without scripts the communes of a province come with the next page
                page, path = self._answer(page, path)
            if path == before:
                raise ValueError(f"the scout's answers were not taken at {path}")
        while "/giay-to/" in path:  # papers still wanted follow the questions, one after the other
            before = path
            page, path = self._attach(path)
            if path == before:
                raise ValueError(f"the scout's photograph was not taken at {path}")
        form = next(each for each in page.forms if each.action.endswith("/nop/"))
        page, path = self._send(form.action, {}, "")
        if not path.endswith("/da-nop/"):
            raise ValueError(f"the scout's dossier was not taken: {path}")
        self._steps[-1] = Step("GET", self._steps[-1].path, after="slip")
        return self._steps

    def _get(self, path: str, after: str = "") -> tuple[Page, str]:
        answer = self._connection.ask("GET", path)
        location = answer.location
        if not self._draft and (found := DRAFT.search(location)):
            self._draft = found[1]
        self._note(Step("GET", path, after=after))
        if location:
            return self._get(location)
        if answer.status != 200:
            raise ValueError(f"{path}: {answer.status}")
        page = Page(answer.text)
        for part in page.parts:
            if part.startswith("/") and part not in self._fetched:
                self._fetched.add(part)
                self._connection.ask("GET", part)
                self._note(Step("GET", part))
        return page, path

    def _answer(self, page: Page, path: str) -> tuple[Page, str]:
        form = next(each for each in page.forms if ("go", "1") in each.buttons)
        return self._send(form.action or path, self._filled(form) | {"go": "1"}, "")

    def _filled(self, form: Form) -> Values:
        values = dict(form.values)
        for name, offered in form.choices.items():
            values[name] = values.get(name) or TYPED.get(name) or _at_home(offered)
        for name in values:
            if not values[name]:
                values[name] = TYPED.get(name, "Thôn 1" if name.endswith("-detail") else "")
        values.pop("csrfmiddlewaretoken", None)
        return values

    def _attach(self, path: str) -> tuple[Page, str]:
        return self._send(path, {"send": "1"}, "giay-to.jpg")

    def _send(self, path: str, values: Values, file: str) -> tuple[Page, str]:
        told = {"csrfmiddlewaretoken": self._connection.cookies["csrftoken"]} | values
        body, kind = urlencode(told).encode(), "application/x-www-form-urlencoded"
        if file or path.split("/")[-3:-2] == ["giay-to"]:
            body, kind = multipart(told, "files", file, "image/jpeg", self._scan if file else b"")
        answer = self._connection.ask("POST", path, body, kind)
        if answer.status not in (200, 302):
            raise ValueError(f"POST {path}: {answer.status}")
        self._note(Step("POST", path, values, file, status=0 if answer.location else answer.status))
        return self._get(answer.location) if answer.location else (Page(answer.text), path)

    def _note(self, step: Step) -> None:
        path = step.path.replace(self._draft, "{draft}") if self._draft else step.path
        self._steps.append(Step(step.method, path, step.values, step.file, step.after, step.status))
