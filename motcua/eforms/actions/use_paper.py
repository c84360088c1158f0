"""Use a paper the person already has instead of asking for a new copy."""

from __future__ import annotations

from motcua.base.clock import today
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.eforms.actions.attach import put, require_component
from motcua.eforms.errors import NotThisPaper
from motcua.eforms.models import Draft, DraftPaper
from motcua.eforms.policies import may_fill
from motcua.eforms.selectors import papers_to_offer
from motcua.vault.api import Paper


def use_paper(*, draft: Draft, component: str, paper: Paper, by: Viewer) -> DraftPaper:
    """The paper, put to `component` by the person's own press. Pressed twice it is there once.

    Raises `Forbidden`, `NotOpen`, `NoSuchField`, and `NotThisPaper` for one that is another's, of a kind that does
    not serve here, or no longer in force.
    """
    require(may_fill(by, draft))
    require_component(draft, component)
    already = DraftPaper.objects.filter(draft=draft, component=component, paper=paper).first()
    if already is not None and paper.in_force(today()):
        return already
    offered = {each.pk: each for each in papers_to_offer(draft, component, by)}
    found = offered.get(paper.pk)
    if found is None or found.file is None:
        raise NotThisPaper
    pages = found.file.pages or 1
    return put(draft, component, by, file=found.file, pages=pages, scanned=False, paper_id=found.pk)
