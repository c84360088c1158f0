from motcua.eforms.models.answer import Answer
from motcua.eforms.models.draft import Draft
from motcua.eforms.models.draft_paper import DraftPaper
from motcua.eforms.models.page_picture import PagePicture
from motcua.eforms.models.prefill_log import PrefillLog
from motcua.eforms.models.snapshot import Snapshot
from motcua.eforms.models.unsent import Unsent

__all__ = ["Answer", "Draft", "DraftPaper", "PagePicture", "PrefillLog", "Snapshot", "Unsent"]
