"""How the portal says things: limits, fees, papers, statuses; in words a farmer would use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.base.kit.figures import show_vnd
from motcua.catalogue.api import Component, Fee, LocalFee, Pack, say
from motcua.eforms.api import name_of_source
from motcua.rules.lifecycle import Status

STATUS_WORDS = {
    Status.REGISTERED: _("Đã nộp, chờ tiếp nhận"),
    Status.ACCEPTED: _("Đã tiếp nhận"),
    Status.REFUSED: _("Không tiếp nhận"),
    Status.PROCESSING: _("Đang giải quyết"),
    Status.SUPPLEMENT: _("Cần bổ sung"),
    Status.FEE_DUE: _("Cần nộp phí"),
    Status.WITHDRAWN: _("Đã rút"),
    Status.STOPPED: _("Đã dừng"),
    Status.DONE: _("Đã có kết quả"),
    Status.RETURNED: _("Đã trả kết quả"),
}
STATUS_TONES = {
    Status.REFUSED: "bad",
    Status.SUPPLEMENT: "wait",
    Status.FEE_DUE: "wait",
    Status.DONE: "done",
    Status.RETURNED: "done",
}


TAKEN_BACK = _("Kết quả đã thu hồi")


def status_words(status: int, *, back: bool = False) -> str:
    """The status in plain words. `back`: the result was revoked before it was handed over."""
    return str(TAKEN_BACK if back else STATUS_WORDS[Status(status)])


def status_tone(status: int, *, back: bool = False) -> str:
    """The tint that goes with them."""
    return "bad" if back else STATUS_TONES.get(Status(status), "")


@dataclass(frozen=True)
class Told:
    """A fact of the procedure page: one strong line and a few small ones."""

    title: str
    lines: list[str] = field(default_factory=list)


_UNITS = {
    "case": _("mỗi hồ sơ"),
    "copy": _("mỗi bản"),
    "page": _("mỗi trang"),
    "person": _("mỗi người"),
    "event": _("mỗi sự kiện"),
}


Local = Mapping[str, LocalFee]


def fee_told(pack: Pack, online: Local | None = None, counter: Local | None = None) -> Told:
    """What it costs when filed online, and the other lines beneath. `online`, `counter`: by fee, what the province
    set for that channel; it stands in for the amount the pack leaves open, and its decision is named.
    """
    online, counter = online or {}, counter or {}
    fees = [_with_local(fee, counter if fee.channel == "counter" else online) for fee in pack.fees]
    owed = [fee for fee in fees if fee.channel in ("any", "online")]
    base = [fee for fee in owed if fee.quantity is None and fee.condition is None]
    title, said = _fee_title(owed, base)
    lines = [_fee_line(fee) for fee in fees if fee not in said]
    return Told(title, lines + [_set_by(fee, online, counter) for fee in fees if _is_local(fee, online, counter)])


def _with_local(fee: Fee, local: Local) -> Fee:
    row = local.get(fee.code) if fee.set_by == "province_council" else None
    return fee if row is None else fee.model_copy(update={"amount": row.amount})


def _is_local(fee: Fee, online: Local, counter: Local) -> bool:
    return fee.set_by == "province_council" and (fee.code in online or fee.code in counter)


def _set_by(fee: Fee, online: Local, counter: Local) -> str:
    """Who set it; and what it is at the counter, where that is something else."""
    rows = [row for row in (online.get(fee.code), counter.get(fee.code)) if row is not None]
    words = {"name": say(fee.name), "decision": ", ".join(dict.fromkeys(row.decision for row in rows))}
    text = gettext("%(name)s: mức thu theo %(decision)s") % words
    if fee.channel == "any" and len({row.amount for row in rows}) == 2:
        text += gettext("; nộp tại quầy %(amount)s") % {"amount": show_vnd(rows[1].amount)}
    return text


def _fee_title(owed: list[Fee], base: list[Fee]) -> tuple[str, list[Fee]]:
    """The one strong line and the fees it says all about: what everybody owes, a price a piece, or from what on."""
    if any(fee.amount is None for fee in base):
        return gettext("Theo mức của tỉnh"), []
    total = sum(fee.amount or 0 for fee in base)
    if base:
        return (show_vnd(total) if total else gettext("Không mất tiền")), base
    always = [fee for fee in owed if fee.condition is None and fee.amount]
    if len(always) == 1:
        return f"{show_vnd(always[0].amount or 0)} {_UNITS.get(always[0].unit, '')}".strip(), []
    amounts = [fee.amount for fee in owed if fee.amount is not None]
    if amounts:
        return gettext("Từ %(amount)s") % {"amount": show_vnd(min(amounts))}, []
    return (gettext("Theo mức của tỉnh") if owed else gettext("Không mất tiền")), []


def _fee_line(fee: Fee) -> str:
    amount = gettext("theo mức của tỉnh") if fee.amount is None else show_vnd(fee.amount)
    where = {"online": gettext(" (nộp trực tuyến)"), "counter": gettext(" (nộp tại quầy)")}.get(fee.channel, "")
    return f"{say(fee.name)}: {amount} {_UNITS.get(fee.unit, '')}{where}"


@dataclass(frozen=True)
class Replaced:
    """A paper that data made unnecessary."""

    name: str
    why: str


@dataclass(frozen=True)
class PapersTold:
    """What papers are needed, and which no longer are."""

    title: str
    needed: list[str]
    replaced: list[Replaced]


def papers_told(pack: Pack) -> PapersTold:
    """Papers somebody must really bring, in the usual case; and those struck through."""
    needed = [say(part.name) for part in pack.components if _is_needed(part)]
    replaced = [
        Replaced(say(part.name), gettext("không cần, thay bằng %(sources)s") % {"sources": _sources(part)})
        for part in pack.components
        if part.replaced_by and part.mode != "form"
    ]
    title = (
        ngettext("%(n)s giấy tờ", "%(n)s giấy tờ", len(needed)) % {"n": len(needed)}
        if needed
        else gettext("Không cần giấy gì")
    )
    return PapersTold(title, needed, replaced)


def _sources(part: Component) -> str:
    return ", ".join(name_of_source(each) for each in part.replaced_by)


def _is_needed(part: Component) -> bool:
    return part.mode == "upload" and part.required == "always" and not part.replaced_by


LEVELS = {"full": _("Toàn trình"), "partial": _("Một phần"), "information": _("Cung cấp thông tin")}
# Decree 42/2022/NĐ-CP in everyday words.
LEVELS_MEAN = {
    "full": _("nộp, giải quyết và nhận kết quả đều qua mạng, kết quả giấy có thể nhận qua bưu chính"),
    "partial": _("có việc vẫn phải đến tận nơi"),
    "information": _("trên mạng chỉ có hướng dẫn, hồ sơ nộp tại quầy"),
}
CONFIDENCE = {
    "high": _("Cao: đọc từ dữ liệu công bố năm 2026"),
    "medium": _("Vừa: một phần theo quy định, cần đối chiếu"),
    "low": _("Thấp: cần kiểm tra trước khi dùng"),
}
