"""Code lists of the exchange with the national portal. Numbers are law, names are ours (docs/glossary.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, StrEnum
from functools import cache

from motcua.rules.tables import Confidence, load_yaml


class Channel(IntEnum):
    """KenhThucHien: how a dossier reached the agency."""

    COUNTER = 1
    ONLINE = 2
    POST = 3


class SubjectKind(IntEnum):
    """LoaiDoiTuong as the national portal counts it."""

    CITIZEN = 1
    ENTERPRISE = 2
    STATE_BODY = 3
    OTHER = 4


class MinistrySubjectKind(IntEnum):
    """LoaiDoiTuong as the ministries' exchange of 2026 counts it; a connector maps one to the other."""

    CITIZEN = 0
    ENTERPRISE = 1
    HOUSEHOLD_BUSINESS = 2


class IdentityKind(IntEnum):
    """LoaiDinhDanh: what kind of number identifies a person."""

    PERSONAL_NUMBER = 1
    OLD_NUMBER = 2


class FilingPlace(IntEnum):
    """NoiNopHoSo: which system the dossier was filed in."""

    NATIONAL_PORTAL = 1
    LOCAL_SYSTEM = 2


class Delivery(IntEnum):
    """HinhThuc: how the result is handed over."""

    COUNTER = 0
    POST = 1
    ELECTRONIC = 2


class PaymentFlag(IntEnum):
    """DuocThanhToanTrucTuyen: only 1 and 2 count as paid online."""

    NOT_ONLINE = 0
    NATIONAL_PORTAL = 1
    LOCAL_GATEWAY = 2
    NOT_YET = 3


class DigitisedState(IntEnum):
    """TrangThaiSoHoa of one component."""

    NOT_DIGITISED = 0
    DIGITISED = 1
    REUSED_COMPONENT = 2
    REUSED_RESULT = 3


class ReuseKind(IntEnum):
    """DuocTaiSuDung of one component."""

    NONE = 0
    WITHOUT_CODE = 1
    WITH_RESULT_CODE = 2


class CollectionMoment(IntEnum):
    """HinhThucThu: when a fee is collected."""

    ON_RECEIPT = 1
    ON_SUPPLEMENT = 2
    ON_DELIVERY = 4


class FeeKind(StrEnum):
    """Phí (price of a service) or lệ phí (fixed sum for an administrative act)."""

    PHI = "phi"
    LE_PHI = "le_phi"

    @property
    def exchange_code(self) -> int:
        """LoaiPhiLePhi: 1 phí, 2 lệ phí."""
        return 1 if self is FeeKind.PHI else 2


class OriginalKind(IntEnum):
    """LoaiBan: what a paper is."""

    ORIGINAL = 0
    COPY = 1
    ELECTRONIC = 2


class OnlineLevel(IntEnum):
    """How much of a procedure happens online (Decree 42/2022); a higher number is more."""

    INFORMATION = 2
    PARTIAL = 3
    FULL = 4


class AccountKind(IntEnum):
    """LoaiTaiKhoan of an electronic identity account."""

    CITIZEN = 1
    ORGANISATION = 2


class Sex(StrEnum):
    """Sex as written on identity papers."""

    MALE = "male"
    FEMALE = "female"


class Role(StrEnum):
    """What a member of staff may be in an agency."""

    CLERK = "clerk"
    OFFICER = "officer"
    DIVISION_HEAD = "division_head"
    SIGNER = "signer"
    REGISTRAR = "registrar"
    CONTROLLER = "controller"
    LEADER = "leader"
    ADMIN = "admin"
    AUDITOR = "auditor"
    ACCOUNTANT = "accountant"
    TEAM_MEMBER = "team_member"


CODE_LISTS: tuple[type[Enum], ...] = (
    Channel, SubjectKind, MinistrySubjectKind, IdentityKind, FilingPlace, Delivery, PaymentFlag,
    DigitisedState, ReuseKind, CollectionMoment, FeeKind, OriginalKind, OnlineLevel, AccountKind, Sex, Role,
)  # fmt: skip


@dataclass(frozen=True)
class CodeTable:
    """One code list: the field it fills, its source, its Vietnamese words by code."""

    name: str
    field: str
    legal_basis: str
    confidence: Confidence
    valid_from: date | None
    labels: Mapping[int | str, str]


@cache
def code_table(kind: type[Enum]) -> CodeTable:
    """The table behind a code list, from data/codes.yaml."""
    row = load_yaml("codes.yaml")[kind.__name__]
    return CodeTable(
        name=kind.__name__,
        field=row["field"],
        legal_basis=row["legal_basis"],
        confidence=Confidence(row["confidence"]),
        valid_from=row["valid_from"],
        labels=row["labels"],
    )


def label(code: Enum) -> str:
    """The Vietnamese words for a code of this module (a KeyError means the code has no row: a bug)."""
    return code_table(type(code)).labels[code.value]


def choices(kind: type[Enum]) -> list[tuple[int | str, str]]:
    """(value, Vietnamese words) of every code, in the order of the list, for a form or a model field."""
    return [(code.value, label(code)) for code in kind]
