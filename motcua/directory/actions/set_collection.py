"""Where an agency's fees go, and what its fee receipts carry."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import AgencyChanged
from motcua.directory.models import Agency
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.viewer import Viewer
from motcua.directory.words import unfit_words
from motcua.rules.errors import Unfit
from motcua.rules.identifiers import TaxCodeKind, tax_code
from motcua.rules.vietqr import banks

LONGEST_SIGN = 20
NO_BANK = _("Xin chọn ngân hàng của tài khoản.")
NO_ACCOUNT = _("Số tài khoản gồm 6 đến 19 chữ số.")
NO_NAME = _("Xin ghi tên tài khoản: chữ hoa không dấu như ngân hàng ghi.")
NOT_BOTH = _(
    "Mẫu số và ký hiệu biên lai đi cùng nhau: ghi cả hai như đã đăng ký với cơ quan thuế, hoặc bỏ trống cả hai."
)
NOT_A_PERSON = _("Đây là số của một người. Xin ghi mã số thuế của cơ quan.")
TOO_LONG = _("Dài nhất 20 ký tự.")


@dataclass(frozen=True, kw_only=True)
class Collection:
    """All empty: no account, only cash; no registered receipts, only numbers of our own."""

    fee_bank_bin: str = ""
    fee_account: str = ""
    fee_account_name: str = ""
    tax_code: str = ""
    receipt_form: str = ""
    receipt_sign: str = ""


@transaction.atomic
def set_collection(*, agency: Agency, collection: Collection, by: Viewer | Actor) -> Agency:
    """Write the fee account (NAPAS BIN, number, name), tax code, form and sign of receipts (Decree 123/2020/NĐ-CP).

    What was billed, paid and receipted stays as it was. Raises `Forbidden`, `Refusal` for what cannot be.
    """
    require(may_administer(by, agency))
    wanted = {name: value.strip() for name, value in asdict(collection).items()}
    wanted["fee_account"] = re.sub(r"[\s.]", "", wanted["fee_account"])
    wrong = _account(wanted) | _tax(wanted) | _receipts(wanted)
    if wrong:
        raise Refusal(next(iter(wrong.values())), fields=wrong)
    changed = tuple(name for name, value in wanted.items() if getattr(agency, name) != value)
    if changed:
        Agency.objects.filter(pk=agency.pk).update(**wanted)
        happened = AgencyChanged(agency=agency.code, fields=changed)
        record(happened, stream=f"agency:{agency.code}", by=actor_of(by))
    return Agency.objects.get(pk=agency.pk)


def _account(wanted: dict[str, str]) -> dict[str, object]:
    if not any(wanted[name] for name in ("fee_bank_bin", "fee_account", "fee_account_name")):
        return {}
    wrong: dict[str, object] = {}
    if wanted["fee_bank_bin"] not in banks():
        wrong["fee_bank_bin"] = NO_BANK
    if not re.fullmatch(r"[0-9]{6,19}", wanted["fee_account"]):
        wrong["fee_account"] = NO_ACCOUNT
    if not wanted["fee_account_name"]:
        wrong["fee_account_name"] = NO_NAME
    return wrong


def _tax(wanted: dict[str, str]) -> dict[str, object]:
    if not wanted["tax_code"]:
        return {}
    try:
        found = tax_code(wanted["tax_code"])
    except Unfit as error:
        return {"tax_code": unfit_words(error)}
    wanted["tax_code"] = found.value
    return {"tax_code": NOT_A_PERSON} if found.kind is TaxCodeKind.PERSON else {}


def _receipts(wanted: dict[str, str]) -> dict[str, object]:
    form, sign = wanted["receipt_form"], wanted["receipt_sign"]
    if bool(form) != bool(sign):
        return {("receipt_sign" if form else "receipt_form"): NOT_BOTH}
    return {name: TOO_LONG for name in ("receipt_form", "receipt_sign") if len(wanted[name]) > LONGEST_SIGN}
