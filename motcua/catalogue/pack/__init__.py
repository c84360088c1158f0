"""The pack: everything a procedure is, as data. One YAML file a procedure; this is its shape."""

from motcua.catalogue.pack.form import Choice, Field, Form, Page, Prefill, Repeat, Section, Validation
from motcua.catalogue.pack.pack import Pack
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
    "Section",
    "Source",
    "Step",
    "Text",
    "Validation",
]
