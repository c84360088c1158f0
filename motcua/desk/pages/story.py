"""What happened to a dossier in words, and who looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.base.kit.figures import show_vnd
from motcua.base.kit.moments import show_moment
from motcua.catalogue.api import pack_of
from motcua.desk.timing import how_long
from motcua.directory.api import Viewer
from motcua.dossiers.api import DELIVERED, Dossier, FormCode, history, step_words, who_looked
from motcua.rules.codes import Delivery
from motcua.vault.api import Use

LOOKS_SHOWN = 50


@dataclass(frozen=True)
class Moment:
    """One line of the history."""

    at: datetime
    words: str
    who: str
    more: str


def story_of(dossier: Dossier, viewer: Viewer) -> list[Moment]:
    """What happened, newest first, from the journal. Two queries."""
    pack = pack_of(dossier.procedure_version_id)
    steps = {step.key: step_words(pack, step.key, step.kind, step.name) for step in dossier.steps.all()}
    return [
        Moment(each.at, each.label, each.who, _more(each.event, each.data, steps))
        for each in reversed(history(dossier, viewer))
    ]


def looks_at(dossier: Dossier, viewer: Viewer) -> QuerySet[Use]:
    """Who looked at or used the data of this dossier, newest first; the person sees the same list."""
    return who_looked(dossier, viewer)[:LOOKS_SHOWN]


def _more(event: str, data: Mapping[str, Any], steps: Mapping[str, str]) -> str:
    step = steps.get(str(data.get("step", "")), "")
    if event == "dossiers.step_finished":
        worked = int(data.get("worked", 0))
        done = _("%(step)s, làm trong %(worked)s") % {"step": step, "worked": how_long(worked)} if worked else step
        return _("%(done)s, trễ") % {"done": done} if data.get("late") else done
    if event in ("dossiers.step_opened", "dossiers.step_claimed", "dossiers.step_released", "dossiers.step_returned"):
        return step
    if event == "dossiers.apology_asked":
        return _("đề nghị hẹn %(due)s") % {"due": _moment(data.get("new_due_at"))}
    if event == "dossiers.apologised":
        return _("hẹn mới %(due)s") % {"due": _moment(data.get("due_at"))}
    if event == "dossiers.accepted" and data.get("first_due_at"):
        return _moment(data.get("first_due_at"))
    if event == "dossiers.form_made":
        return str(FormCode(str(data["form"])).label) if data.get("form") in FormCode.values else ""
    if event in ("dossiers.fee_asked", "dossiers.fee_paid"):
        return show_vnd(data.get("amount"))
    if event == "dossiers.result_returned":
        return str(DELIVERED[Delivery(int(data.get("how", Delivery.ELECTRONIC)))])
    if event in ("dossiers.blank_given", "dossiers.blank_spoiled"):
        words = _("%(serial)s thay %(old)s") if data.get("replaces") else "%(serial)s"
        return words % {"serial": data.get("serial", ""), "old": data.get("replaces", "")}
    return ""


def _moment(text: Any) -> str:
    return show_moment(datetime.fromisoformat(text)) if isinstance(text, str) else ""
