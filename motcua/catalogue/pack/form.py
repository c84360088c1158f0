"""The form of a pack: sections of fields, asked page by page."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field as Of

from motcua.catalogue.pack.parts import Part, Rule, Slug, Text, Whole

FieldType = Literal[
    "text", "long_text", "name", "date", "time", "number", "money", "choice", "yes_no", "statement",
    "phone", "email", "personal_id", "tax_code", "address", "place", "country", "ethnicity",
]  # fmt: skip


class Prefill(Part):
    """One place where the value may be found. Written in order of preference.

    source: a name of catalogue/data/source_vocabulary.yaml: vneid, population, civil_status, residence, insurance,
    poverty, land, business, birth_notice, death_notice, vault, earlier (an earlier dossier of this person; path: the
    field there), session (agency, today …), const (path: the value), computed (path: a function of other answers, see
    `functions` in the vocabulary: `field:<id>` the same as that answer, `age:<id>`, `first_word:<id>` …).
    of: whose data: `applicant`, `subject` (whom the applicant acts for, else the applicant) or `field:<id>` (the
    person, notice or parcel whose number that field holds).
    when: only where this condition over the answers holds.
    confirm: the value is likely, not sure: its question page is shown once with the box filled in.
    """

    source: str
    path: str
    of: str = "applicant"
    when: Rule | None = None
    confirm: bool = False


class Choice(Part):
    """One answer to choose."""

    value: str
    label: Text
    hint: Text | None = None


class Validation(Part):
    """A condition the answers must meet (JsonLogic, true = good) and the sentence a citizen reads where they do not."""

    rule: Rule
    message: Text
    level: Literal["error", "warning"] = "error"


class Field(Part):
    """One thing the form holds. Shown as a question only where no source knows it.

    Types with parts: `address` is {province, commune, detail}, `place` is {province, commune}. A `statement` is a
    sentence the person makes true by filing: shown above the button of the check page, never a question. `min` and
    `max` are numbers, ISO dates or `today`; for text they count characters.
    """

    id: Slug
    label: Text
    type: FieldType
    required: bool = True
    hint: Text | None = None
    options: list[Choice] = Of(default_factory=list)
    prefill: list[Prefill] = Of(default_factory=list)
    locked: bool = Of(default=False, description="a value from a source may be disputed but not overwritten")
    show_if: Rule | None = None
    validate_: list[Validation] = Of(default_factory=list, alias="validate")
    pattern: str | None = None
    pattern_message: Text | None = None
    min: Any | None = None
    max: Any | None = None
    precision: Literal["day", "month", "year"] = Of(default="day", description="the least a date must say")
    hidden: bool = Of(default=False, description="only for looking things up: neither asked, shown nor printed")
    ask_again_reason: str | None = Of(default=None, description="why a thing a source holds is asked all the same")
    exchange_name: str | None = Of(default=None, description="name of the field in the national exchange")


class Repeat(Part):
    """A section that may be filled several times. Conditions inside a row see the row's fields, then the form's.

    offer: sources that know the likely rows (their path gives a list of personal numbers): the person ticks, and the
    section's first field of type `personal_id` is filled.
    """

    min: Whole = Of(default=0, ge=0)
    max: Whole = Of(default=10, ge=1, le=50)
    add_label: Text
    offer: list[Prefill] = Of(default_factory=list)


class Section(Part):
    """Fields that belong together on the check page and in the printed declaration."""

    id: Slug
    title: Text
    fields: list[Field] = Of(min_length=1)
    show_if: Rule | None = None
    repeat: Repeat | None = None


class Page(Part):
    """One question page: a heading that is the question, and at most three fields.

    A repeat section counts as one and is named by its id. A page is passed over where nothing on it is to be asked.
    optional: nobody is led there; the check page offers it. It holds nothing that is required.
    """

    id: Slug
    title: Text
    fields: list[Slug] = Of(min_length=1, max_length=3)
    hint: Text | None = None
    optional: bool = False


class Form(Part):
    """Sections hold the fields; pages say in what order those still unknown are asked."""

    sections: list[Section] = Of(min_length=1)
    pages: list[Page] = Of(default_factory=list)

    def fields(self) -> list[Field]:
        """All fields, in order of the sections."""
        return [field for section in self.sections for field in section.fields]

    def field(self, field_id: str) -> Field:
        """The field called `field_id`; `KeyError` where there is none."""
        for field in self.fields():
            if field.id == field_id:
                return field
        raise KeyError(field_id)
