"""The door of the papers room: documents in the state's layout, their numbers, and whether they still count."""

from motcua.papers.actions.allocate_number import allocate_number
from motcua.papers.actions.issue import PDF, XML, issue
from motcua.papers.actions.revoke import replace, revoke
from motcua.papers.check_codes import check_address, new_check_code, tidy_code
from motcua.papers.commands import paper_facts
from motcua.papers.errors import IncompletePaper, PaperNotInForce, UnknownTemplate
from motcua.papers.models import IssuedPaper, Number
from motcua.papers.rendering import render
from motcua.papers.selectors import PaperCheck, check, check_file, files_not_in_force, papers_for, printed_code
from motcua.papers.template_list import missing_fields, template_named, templates
