"""What the reader understood of a plan. Every item says how sure it is and where it stands in the source."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Source:
    """Page (1-based; None where the source has no pages) and line of the text as read (1-based)."""

    line: int
    page: int | None = None


@dataclass
class LegalBasis:
    number: str | None
    date: str | None
    type: str
    issuer: str | None
    gist: str | None
    role: str
    section: str
    confidence: float
    source: Source


@dataclass
class Objective:
    id: str
    section: str
    text: str
    confidence: float
    source: Source


@dataclass
class Baseline:
    metric: str
    value: float
    unit: str
    as_of: str | None
    scope: str | None
    section: str
    confidence: float
    source: Source
    text: str = ""
    numerator: int | None = None
    denominator: int | None = None


@dataclass
class Problem:
    id: str
    section: str
    text: str
    causes: list[str]
    confidence: float
    source: Source


@dataclass
class Target:
    id: str
    section: str
    text: str
    metric: str
    comparator: str
    value: float | int | str | None
    unit: str
    year: int | None
    scope: str | None
    condition: str | None
    kind: str
    confidence: float
    source: Source
    from_year: int | None = None
    until_year: int | None = None
    until: str | None = None
    every: str | None = None
    as_written: str | None = None


@dataclass
class Solution:
    id: str
    section: str
    title: str
    measures: list[str]
    confidence: float
    source: Source


@dataclass
class Deadline:
    """`raw` as written; `type` month, quarter, year, date, regular, annual, roadmap, monthly_quarterly,
    working_days or none; `due` the last day (ISO); `inclusive` False for "trước ngày"."""

    raw: str | None = None
    type: str = "none"
    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    due: str | None = None
    inclusive: bool | None = None
    years: list[int] | None = None
    from_year: int | None = None
    until_year: int | None = None
    days: int | None = None
    impossible: str | None = None


@dataclass
class Task:
    id: str
    section: str
    group: str | None
    text: str
    product: str | None
    lead: list[str]
    coordinating: list[str]
    deadline: Deadline
    confidence: float
    source: Source
    target_refs: list[str] = field(default_factory=list)
    lead_source: str | None = None
    product_source: str | None = None


@dataclass
class Duty:
    id: str
    text: str
    deadline: Deadline | None
    confidence: float
    source: Source
    target_refs: list[str] = field(default_factory=list)


@dataclass
class Responsibility:
    agency: str
    section: str
    duties: list[Duty]
    confidence: float
    source: Source


@dataclass
class Reporting:
    sender: str | None
    to: str | None
    what: str
    frequency_raw: str | None
    frequency_type: str
    section: str
    confidence: float
    source: Source


@dataclass
class Recipient:
    text: str
    confidence: float
    source: Source


@dataclass(frozen=True)
class Anomaly:
    """A fault of the document: `kind` is a stable code, `message` a sentence for the person who confirms."""

    kind: str
    message: str
    where: str
    confidence: float
    source: Source


def tier_of(level: str | None) -> str | None:
    """The level whose powers an agency has: a department has those of its province."""
    return "province" if level == "department" else level


@dataclass
class Meta:
    title: str | None = None
    doc_type: str = "plan"
    issuing_agency: str | None = None
    agency_level: str | None = None
    commune: str | None = None
    district: str | None = None
    province: str | None = None
    doc_number: str | None = None
    doc_number_raw: str | None = None
    doc_date: str | None = None
    doc_date_raw: str | None = None
    doc_year: int | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signs_for: str | None = None
    period_from: int | None = None
    period_until: int | None = None
    annex_title: str | None = None
    source_quality: str = "clean"
    parents: list[str] = field(default_factory=list)
    legal_bases: list[LegalBasis] = field(default_factory=list)
    confidence: float = 0.9
    source: Source = field(default_factory=lambda: Source(1))


@dataclass
class Plan:
    meta: Meta
    objectives: list[Objective] = field(default_factory=list)
    baseline: list[Baseline] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    solutions: list[Solution] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    reporting: list[Reporting] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)


def _drop_empty(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in names or value not in (None, [], "")}


def _deadline(record: dict[str, Any] | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {key: value for key, value in record.items() if value is not None or key in ("raw", "type")}


def _meta(meta: Meta) -> dict[str, Any]:
    record = asdict(meta)
    record["signer"] = {
        "name": record.pop("signer_name"),
        "title": record.pop("signer_title"),
        "signs_for": record.pop("signs_for"),
    }
    record["period"] = {"from": record.pop("period_from"), "until": record.pop("period_until")}
    return record


def _target(record: dict[str, Any]) -> dict[str, Any]:
    start, end, until = record.pop("from_year"), record.pop("until_year"), record.pop("until")
    record |= {"from": start, "until": until or end}
    return _drop_empty(record, ("from", "until", "every", "as_written"))


def _task(record: dict[str, Any]) -> dict[str, Any]:
    record["deadline"] = _deadline(record["deadline"])
    return _drop_empty(record, ("lead_source", "product_source", "target_refs"))


def _responsibility(record: dict[str, Any]) -> dict[str, Any]:
    for duty in record["duties"]:
        duty["deadline"] = _deadline(duty["deadline"])
    record["duties"] = [_drop_empty(duty, ("deadline", "target_refs")) for duty in record["duties"]]
    return record


def _reporting(record: dict[str, Any]) -> dict[str, Any]:
    sender, raw, kind = record.pop("sender"), record.pop("frequency_raw"), record.pop("frequency_type")
    return {"from": sender, **record, "frequency": {"raw": raw, "type": kind}}


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain data with the keys of the plan schema, version 1 (stable contract of `plans read --json`)."""
    record = asdict(plan)
    return {
        "schema_version": 1,
        "meta": _meta(plan.meta),
        "objectives": record["objectives"],
        "baseline": [_drop_empty(item, ("numerator", "denominator")) for item in record["baseline"]],
        "problems": record["problems"],
        "targets": [_target(item) for item in record["targets"]],
        "solutions": record["solutions"],
        "tasks": [_task(item) for item in record["tasks"]],
        "responsibilities": [_responsibility(item) for item in record["responsibilities"]],
        "reporting": [_reporting(item) for item in record["reporting"]],
        "recipients": record["recipients"],
        "anomalies": record["anomalies"],
    }
