"""All deeds, in the order in which the page shows them."""

from __future__ import annotations

from motcua.base.errors import NotFound
from motcua.desk.deeds.case import Deed
from motcua.desk.deeds.checking import CHECK
from motcua.desk.deeds.correcting import CORRECT, DECLINE_CORRECTION
from motcua.desk.deeds.counter import BRING
from motcua.desk.deeds.drafting import DRAFT
from motcua.desk.deeds.ending import (
    APOLOGISE,
    DECLINE_APOLOGY,
    REPLACE,
    RETURN,
    REVOKE,
    SIGN,
    SIGN_APOLOGY,
    SPOIL,
    STOP,
)
from motcua.desk.deeds.money import ASK_FEE, CASH, CODE, RELIEF, RETURN_FEE
from motcua.desk.deeds.opinion import ANSWER, ASK
from motcua.desk.deeds.reception import ACCEPT, PASS_ON, REFUSE, WITHDRAW
from motcua.desk.deeds.supplement import SUPPLEMENT
from motcua.desk.deeds.work import FINISH, HAND_OVER, RECEIVE, RELEASE, STEP_BACK, TAKE

DEEDS: tuple[Deed, ...] = (
    ANSWER, ACCEPT, PASS_ON, TAKE, DRAFT, FINISH, SIGN, SIGN_APOLOGY, RETURN, CASH, CODE, BRING, CHECK, SUPPLEMENT, ASK,
    ASK_FEE, RETURN_FEE, RELIEF, STEP_BACK, RECEIVE, SPOIL, REPLACE, APOLOGISE, DECLINE_APOLOGY, HAND_OVER, RELEASE,
    REFUSE, STOP, CORRECT, DECLINE_CORRECTION, REVOKE, WITHDRAW,
)  # fmt: skip


def deed_named(slug: str) -> Deed:
    """The deed at an address. Raises `NotFound`."""
    for each in DEEDS:
        if each.slug == slug:
            return each
    raise NotFound("")
