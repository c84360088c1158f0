"""The demo commune with dossiers at every stage, made with the real packs, sources and actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.catalogue.api import load_packs, pack_of
from motcua.catalogue.selectors import forget
from motcua.desk.drafting import boxes, first_words, read_draft
from motcua.directory.api import Agency, Person, Session, Staff, Viewer, agency, make_demo, viewer_of_staff
from motcua.directory.viewing import viewer_of_person
from motcua.dossiers import api
from motcua.dossiers.actions.issue_result import issue_result
from motcua.eforms.api import Draft, attach, dispute, draft_for, open_draft, problems, refresh_prefill, save_answers
from motcua.gateways.api import forget_failures, use_registries
from motcua.papers.api import allocate_number
from motcua.rules.clock import TimeLimit, TimeUnit
from tests.eforms.test_real_packs import read, the_state

VN = ZoneInfo("Asia/Ho_Chi_Minh")
# A Wednesday; the Tuesday of the week before is a holiday.
MORNING = datetime(2026, 12, 2, 8, 0, tzinfo=VN)
HERE, THERE = "H99.31", "H99.32"
PACKS = ("marital_status_certificate", "birth_registration", "social_pension", "civil_status_copy")
PURPOSES = {"purpose": "marriage", "purpose_other": "Bổ túc hồ sơ"}


@dataclass
class Town:
    """Where it happens. `viewer("tiepnhan.anhoa")` is anybody of the demo; `at` names dossiers by their stage."""

    here: Agency
    there: Agency
    at: dict[str, api.Dossier]

    def staff(self, username: str) -> Staff:
        return Staff.objects.select_related("agency", "unit", "user").get(user__username=username)

    def viewer(self, username: str) -> Viewer:
        return viewer_of_staff(self.staff(username))

    def now(self, stage: str) -> api.Dossier:
        return api.Dossier.objects.select_related(
            "agency", "competent_agency", "holding_agency", "applicant", "current_step__agency"
        ).get(pk=self.at[stage].pk)


@contextmanager
def hour(days: float = 0, hours: float = 0) -> Iterator[None]:
    with freeze(MORNING + timedelta(days=days, hours=hours)):
        yield


def make_town() -> Town:
    """Everybody of the demo, and nobody's dossier yet."""
    with hour(days=-30):
        make_demo(by=system("test"))
        load_packs(packs=[read(slug) for slug in PACKS], by=system("test"))
        forget()
    return Town(agency(HERE), agency(THERE), {})


def fill_town(town: Town) -> Town:
    """One dossier at every stage, the oldest late."""
    clerk, officer = town.viewer("tiepnhan.anhoa"), town.viewer("hotich.anhoa")
    with hour(days=-12):
        late = filed(town, "066070006789", "marital_status_certificate")
        town.at["late"] = api.accept(dossier=late, by=clerk)
    with hour(days=-2, hours=1):
        town.at["supplement"] = filed(town, "066199006677", "marital_status_certificate")
        ask_supplement(town.at["supplement"], clerk)
        town.at["to_sign"] = _to_sign(town, "066082004455", clerk, officer)
        town.at["to_sign_too"] = _to_sign(town, "066195006813", clerk, officer)
    with hour(hours=-1):
        town.at["taken"] = api.accept(dossier=filed(town, "049085001122", "marital_status_certificate"), by=clerk)
        api.take(dossier=town.at["taken"], by=officer)
        town.at["asked"] = api.accept(dossier=filed(town, "066201008901", "marital_status_certificate"), by=clerk)
        api.take(dossier=town.at["asked"], by=officer)
        api.ask_opinion(
            dossier=town.at["asked"], agency=town.there, question="Ông Huy đã đăng ký kết hôn ở xã chưa?",
            limit=TimeLimit(2, TimeUnit.WORKING_DAY), by=officer,
        )  # fmt: skip
        town.at["free"] = api.accept(dossier=filed(town, "066097007788", "marital_status_certificate"), by=clerk)
        town.at["new"] = filed(town, "066302008035", "marital_status_certificate", disputed=True)
        town.at["unpaid"] = filed(town, "066173007890", "civil_status_copy")
        town.at["baby"] = filed(town, "066090001234", "birth_registration")
    return town


def filed(town: Town, number: str, slug: str, *, disputed: bool = False) -> api.Dossier:
    """A dossier as a citizen files it: what the sources know confirmed, the rest answered, photos attached."""
    viewer = citizen(number)
    forget_failures()
    with use_registries(the_state()):
        draft = refresh_prefill(open_draft(viewer=viewer, procedure=slug, agency=town.here), viewer)
        if disputed:
            words = {"correction": "divorced", "reason": "Đã ly hôn từ tháng 10"}
            dispute(draft=draft, name="marital_status", by=viewer, **words)
            attach(draft=draft, component=_upload(draft), upload=photo("ban-an"), by=viewer)
            draft = draft_for(draft.public_id, viewer)
        draft = answered(draft, viewer)
    return api.submit(draft=draft, by=viewer)


