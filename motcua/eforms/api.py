"""The door of the forms: a procedure's form, filled with what the state knows, and what is left to ask."""

from motcua.eforms.actions.abandon import abandon, abandon_untouched
from motcua.eforms.actions.attach import attach
from motcua.eforms.actions.detach import detach
from motcua.eforms.actions.dispute import dispute
from motcua.eforms.actions.file_at import file_at, is_agency_chosen
from motcua.eforms.actions.follow_version import follow_version
from motcua.eforms.actions.keep_unsent import drop_unsent, keep_unsent, unsent
from motcua.eforms.actions.open_draft import open_draft
from motcua.eforms.actions.refresh_prefill import refresh_prefill
from motcua.eforms.actions.remove_row import remove_row
from motcua.eforms.actions.save_answers import Saved, save_answers
from motcua.eforms.actions.seal import seal, seal_for_dossier
from motcua.eforms.actions.use_paper import use_paper
from motcua.eforms.check_sheet import CheckRow, CheckSection, CheckSheet
from motcua.eforms.errors import (
    NoForm,
    NoSuchDraft,
    NoSuchField,
    NothingToDispute,
    NotOpen,
    NotReady,
    NotThisPaper,
    OtherVersion,
    TooMuch,
)
from motcua.eforms.models import Draft, DraftPaper
from motcua.eforms.needs import Need
from motcua.eforms.pages import FieldView, PageView
from motcua.eforms.pictures import picture_of
from motcua.eforms.policies import may_fill
from motcua.eforms.sealed import SealedAnswer, SealedForm, SealedPart, Statistics
from motcua.eforms.selectors import (
    asks_for,
    check_sheet,
    draft_for,
    my_drafts,
    next_page,
    open_draft_of,
    optional_pages,
    page,
    pages,
    paper_attached,
    papers_attached,
    papers_lapsed,
    papers_needed,
    papers_to_offer,
    problems,
    rows_to_offer,
    values_posted,
)
from motcua.eforms.shown import shown
from motcua.eforms.sources import name_of_source
from motcua.eforms.worth_keeping import WorthKeeping, facts_worth_keeping
