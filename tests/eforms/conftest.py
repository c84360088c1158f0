"""A small made-up procedure, people who know each other, and registers with fixed answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.catalogue.api import load_packs, pack_of
from motcua.catalogue.pack import Pack
from motcua.catalogue.selectors import forget
from motcua.directory.api import Agency, Person, Session, Viewer, viewer_of_person
from motcua.eforms.api import Draft, open_draft, refresh_prefill
from motcua.gateways.api import Address, CitizenRecord, FixedRegistries, Relative, forget_failures, use_registries

FATHER, MOTHER, STRANGER = "066090001234", "066192002345", "066090009999"
NOTICE = "00123.GCS.66001.26"
BORN = today() - timedelta(days=21)  # within the sixty days, whenever the test runs
HOME = Address("99", "99001", "Thôn 2", "tỉnh Sơn Hà", "xã An Hòa")


def sources(*names: str, of: str = "applicant") -> list[dict[str, str]]:
    return [dict(zip(("source", "path"), name.split("."), strict=True)) | {"of": of} for name in names]


PACK: dict[str, Any] = {
    "id": "test_birth",
    "name": "Thử khai sinh",
    "short_name": "Thử",
    "field": "Hộ tịch",
    "end_to_end": True,
    "online_level": "full",
    "valid_from": "2025-01-01",
    "components": [
        {"id": "declaration", "name": "Tờ khai", "mode": "form"},
        {"id": "notice", "name": "Giấy chứng sinh", "mode": "data", "replaced_by": ["birth_notice"]},
        {
            "id": "witness",
            "name": "Văn bản của người làm chứng",
            "mode": "upload",
            "required": "conditional",
            "condition": {"==": [{"var": "born_at_home"}, True]},
            "paper_kinds": ["witness_statement"],
        },
        {"id": "photo", "name": "Ảnh của bé", "mode": "upload", "required": "optional"},
    ],
    "form": {
        "sections": [
            {
                "id": "applicant",
                "title": "Người yêu cầu",
                "fields": [
                    {
                        "id": "applicant_id",
                        "label": "Số định danh",
                        "type": "personal_id",
                        "locked": True,
                        "prefill": sources("vneid.personal_id"),
                    },
                    {
                        "id": "applicant_name",
                        "label": "Họ và tên",
                        "type": "name",
                        "locked": True,
                        "prefill": sources("population.full_name", "vneid.full_name"),
                    },
                    {
                        "id": "applicant_born",
                        "label": "Ngày sinh",
                        "type": "date",
                        "locked": True,
                        "prefill": sources("population.date_of_birth", "vneid.date_of_birth"),
                    },
                    {
                        "id": "home",
                        "label": "Nơi thường trú",
                        "type": "address",
                        "prefill": sources("population.permanent_address"),
                    },
                    {
                        "id": "phone",
                        "label": "Số điện thoại",
                        "type": "phone",
                        "prefill": sources("vneid.phone", "vault.phone", "earlier.phone"),
                    },
                    {"id": "email", "label": "Thư điện tử", "type": "email", "required": False},
                ],
            },
            {
                "id": "mother",
                "title": "Mẹ",
                "fields": [
                    {
                        "id": "mother_id",
                        "label": "Số định danh của mẹ",
                        "type": "personal_id",
                        "prefill": sources("civil_status.spouse_personal_id"),
                        "validate": [
                            {
                                "rule": {"!=": [{"var": "mother_id"}, {"var": "applicant_id"}]},
                                "message": "Số của mẹ đang giống số của bạn. Xin xem lại.",
                            }
                        ],
                    },
                    {
                        "id": "mother_name",
                        "label": "Họ tên mẹ",
                        "type": "name",
                        "locked": True,
                        "prefill": sources("population.full_name", of="field:mother_id"),
                    },
                    {
                        "id": "mother_born",
                        "label": "Ngày sinh của mẹ",
                        "type": "date",
                        "precision": "year",
                        "prefill": sources("population.date_of_birth", of="field:mother_id"),
                    },
                    {
                        "id": "mother_ethnicity",
                        "label": "Dân tộc của mẹ",
                        "type": "ethnicity",
                        "required": False,
                        "prefill": sources("population.ethnicity", of="field:mother_id"),
                    },
                ],
            },
            {
                "id": "child",
                "title": "Bé",
                "fields": [
                    {
                        "id": "family_name",
                        "label": "Họ của bé",
                        "type": "name",
                        "prefill": [{"source": "computed", "path": "first_word:applicant_name"}],
                    },
                    {"id": "given_name", "label": "Tên của bé", "type": "name", "max": 70},
                    {
                        "id": "full_name",
                        "label": "Họ tên của bé",
                        "type": "name",
                        "prefill": [{"source": "computed", "path": "join:family_name:given_name"}],
                    },
                    {
                        "id": "notice_no",
                        "label": "Số giấy chứng sinh",
                        "type": "text",
                        "required": False,
                        "prefill": sources("birth_notice.number", of="field:mother_id"),
                    },
                    {
                        "id": "born",
                        "label": "Ngày sinh của bé",
                        "type": "date",
                        "max": "today",
                        "prefill": sources("birth_notice.date_of_birth", of="field:notice_no"),
                    },
                    {
                        "id": "born_at_home",
                        "label": "Bé sinh ở nhà",
                        "type": "yes_no",
                        "prefill": [{"source": "const", "path": "false", "when": {"!=": [{"var": "notice_no"}, None]}}],
                    },
                    {
                        "id": "midwife",
                        "label": "Ai đỡ đẻ",
                        "type": "name",
                        "show_if": {"==": [{"var": "born_at_home"}, True]},
                    },
                    {
                        "id": "age_days",
                        "label": "Số ngày",
                        "type": "number",
                        "required": False,
                        "hidden": True,
                        "prefill": [{"source": "computed", "path": "days_since:born"}],
                    },
                    {
                        "id": "kind",
                        "label": "Loại đăng ký",
                        "type": "choice",
                        "options": [{"value": "on_time", "label": "Đúng hạn"}, {"value": "late", "label": "Quá hạn"}],
                        "prefill": [
                            {"source": "const", "path": "late", "when": {">": [{"var": "age_days"}, 60]}},
                            {"source": "const", "path": "on_time"},
                        ],
                    },
                ],
            },
            {
                "id": "siblings",
                "title": "Anh chị của bé",
                "repeat": {
                    "min": 0,
                    "max": 3,
                    "add_label": "Thêm anh, chị",
                    "offer": [{"source": "residence", "path": "household_members"}],
                },
                "fields": [
                    {"id": "sibling_id", "label": "Số định danh", "type": "personal_id", "required": False},
                    {"id": "sibling_name", "label": "Họ tên", "type": "name"},
                    {
                        "id": "sibling_school",
                        "label": "Trường",
                        "type": "text",
                        "show_if": {"!=": [{"var": "sibling_name"}, None]},
                    },
                ],
            },
            {
                "id": "end",
                "title": "Bản sao",
                "fields": [
                    {"id": "copies", "label": "Số bản sao", "type": "number", "min": 0, "max": 20, "required": False},
                    {"id": "income", "label": "Thu nhập", "type": "money", "required": False},
                    {"id": "promise", "label": "Tôi cam đoan lời khai là đúng.", "type": "statement"},
                ],
            },
        ],
        "pages": [
            {"id": "mother_number", "title": "Số định danh của mẹ là gì?", "fields": ["mother_id"]},
            {"id": "mother_who", "title": "Mẹ là ai?", "fields": ["mother_name", "mother_born", "mother_ethnicity"]},
            {"id": "name", "title": "Bé tên là gì?", "fields": ["family_name", "given_name"]},
            {"id": "birth", "title": "Bé sinh khi nào?", "fields": ["born", "born_at_home", "midwife"]},
            {"id": "contact", "title": "Liên hệ với bạn thế nào?", "fields": ["home", "phone", "email"]},
            {"id": "siblings", "title": "Bé có anh chị không?", "fields": ["siblings"]},
            {"id": "copies", "title": "Cần mấy bản sao?", "fields": ["copies", "income"]},
        ],
    },
}


def pack(**changes: Any) -> Pack:
    return Pack.model_validate(PACK | changes)


@pytest.fixture(autouse=True)
def _nothing_remembered_of_other_tests() -> None:
    """A rolled back test leaves ids that the next one uses again."""
    forget()
    pack_of.cache_clear()


@pytest.fixture
def registries() -> Iterator[FixedRegistries]:
    """The father, his wife, her birth notice. Change the tables, or put sources into `down`."""
    father = CitizenRecord(
        FATHER, "Nguyễn Văn Hùng", date(1990, 5, 17), sex="male", permanent_address=HOME,
        spouse=Relative("Trần Thị Mai", MOTHER),
    )  # fmt: skip
    mother = CitizenRecord(MOTHER, "Trần Thị Mai", date(1992, 9, 2), sex="female", ethnicity="Kinh")
    stranger = CitizenRecord(STRANGER, "Lê Văn Lạ", date(1990, 1, 1), sex="male")
    notice = {
        "number": NOTICE,
        "date_of_birth": BORN.isoformat(),
        "mother_personal_id": MOTHER,
        "mother_name": "Trần Thị Mai",
    }
    plug = FixedRegistries(
        citizens={each.personal_id: each for each in (father, mother, stranger)},
        tables={
            "civil_status": {FATHER: {"spouse_personal_id": MOTHER, "spouse_name": "Trần Thị Mai"}},
            "birth_notice": {MOTHER: notice, NOTICE: notice},
            "residence": {
                FATHER: {
                    "household_members": [
                        {"personal_id": FATHER, "full_name": "Nguyễn Văn Hùng"},
                        {"personal_id": "066220003456", "full_name": "Nguyễn Minh Khôi"},
                    ]
                }
            },
        },
    )
    forget_failures()
    with use_registries(plug):
        yield plug
    forget_failures()


@pytest.fixture
def agency(db: None) -> Agency:
    return Agency.objects.create(
        code="H99.01", name="UBND xã An Hòa", short_name="An Hòa", kind="commune", place_code="99001",
        valid_from=date(2025, 7, 1),
    )  # fmt: skip


@pytest.fixture
def procedure(db: None) -> str:
    load_packs(packs=[pack()], by=system("test"))
    return "test_birth"


def citizen(number: str, name: str, born: date, **more: Any) -> Viewer:
    person = Person.objects.create(personal_id=number, full_name=name, birth_date=born, **more)
    return viewer_of_person(person, session=Session(method="oidc", level=2, device="phone"))


@pytest.fixture
def father(db: None) -> Viewer:
    return citizen(FATHER, "Nguyễn Văn Hùng", date(1990, 5, 17))


@pytest.fixture
def stranger(db: None) -> Viewer:
    return citizen(STRANGER, "Lê Văn Lạ", date(1990, 1, 1))


@pytest.fixture
def blank(father: Viewer, procedure: str, agency: Agency, registries: FixedRegistries) -> Draft:
    """A draft for which nobody was asked yet."""
    return open_draft(viewer=father, procedure=procedure, agency=agency)


@pytest.fixture
def filled(blank: Draft, father: Viewer) -> Draft:
    """A draft filled from every source."""
    return refresh_prefill(blank, father)
