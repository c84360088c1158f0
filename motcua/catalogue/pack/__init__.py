"""The pack: everything a procedure is, as data. One YAML file a procedure; this is its shape."""

from motcua.catalogue.pack.form import Choice, Field, Form, Page, Prefill, Repeat, Section, Validation
from motcua.catalogue.pack.pack import Pack, Search
from motcua.catalogue.pack.parts import (
    Component,
    Exemption,
    Fee,
    LegalBasis,
    Limit,
    Result,
    Source,
    Step,
    Text,
    Tier,
    Unique,
)

__all__ = [
    "Choice",
    "Component",
    "Exemption",
    "Fee",
    "Field",
    "Form",
    "LegalBasis",
    "Limit",
    "Pack",
    "Page",
    "Prefill",
    "Repeat",
    "Result",
    "Search",
    "Section",
    "Source",
    "Step",
    "Text",
    "Tier",
    "Unique",
    "Validation",
]
