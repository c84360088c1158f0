"""The door of the papers room: documents in the state's layout, their numbers, and whether they still count."""

from motcua.papers.actions.allocate_number import allocate_number
from motcua.papers.actions.issue import PDF, XML, initials, issue
from motcua.papers.actions.revoke import replace, revoke
from motcua.papers.check_codes import check_address, new_check_code, tidy_code
from motcua.papers.commands import paper_facts
from motcua.papers.errors import IncompletePaper, NoSuchPaper, PaperNotInForce, UnknownTemplate
from motcua.papers.events import PaperIssued, PaperReplaced, PaperRevoked
from motcua.papers.models import IssuedPaper, Number
from motcua.papers.rendering import render
from motcua.papers.selectors import PaperCheck, check, check_file, check_of, paper_named, papers_for, printed_code
from motcua.papers.template_list import Template, missing_fields, template_named, templates

__all__ = [
    "PDF",
    "XML",
    "IncompletePaper",
    "IssuedPaper",
    "NoSuchPaper",
    "Number",
    "PaperCheck",
    "PaperIssued",
    "PaperNotInForce",
    "PaperReplaced",
    "PaperRevoked",
    "Template",
    "UnknownTemplate",
    "allocate_number",
    "check",
    "check_address",
    "check_file",
    "check_of",
    "initials",
    "issue",
    "missing_fields",
    "new_check_code",
    "paper_facts",
    "paper_named",
    "papers_for",
    "printed_code",
    "render",
    "replace",
    "revoke",
    "template_named",
    "templates",
    "tidy_code",
]