def citizen(number: str) -> Viewer:
    person = Person.objects.get(personal_id=number)
    began = MORNING - timedelta(minutes=10)
    session = Session(started_at=began, login_at=began, method="oidc", level=2, device="phone")
    return viewer_of_person(person, session=session)


def answered(draft: Draft, viewer: Viewer) -> Draft:
    """Answer whatever is still asked, attach whatever is still wanted."""
    form = pack_of(draft.procedure_version_id).form
    assert form is not None
    for _round in range(8):
        wrong = [each for each in problems(draft) if each.level == "error"]
        if not wrong:
            return draft
        papers = {each.component for each in wrong if each.component}
        for component in sorted(papers):
            attach(draft=draft, component=component, upload=photo(component), by=viewer)
        values = {
            each.field if not each.row else f"{each.field}.{each.row}": _answer(form.field(each.field))
            for each in wrong
            if each.field and not each.component
        }
        save_answers(draft=draft, values=values, by=viewer)
        draft = draft_for(draft.public_id, viewer)
    raise AssertionError([(each.field, each.component, each.message) for each in problems(draft)])


def _upload(draft: Draft) -> str:
    return next(each.id for each in pack_of(draft.procedure_version_id).components if each.mode == "upload")


def _answer(field: Any) -> Any:
    if field.options:
        return field.options[0].value
    return {
        "yes_no": "no", "number": str(field.min or 1), "date": "20/11/2026", "name": "Nguyễn Ngọc Anh",
        "money": "10000000", "phone": "0912345678", "statement": "yes", "personal_id": "066192002345",
        "place": {"province": "99", "commune": "99001"},
        "address": {"province": "99", "commune": "99001", "detail": "Thôn 2"},
    }.get(field.type, "Theo lời khai")  # fmt: skip


def photo(name: str) -> SimpleUploadedFile:
    """A picture of a page, as a phone makes it."""
    page = Image.new("RGB", (900, 1240), "#f4efe2")
    pen = ImageDraw.Draw(page)
    for line in range(14):
        pen.line((110, 220 + line * 60, 760 - (line % 4) * 90, 220 + line * 60), fill="#50483c", width=6)
    pen.rectangle((640, 950, 820, 1110), outline="#a3151b", width=10)
    made = BytesIO()
    page.save(made, "JPEG", quality=80)
    return SimpleUploadedFile(f"{name}.jpg", made.getvalue(), content_type="image/jpeg")


def drafted_data(dossier: api.Dossier, key: str) -> dict[str, Any]:
    """What an officer keeps who changes nothing and fills what is empty."""
    template = next(each.template for each in pack_of(dossier.procedure_version_id).results if each.id == key)
    words = first_words(dossier, key)
    typed = {
        box.id: words[box.id] or {"date": "20/11/2026", "number": "1"}.get(box.kind, "Theo sổ hộ tịch")
        for box in boxes(template or "")
        if words[box.id] or not box.optional
    }
    return read_draft(template or "", typed)


def _to_sign(town: Town, number: str, clerk: Viewer, officer: Viewer) -> api.Dossier:
    dossier = api.accept(dossier=filed(town, number, "marital_status_certificate"), by=clerk)
    api.take(dossier=dossier, by=officer)
    api.draft_result(dossier=dossier, key="certificate", data=drafted_data(dossier, "certificate"), by=officer)
    return api.finish_step(dossier=dossier, by=officer)


def issued(dossier: api.Dossier) -> api.Dossier:
    """The signing job has ended: the result has number, signature and seal."""
    result = api.Result.objects.get(dossier=dossier)
    number = allocate_number(agency=dossier.agency.code, series="XN", on=MORNING.date())
    given = {
        "attempt": result.sign_tries,
        "pdf": b"%%PDF-1.7 signed %d" % dossier.pk,
        "number": number,
        "by": system("test"),
    }
    assert issue_result(result=result, **given)  # type: ignore[arg-type]
    dossier.refresh_from_db()
    return dossier


def ask_supplement(dossier: api.Dossier, clerk: Viewer) -> None:
    components = [each.id for each in pack_of(dossier.procedure_version_id).components]
    api.ask_supplement(
        dossier=dossier,
        checklist={"form": "wrong"} | dict.fromkeys(components, "good"),
        items=[{"component": "form", "what": "Ghi rõ dùng giấy xác nhận để làm gì."}],
        reason="Chưa rõ mục đích sử dụng.",
        by=clerk,
    )
