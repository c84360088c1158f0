"""A procedure as one file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from motcua.catalogue.pack.form import Form
from motcua.catalogue.pack.parts import (
    Component,
    Confidence,
    Exemption,
    Fee,
    LegalBasis,
    Limit,
    Part,
    Result,
    Slug,
    Source,
    Step,
    Text,
    Unique,
)


class Search(Part):
    """Words people use for it, beyond its name."""

    aliases: list[str] = Field(default_factory=list)
    everyday: list[str] = Field(default_factory=list)


class Pack(Part):
    """Everything a procedure is: names, who, how long, how much, which papers, the form, the route, the result."""

    id: Slug
    code: str | None = None
    code_basis: Literal["portal_record", "seen_in_2026_source", "memory"] | None = None
    previous_codes: list[str] = Field(default_factory=list)
    codes_seen: list[str] = Field(default_factory=list, description="other codes met in use, not confirmed")
    name: Text
    short_name: Text
    field: Text
    field_code: str | None = None
    summary: Text | None = Field(default=None, description="two plain sentences for a farmer")
    who_may_apply: Text | None = None
    applicants: list[str] = Field(default_factory=list)
    agency_levels: list[str] = Field(default_factory=list)
    settling_agency: Text | None = None
    settled_at: Slug | None = Field(
        default=None, description="field of type address or place: the agency of its commune settles the case"
    )
    signer: Text | None = None
    online_level: Literal["full", "partial", "information"] = "information"
    online_reason: Text | None = Field(default=None, description="why it is not full")
    end_to_end: bool = Field(default=False, description="can be filed and settled in motcua")
    programmes: list[str] = Field(default_factory=list, description="25, 82, 982, 422, 206")
    essential_06: int | None = None
    life_events: list[str] = Field(default_factory=list)
    linked_group: str | None = None
    channels: list[Literal["online", "counter", "post"]] = Field(default_factory=list)
    limits: list[Limit] = Field(default_factory=list)
    fees: list[Fee] = Field(default_factory=list)
    exemptions: list[Exemption] = Field(default_factory=list)
    components: list[Component] = Field(default_factory=list)
    unique_by: list[Unique] = Field(default_factory=list, description="what only one dossier may be about")
    results: list[Result] = Field(default_factory=list)
    form: Form | None = None
    route: list[Step] = Field(default_factory=list)
    legal: list[LegalBasis] = Field(default_factory=list)
    announced_by: str | None = Field(default=None, description="decision that published the procedure")
    changed: Text | None = Field(default=None, description="what changed lately, for staff")
    search: Search = Field(default_factory=Search)
    valid_from: date
    valid_to: date | None = None
    sources: list[Source] = Field(default_factory=list)
    confidence: Confidence = "medium"
    notes: Text | None = None
