"""The papers of a vault as cards: how long each serves, and where another of its kind is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue.api import why_not_offered
from motcua.dossiers.api import procedures_behind
from motcua.vault.api import Paper


@dataclass(frozen=True)
class PaperCard:
    """`tag`: what is to be known of its force ("" where nothing is), in a `tone`; `renew`: the procedure that gives
    another, where this one serves no more or not for long and no other of its kind does."""

    paper: Paper
    tag: str
    tone: str
    renew: str


def paper_cards(papers: Iterable[Paper], on: date) -> list[PaperCard]:
    """A card for each. One query, for the procedures behind results."""
    found = list(papers)
    lasting = {each.kind for each in found if each.in_force(on) and not each.ends_soon(on)}
    wanting = [each for each in found if each.source == Paper.Source.RESULT and each.kind not in lasting]
    given_by = procedures_behind(each.origin for each in wanting) if wanting else {}
    return [_card(each, on, given_by.get(each.origin, "") if each in wanting else "") for each in found]


def _card(paper: Paper, on: date, slug: str) -> PaperCard:
    renew = slug if slug and not why_not_offered(slug) else ""
    if paper.state == Paper.State.VALID and paper.valid_to is not None and paper.valid_to < on:
        return PaperCard(paper, str(Paper.State.EXPIRED.label), "wait", renew)  # whether it is marked yet or not
    if paper.state != Paper.State.VALID:
        tone = "bad" if paper.state == Paper.State.REVOKED else "wait"
        return PaperCard(paper, paper.get_state_display(), tone, renew)
    return PaperCard(paper, _("sắp hết hạn"), "wait", renew) if paper.ends_soon(on) else PaperCard(paper, "", "", "")
