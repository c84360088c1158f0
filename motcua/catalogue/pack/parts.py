"""Parts of a pack other than its form."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

Rule = Any  # a JsonLogic expression, checked by motcua.rules.conditions
Slug = str
Confidence = Literal["high", "medium", "low"]
MOST_VND = 10**12  # no fee of an office comes near; a number beyond is a slip of the pen


def _without_point(given: Any) -> Any:
    if isinstance(given, float | bool):
        raise PydanticCustomError("int_with_point", "written with a point or as a word")
    return given


Whole = Annotated[int, BeforeValidator(_without_point)]  # 10.000 is ten to YAML, and ten thousand to who wrote it


class Part(BaseModel):
    """Frozen, and strict about names: a misspelt key is a finding, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Part):
    """What a person reads, in Vietnamese (always) and English (where we have it). A plain string is the Vietnamese."""

    vi: str = Field(min_length=1, pattern=r"\S")
    en: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_string(cls, given: Any) -> Any:
        return {"vi": given} if isinstance(given, str) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [{"type": "string", "minLength": 1}, schema]}


class LegalBasis(Part):
    """A legal document by number, with the article where known."""

    number: str
    article: str | None = None
    note: str | None = None


class Source(Part):
    """Where the facts of this pack were read, and how sure we are."""

    kind: str
    ref: str
    note: str | None = None


class Limit(Part):
    """The time allowed, for one channel or any. A line for a channel goes before the line for any; of the lines left,
    the first whose condition holds counts.

    commitment: shorter than the law demands because the agency promised it, not because the law says so.
    """

    channel: Literal["any", "online", "counter", "post"] = "any"
    value: Whole = Field(ge=0, le=10_000)
    unit: Literal["hour", "working_day", "calendar_day"]
    same_day: bool = False
    cutoff: time | None = None
    commitment: bool = False
    condition: Rule | None = None
    condition_text: Text | None = None
    legal: str | None = None
    note: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence = "medium"


class Tier(Part):
    """Price in VND of each unit up to the `up_to`-th (None: of all further ones)."""

    up_to: Whole | None = Field(default=None, ge=1)
    price: Whole = Field(ge=0, le=MOST_VND)


class Fee(Part):
    """One line of the fee table. Neither amount nor tiers: set by the provincial council, entered by the agency."""

    code: Slug
    kind: Literal["phi", "le_phi"]
    name: Text
    amount: Whole | None = Field(default=None, ge=0, le=MOST_VND, description="VND per unit")
    tiers: list[Tier] = Field(default_factory=list, description="instead of amount: price that falls with the number")
    at_most: Whole | None = Field(default=None, ge=0, le=MOST_VND, description="VND, ceiling of a price by tiers")
    unit: Literal["case", "copy", "page", "person"] = "case"
    quantity: str | None = Field(default=None, description="form field that holds the number of units")
    channel: Literal["any", "online", "counter", "post"] = "any"
    condition: Rule | None = None
    set_by: Literal["central", "province_council"] = "central"
    due: Literal["submission", "return"] = "submission"
    note: Text | None = None
    legal: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence = "medium"


class Exemption(Part):
    """Who pays nothing, or less; proven from data, never by asking for a paper."""

    code: Slug
    name: Text
    condition: Rule | None = Field(default=None, description="over form fields and facts; None: decided by a clerk")
    percent: Whole = Field(default=100, ge=1, le=100)
    channel: Literal["any", "online", "counter", "post"] = "any"
    fees: list[Slug] = Field(default_factory=list, description="codes of fees it concerns; empty: all")
    legal: str | None = None


class Component(Part):
    """A paper of the dossier, or the data that replaces it."""

    id: Slug
    name: Text
    form_no: str | None = None
    originals: Whole = Field(default=0, ge=0)
    copies: Whole = Field(default=0, ge=0)
    required: Literal["always", "conditional", "optional"] = "always"
    condition: Rule | None = None
    condition_text: Text | None = None
    mode: Literal["form", "upload", "present", "data"] = Field(
        description="form: the e-form itself; upload: a file; present: shown at the desk only; data: read from a "
        "source of replaced_by, a file is asked only where none of them answers"
    )
    replaced_by: list[str] = Field(default_factory=list, description="sources that make the paper unnecessary")
    proven_by: list[Slug] = Field(
        default_factory=list,
        description="fields that must have come from a source of replaced_by before it stands in for the paper; those "
        "that are not part of the form as things stand do not count",
    )
    paper_kinds: list[str] = Field(default_factory=list, description="kinds in the vault that serve as this paper")
    help: Text | None = None
    ask_again_reason: str | None = Field(
        default=None, description="why a paper that a connected source replaces is asked for all the same"
    )


class Unique(Part):
    """Answers that tell that two dossiers are about the same thing; of such only one is taken. Where one of the answers
    is not there, the line says nothing. A dossier refused, withdrawn or stopped is in nobody's way.

    hold: `running` until the earlier one is settled, `for_good` also after (a child is born once).
    """

    fields: list[Slug] = Field(min_length=1)
    hold: Literal["running", "for_good"] = "running"


class Result(Part):
    """What the person gets in the end."""

    id: Slug
    name: Text
    kind: str = Field(description="kind of paper in the vault, e.g. birth_certificate")
    template: str | None = Field(default=None, description="document template; None: issued outside motcua")
    code: str | None = None
    electronic: bool = True
    prints: dict[str, str | int | list[str]] = Field(
        default_factory=dict,
        description="place in the template → what stands there; {field_id} is the answer, members[].name a row each",
    )
    series: str | None = Field(default=None, description="number series of the issuing agency")
    valid_months: Whole | None = Field(default=None, ge=1, le=1200)


class Step(Part):
    """One step of the route: who does what, in which share of the time."""

    id: Slug
    kind: Literal["receive", "examine", "check", "sign", "issue", "return"]
    role: str
    name: Text
    share: float = Field(gt=0, le=1)
    unit: str | None = Field(default=None, description="department within the agency")
    opinion_of: list[str] = Field(default_factory=list, description="units that may be asked for an opinion")
