"""Numbers and codes: each parser returns a value object or raises `errors.Unfit` in words a citizen can read."""

from motcua.rules.identifiers.business import TaxCode, TaxCodeKind, branch_code, tax_code
from motcua.rules.identifiers.card import CardData, PartialDate, read_card
from motcua.rules.identifiers.people import (
    BirthNotice,
    PersonalNumber,
    Phone,
    Warned,
    birth_notice,
    personal_number,
    phone,
)
from motcua.rules.identifiers.state import (
    AgencyCode,
    DossierCode,
    PaperCode,
    ProcedureCode,
    agency_code,
    agency_name,
    build_dossier_code,
    dossier_code,
    paper_code,
    procedure_code,
)

__all__ = [
    "AgencyCode",
    "BirthNotice",
    "CardData",
    "DossierCode",
    "PaperCode",
    "PartialDate",
    "PersonalNumber",
    "Phone",
    "ProcedureCode",
    "TaxCode",
    "TaxCodeKind",
    "Warned",
    "agency_code",
    "agency_name",
    "birth_notice",
    "branch_code",
    "build_dossier_code",
    "dossier_code",
    "paper_code",
    "personal_number",
    "phone",
    "procedure_code",
    "read_card",
    "tax_code",
]
