"""What the viewer can do with a dossier now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.catalogue.api import pack_of
from motcua.desk.deeds import DEEDS, Deed
from motcua.desk.deeds.drafting import drawable
from motcua.directory.api import Viewer
from motcua.dossiers.api import (
    Dossier,
    FeeState,
    Result,
    ResultState,
    Step,
    StepState,
    is_taken_back,
    offers,
    step_words,
)
from motcua.rules.codes import Channel
from motcua.rules.lifecycle import Status

TO_SIGN, TO_RETURN = "sign", "return"


@dataclass(frozen=True)
class Doing:
    """A deed as a button. `words` may say more than the deed itself; `main`: the one big blue button."""

    deed: Deed
    words: str
    main: bool = False


def doings(dossier: Dossier, viewer: Viewer) -> list[Doing]:
    """The deeds allowed now to this viewer, the likeliest first; exactly one of them is `main`, where any leads on."""
    allowed = allowed_deeds(dossier, viewer)
    found = [Doing(deed, _words(deed, dossier)) for deed in DEEDS if deed.offer in allowed]
    lead = next((each for each in found if _leads(each.deed, dossier)), None)
    rest = [each for each in found if each is not lead]
    return ([Doing(lead.deed, lead.words, main=True)] if lead else []) + rest


def allowed_deeds(dossier: Dossier, viewer: Viewer) -> set[str]:
    """Names of the offers open to this viewer now; the actions themselves check again."""
    return {name for name, verdict in offers(dossier, viewer).items() if verdict}


def _leads(deed: Deed, dossier: Dossier) -> bool:
    """Is this what usually comes next? A draft comes before passing on, and only while there is none."""
    if deed.tone != "main":
        return False
    step = dossier.current_step
    if deed.offer == "take":
        return step is not None and step.state == StepState.OPEN and step.kind not in (TO_SIGN, TO_RETURN)
    if deed.offer == "draft_result":
        return step is not None and step.kind == "examine" and not _drafted(dossier)
    if deed.offer in ("ask_fee", "take_cash"):
        owed = dossier.fee_state == FeeState.DUE and dossier.status in (Status.REGISTERED, Status.DONE)
        return owed and (deed.offer == "take_cash") == (dossier.channel == Channel.COUNTER)
    return deed.offer != "return_result" or not is_taken_back(dossier)


def _drafted(dossier: Dossier) -> bool:
    drafted = set(Result.objects.filter(dossier=dossier).values_list("key", flat=True))
    return {key for key, _name in drawable(dossier)} <= drafted


def _words(deed: Deed, dossier: Dossier) -> str:
    if deed.offer == "finish_step":
        following = _following(dossier)
        if following is not None and following.kind == TO_SIGN:
            return _("Trình ký")
        return _("Chuyển bước: %(step)s") % {"step": _called(dossier, following)} if following else str(deed.words)
    if deed.offer == "sign_result" and Result.objects.filter(dossier=dossier, state=ResultState.FAILED).exists():
        return _("Ký lại")
    if deed.offer == "return_result" and dossier.status == Status.RETURNED:
        return _("Trao bản giấy đính chính")
    if deed.offer == "return_result" and is_taken_back(dossier):
        return _("Trả bản đã thu hồi")
    return str(deed.words)


def _called(dossier: Dossier, step: Step) -> str:
    return step_words(pack_of(dossier.procedure_version_id), step.key, step.kind, step.name)


def _following(dossier: Dossier) -> Step | None:
    step = dossier.current_step
    waiting = dossier.steps.filter(state=StepState.WAITING)
    return (waiting.filter(place__gt=step.place) if step else waiting).order_by("place", "round").first()
