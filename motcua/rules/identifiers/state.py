"""Codes the state gives: agencies, dossiers, procedures, papers.

Sources: Decision 20/2020 as amended by 09/2025/QĐ-TTg (agencies), Decision 31/2021 -> 29/2026/QĐ-TTg and
Circular 03/2025/TT-VPCP (dossiers), the national database of procedures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from motcua.rules.errors import Unfit
from motcua.rules.errors import gettext_noop as _
from motcua.rules.tables import load_yaml

_AGENCY = r"[A-Z]\d{2}(?:\.\d{2}){0,3}"
_AGENCY_OLD = r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}"
_DOSSIER = re.compile(rf"({_AGENCY}|{_AGENCY_OLD})-(\d{{6}}(?:\d{{2}})?)-(\d{{4,7}})", re.ASCII)
_PROCEDURE = re.compile(rf"([1-3]\.\d{{6}})(?:\.(\d{{2}})|\.({_AGENCY_OLD}|[A-Z]\d{{2}}))?", re.ASCII)
_PAPER = re.compile(r"000\.00\.00\.([A-Z]\d{2})-KQ\d{6}|KQ\.([A-Z]\d{2})\.\d{6}", re.ASCII)


def _clean(text: str) -> str:
    return re.sub(r"\s+", "", text).upper()


@dataclass(frozen=True)
class AgencyCode:
    """An agency: letter and number of the top level, then up to three lower levels: H15.50.05.13."""

    value: str

    @property
    def modern(self) -> str:
        """The code in today's order; an old one (000.00.12.H05) is turned round, empty levels dropped."""
        if not self.value[0].isdigit():
            return self.value
        levels = self.value.split(".")[::-1]
        while levels[-1].strip("0") == "":
            levels.pop()
        return ".".join(levels)

    @property
    def top(self) -> str:
        """The ministry or province: H15."""
        return self.modern.split(".")[0]

    @property
    def level(self) -> int:
        """1 for a ministry or province, up to 4."""
        return self.modern.count(".") + 1

    @property
    def parent(self) -> str | None:
        """Code of the agency above, None at the top."""
        return self.modern.rpartition(".")[0] or None


def agency_code(text: str) -> AgencyCode:
    """Read an agency code, in today's or the old order."""
    value = _clean(text)
    if not re.fullmatch(rf"{_AGENCY}|{_AGENCY_OLD}", value, re.ASCII):
        raise Unfit(_("Mã cơ quan có dạng H15.50.05.13."))
    return AgencyCode(value)


@cache
def _agency_names() -> Mapping[str, str]:
    table = load_yaml("agency_codes.yaml")
    return {row["code"]: row["name"] for row in (*table["ministries"], *table["provinces"])}


def agency_name(top: str) -> str | None:
    """Name of the ministry or (old) province behind a top-level code such as "H15"; None when not known."""
    return _agency_names().get(top)


@dataclass(frozen=True)
class DossierCode:
    """A dossier: {agency}-{yymmdd or yyyymmdd}-{sequence of the day}."""

    value: str
    agency: AgencyCode
    on: date
    sequence: int


def _day(digits: str) -> date:
    try:
        return datetime.strptime(digits, "%y%m%d" if len(digits) == 6 else "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        raise Unfit(_("Ngày trong mã hồ sơ không có trong lịch. Hãy xem lại mã trên giấy tiếp nhận.")) from None


def dossier_code(text: str) -> DossierCode:
    """Read a dossier code as printed on form 01; spaces are forgiven, small letters too."""
    match = _DOSSIER.fullmatch(_clean(text))
    if match is None:
        raise Unfit(_("Mã hồ sơ có dạng H15.50.05.13-261008-0975, ghi trên giấy tiếp nhận hồ sơ."))
    agency, digits, sequence = match.groups()
    return DossierCode(match.group(0), AgencyCode(agency), _day(digits), int(sequence))


def build_dossier_code(agency: str, on: date, sequence: int, *, width: int = 4) -> str:
    """The code of the `sequence`-th dossier of an agency on a day (local date); `width` digits at least.

    The caller allots `sequence` in one transaction per agency and day and never uses one twice.
    """
    if not 4 <= width <= 7 or not 1 <= sequence <= 9_999_999:
        raise ValueError("a dossier number has 4 to 7 digits and starts at 1")
    return f"{agency_code(agency).value}-{on:%y%m%d}-{sequence:0{width}d}"


@dataclass(frozen=True)
class ProcedureCode:
    """A procedure of the national database: 1.001193; with a service (.01) or a local ending (.H56)."""

    value: str
    national: str
    service: str | None
    local: str | None


def procedure_code(text: str) -> ProcedureCode:
    """Read a procedure code, with the ending of a service or of a province if there is one."""
    match = _PROCEDURE.fullmatch(_clean(text))
    if match is None:
        raise Unfit(_("Mã thủ tục có dạng 1.001193."))
    national, service, local = match.groups()
    return ProcedureCode(match.group(0), national, service, local)


@dataclass(frozen=True)
class PaperCode:
    """A kind of paper or result: 000.00.00.G09-KQ002269 or KQ.G07.000122; `owner` is the ministry."""

    value: str
    owner: str


def paper_code(text: str) -> PaperCode:
    """Read the code of a component or result."""
    match = _PAPER.fullmatch(_clean(text))
    if match is None:
        raise Unfit(_("Mã giấy tờ có dạng 000.00.00.G09-KQ002269 hoặc KQ.G07.000122."))
    return PaperCode(match.group(0), match.group(1) or match.group(2))
