"""Whose data it is: a person or an organisation, by the number the state knows them by."""

from __future__ import annotations

from dataclasses import dataclass

PERSON = "person"
ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """`kind` is person (key: 12-digit personal number) or organisation (key: tax code). Never goes into the journal."""

    kind: str
    key: str

    def __post_init__(self) -> None:
        if self.kind not in (PERSON, ORGANISATION) or not self.key:
            raise ValueError("a subject is a person or an organisation with its number")

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Subject:
        """The inverse of `str`; `ValueError` for anything else."""
        kind, _, key = text.partition(":")
        return cls(kind, key)

    @property
    def is_person(self) -> bool:
        """A natural person?"""
        return self.kind == PERSON

    @property
    def masked(self) -> str:
        """The number as lists show it, as in 0010*****456."""
        return mask(self.key)


def mask(number: str) -> str:
    """A number with its middle hidden: first four and last three stay (standards: masking)."""
    return f"{number[:4]}{'*' * (len(number) - 7)}{number[-3:]}" if len(number) > 7 else "*" * len(number)


def person_subject(personal_id: str) -> Subject:
    """The subject with this personal number."""
    return Subject(PERSON, personal_id)


def organisation_subject(tax_code: str) -> Subject:
    """The subject with this tax code."""
    return Subject(ORGANISATION, tax_code)
