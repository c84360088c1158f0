"""Where somebody begins for whom no dossier ever waits."""

from __future__ import annotations

from django.urls import reverse

from motcua.desk.pages.troubles import oldest_trouble
from motcua.directory.api import StaffPages


def first_page(pages: StaffPages) -> str:
    """The figures of whoever watches (with the dossiers behind them); of whoever keeps the system what is broken, else
    the agency; the tasks of everybody else: whoever works here may be given one."""
    if pages.figures:
        return reverse("board:overview")
    if pages.troubles and oldest_trouble() is not None:
        return reverse("desk:failures")
    return reverse("administration:home" if pages.keeps else "board:plan_mine")
