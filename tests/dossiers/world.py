"""A commune to test in: an owner, a neighbour, staff in every role, a second agency, one procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.files import keep
from motcua.catalogue.api import Pack, ProcedureVersion, load_packs
from motcua.catalogue.selectors import forget
from motcua.directory.api import (
    Agency,
    HeldRole,
    Organisation,
    Person,
    RoleGrant,
    Session,
    Staff,
    User,
    Viewer,
    organisation_subject,
    viewer_of_person,
)
from motcua.directory.models import Representation
from motcua.dossiers import api
from motcua.eforms.api import Draft, DraftPaper, draft_for, open_draft, save_answers
from motcua.rules.codes import Role

VN = ZoneInfo("Asia/Ho_Chi_Minh")
# A Wednesday; Tuesday 24/11/2026 is a holiday and would make sums hard to follow.
MORNING = datetime(2026, 12, 2, 8, 0, tzinfo=VN)
_numbers = count(1)

PACK: dict[str, Any] = {
    "id": "test_certificate",
    "code": "1.999999",
    "name": "Cấp giấy xác nhận thử",
    "short_name": "Giấy xác nhận",
    "field": "Thử nghiệm",
    "online_level": "full",
    "end_to_end": True,
    "channels": ["online", "counter", "post"],
    "limits": [
        {"channel": "any", "value": 5, "unit": "working_day"},
        {"channel": "online", "value": 3, "unit": "working_day"},
    ],
    "fees": [
        {
            "code": "copy",
            "kind": "phi",
            "name": "Bản sao",
            "amount": 8000,
            "unit": "copy",
            "quantity": "copies",
            "condition": {"==": [{"var": "want_copies"}, True]},
        }
    ],
    "exemptions": [
        {"code": "poor", "name": "Hộ nghèo", "condition": {"==": [{"var": "poverty"}, "poor"]}},
        {"code": "by_clerk", "name": "Do cán bộ quyết định"},
    ],
    "components": [
        {"id": "paper_a", "name": "Giấy tờ A", "mode": "upload", "originals": 1},
        {"id": "paper_b", "name": "Giấy tờ B", "mode": "upload", "required": "optional"},
    ],
    "results": [
        {
            "id": "certificate",
            "name": "Giấy xác nhận",
            "kind": "certificate",
            "template": "result-marital-status",
            "series": "XN",
        }
    ],
    "form": {
        "sections": [
            {
                "id": "who",
                "title": "Người đề nghị",
                "fields": [
                    {"id": "purpose", "label": "Mục đích", "type": "text"},
                    {"id": "want_copies", "label": "Xin bản sao?", "type": "yes_no", "required": False},
                    {"id": "copies", "label": "Số bản", "type": "number", "required": False},
                    {"id": "poverty", "label": "Diện hộ", "type": "text", "required": False},
                ],
            }
        ],
        "pages": [{"id": "purpose", "title": "Xin giấy để làm gì?", "fields": ["purpose"]}],
    },
    "route": [
        {"id": "receive", "kind": "receive", "role": "clerk", "name": "Tiếp nhận", "share": 0.1},
        {"id": "examine", "kind": "examine", "role": "officer", "name": "Thẩm định", "share": 0.5, "unit": "justice"},
        {"id": "check", "kind": "check", "role": "division_head", "name": "Kiểm tra", "share": 0.1},
        {"id": "sign", "kind": "sign", "role": "signer", "name": "Ký", "share": 0.1},
        {"id": "issue", "kind": "issue", "role": "registrar", "name": "Đóng dấu", "share": 0.1},
        {"id": "return", "kind": "return", "role": "clerk", "name": "Trả kết quả", "share": 0.1},
    ],
    "valid_from": "2026-01-01",
}


@dataclass
class World:
    """Everybody a test needs, as viewers."""

    agency: Agency
    elsewhere: Agency
    version: ProcedureVersion
    owner: Viewer
    neighbour: Viewer
    clerk: Viewer
    second_clerk: Viewer
    officer: Viewer
    second_officer: Viewer
    head: Viewer
    signer: Viewer
    auditor: Viewer
    stranger_clerk: Viewer
    stranger_officer: Viewer
    stranger_head: Viewer

    @property
    def insiders(self) -> list[Viewer]:
        return [self.clerk, self.officer, self.head, self.signer]

    @property
    def outsiders(self) -> list[Viewer]:
        """Nobody of these may see or touch a dossier of `agency` that is not theirs."""
        return [self.neighbour, self.stranger_clerk, self.stranger_officer, self.stranger_head]


def make_world() -> World:
    agency, elsewhere = make_agency("H99.01.01"), make_agency("H99.01.02")
    version = make_version(PACK)
    return World(
        agency=agency,
        elsewhere=elsewhere,
        version=version,
        owner=make_person("Nguyễn Thị Hoa"),
        neighbour=make_person("Trần Văn Bình"),
        clerk=make_staff(agency, Role.CLERK),
        second_clerk=make_staff(agency, Role.CLERK),
        officer=make_staff(agency, Role.OFFICER),
        second_officer=make_staff(agency, Role.OFFICER),
        head=make_staff(agency, Role.DIVISION_HEAD),
        signer=make_staff(agency, Role.SIGNER),
        auditor=make_staff(agency, Role.AUDITOR),
        stranger_clerk=make_staff(elsewhere, Role.CLERK),
        stranger_officer=make_staff(elsewhere, Role.OFFICER),
        stranger_head=make_staff(elsewhere, Role.DIVISION_HEAD),
    )


def make_agency(code: str) -> Agency:
    return Agency.objects.create(
        code=code,
        name=f"Ủy ban nhân dân xã {code}",
        short_name=f"Xã {code}",
        kind="commune",
        valid_from=date(2025, 7, 1),
        fee_bank_bin="970436",
        fee_account="0123456789",
        fee_account_name="UBND XA THU",
    )


def make_person(name: str) -> Viewer:
    number = next(_numbers)
    person = Person.objects.create(personal_id=f"0010900{number:05d}", full_name=name, residence="Xã Thử")
    started = MORNING.replace(hour=7, minute=50)
    return viewer_of_person(
        person,
        session=Session(
            started_at=started, login_at=started.replace(minute=51), method="oidc", level=2, device="phone"
        ),
    )


def make_organisation(by: Person) -> Viewer:
    tax_code = f"01{next(_numbers):08d}"
    body = Organisation.objects.create(tax_code=tax_code, name="Hợp tác xã Thử")
    Representation.objects.create(
        person=by, organisation=body, kind="legal_representative", source="test", valid_from=date(2025, 7, 1)
    )
    return viewer_of_person(by, acting_for=organisation_subject(tax_code))


def make_staff(agency: Agency, *roles: Role) -> Viewer:
    number = next(_numbers)
    user = User.objects.create(username=f"canbo{number}", password="!")
    staff = Staff.objects.create(user=user, full_name=f"Cán bộ {number}", agency=agency, title="Công chức")
    since = date(2026, 1, 1)
    for role in roles:
        RoleGrant.objects.create(staff=staff, role=str(role), valid_from=since, granted_by="test", reason="x")
    return Viewer(staff=staff, roles=frozenset(HeldRole(str(role), agency.pk) for role in roles))


def make_version(pack: dict[str, Any]) -> ProcedureVersion:
    (version,) = load_packs(packs=[Pack.model_validate(pack)], by=system("test"))
    forget()
    return version


ANSWERS = {"purpose": "Bổ túc hồ sơ xin việc"}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF "
)


def make_draft(world: World, by: Viewer | None = None, answers: dict[str, Any] | None = None, files: int = 2) -> Draft:
    """A draft ready to be filed: every question answered, the papers attached."""
    viewer = by or world.owner
    draft = open_draft(viewer=viewer, procedure="test_certificate", agency=world.agency)
    save_answers(draft=draft, values=ANSWERS | (answers or {}), by=viewer)
    for number in range(files):
        kept = keep(PDF + str(number).encode(), name=f"giay-to-{number}.pdf", media_type="application/pdf", pages=1)
        component = ("paper_a", "paper_b")[number]
        DraftPaper.objects.create(draft=draft, component=component, order=1, file=kept, added_at=now())
    return draft_for(draft.public_id, viewer)


def filed(world: World, **options: Any) -> api.Dossier:
    """A dossier just filed online by the owner."""
    return api.submit(draft=make_draft(world, **options), by=world.owner)


def processing(world: World) -> api.Dossier:
    """A dossier accepted and passed on: it waits for an officer."""
    return api.accept(dossier=filed(world), by=world.clerk)


def drafted(world: World) -> api.Dossier:
    """A dossier with its result drafted, waiting for the signer."""
    dossier = processing(world)
    api.take(dossier=dossier, by=world.officer)
    api.draft_result(dossier=dossier, key="certificate", data={"text": "Xác nhận"}, by=world.officer)
    api.finish_step(dossier=dossier, by=world.officer)
    api.finish_step(dossier=dossier, by=world.head)
    return again(dossier)


def again(dossier: api.Dossier) -> api.Dossier:
    """The dossier as the database has it now."""
    return api.Dossier.objects.select_related("agency", "competent_agency", "holding_agency", "current_step").get(
        pk=dossier.pk
    )
