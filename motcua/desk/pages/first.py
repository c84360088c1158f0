"""Where somebody begins for whom no dossier waits."""

from __future__ import annotations

from django.urls import reverse

from motcua.desk.pages.purse import money_waits
from motcua.desk.pages.troubles import oldest_trouble
from motcua.directory.api import StaffPages, Viewer, staff_pages
from motcua.dossiers.api import TO_CORRECT, Seat, open_dossiers

WORK_LIST = ""


def begins_at(viewer: Viewer, seat: Seat) -> str:
    """The address, or the work list: there begins whoever settles dossiers, be it empty for once."""
    pages = staff_pages(viewer)
    if pages.money:
        return _purse_or_list(viewer, seat, pages)
    if pages.steps or open_dossiers(seat).exists():
        return WORK_LIST
    return _what_they_do(pages)


def _purse_or_list(viewer: Viewer, seat: Seat, pages: StaffPages) -> str:
    """An accountant pays out few dossiers and looks at money every day."""
    if open_dossiers(seat).filter(seat.turn | TO_CORRECT).exists():
        return WORK_LIST
    return reverse("desk:money") if not pages.settles or money_waits(viewer) else WORK_LIST


def _what_they_do(pages: StaffPages) -> str:
    """The figures of whoever watches (with the dossiers behind them); of whoever keeps the system what is broken, else
    the agency; the tasks of everybody else: whoever works here may be given one."""
    if pages.figures:
        return reverse("board:overview")
    if pages.troubles and oldest_trouble() is not None:
        return reverse("desk:failures")
    return reverse("administration:home" if pages.keeps else "board:plan_mine")
