"""Fees, exemptions, time limits and the route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Fee, Limit, Pack, Step
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.subject import Placed, Subject
from motcua.catalogue.packs.tables import ROLES, roles_of
from motcua.rules.tables import in_force

HOURS = {"hour": 1.0, "working_day": 8.0, "calendar_day": 8.0 * 5 / 7}
COUNTED_TYPES = frozenset({"number", "choice"})
ROUNDING = 0.01
RECEIVE, SIGN, RETURN = "receive", "sign", "return"
ONCE_SIGNED = ("issue", RETURN)  # what is left to do where a procedure is settled here
SYSTEM = "system"  # another system does it: only where the procedure is described, not settled here


def check(subject: Subject) -> Iterator[Finding]:
    """What it costs, how long it takes, who does it."""
    yield from _fees(subject)
    yield from _limits(subject)
    yield from _route(subject)


def _fees(subject: Subject) -> Iterator[Finding]:
    fees = subject.pack.fees
    types = {placed.field.id: placed for placed in subject.fields()}
    for number, fee in enumerate(fees):
        yield from _amount(subject, number, fee)
        yield from _tiers(subject, number, fee)
        yield from _quantity(subject, number, fee, types)
    for (_first, one), (number, other) in combinations(enumerate(fees), 2):
        if _clash(one, other):
            text = _("Khoản “%(code)s” có hai dòng cùng kênh, cùng thời gian. Sửa kênh, ngày hiệu lực hoặc điều kiện.")
            yield subject.finding(("fees", number), "fee_overlap", text % {"code": other.code})
    yield from _fee_gaps(subject)
    yield from _exemptions_twice(subject)
    codes = {fee.code for fee in fees}
    for number, exemption in enumerate(subject.pack.exemptions):
        for place, code in enumerate(exemption.fees):
            if code not in codes:
                text = _("Miễn giảm nói đến khoản “%(code)s” mà bảng phí không có. Sửa mã.") % {"code": code}
                path = ("exemptions", number, "fees", place)
                yield subject.finding(path, "exemption_fee_unknown", text + did_you_mean(code, codes))


def _exemptions_twice(subject: Subject) -> Iterator[Finding]:
    lines = list(enumerate(subject.pack.exemptions))
    for (_first, one), (number, other) in combinations(lines, 2):
        if (one.code, one.channel, one.condition, one.fees) == (other.code, other.channel, other.condition, other.fees):
            text = _("Miễn giảm “%(code)s” có hai dòng giống nhau. Đổi mã, kênh hoặc điều kiện; hoặc bỏ một dòng.")
            yield subject.finding(("exemptions", number), "id_duplicate", text % {"code": other.code})


def _amount(subject: Subject, number: int, fee: Fee) -> Iterator[Finding]:
    if fee.amount is not None and fee.tiers:
        text = _("Khoản “%(code)s” vừa có amount vừa có tiers. Giữ một.") % {"code": fee.code}
        yield subject.finding(("fees", number), "fee_amount_twice", text)
    if subject.pack.end_to_end and fee.amount is None and not fee.tiers and fee.set_by == "central":
        text = _(
            "Khoản “%(code)s” chưa có số tiền. Thêm amount (0 nếu không thu); tỉnh định thì set_by: province_council."
        )
        yield subject.finding(("fees", number), "fee_amount_missing", text % {"code": fee.code})
    asks = fee.amount or any(tier.price for tier in fee.tiers)
    if asks and fee.legal is None and fee.confidence != "low":
        text = _("Khoản “%(code)s” thu tiền mà chưa ghi văn bản. Thêm legal; chưa chắc thì confidence: low.")
        yield subject.finding(("fees", number), "fee_legal_missing", text % {"code": fee.code})


def _tiers(subject: Subject, number: int, fee: Fee) -> Iterator[Finding]:
    ends = [tier.up_to for tier in fee.tiers]
    known = [end for end in ends if end is not None]
    if None in ends[:-1] or known != sorted(set(known)):
        text = _("Các bậc của “%(code)s” phải tăng dần theo up_to; chỉ bậc cuối mới để trống up_to. Xếp lại.")
        yield subject.finding(("fees", number, "tiers"), "fee_tiers_order", text % {"code": fee.code})
    elif ends and ends[-1] is not None and not _ends_there(subject, fee, ends[-1]):
        text = _("Quá %(end)s đơn vị thì “%(code)s” không thu gì nữa. Bỏ up_to ở bậc cuối.")
        yield subject.finding(("fees", number, "tiers"), "fee_tiers_order", text % {"end": ends[-1], "code": fee.code})
    for place, (before, tier) in enumerate(pairwise(fee.tiers), start=1):
        if 0 < before.price < tier.price and fee.note is None:
            text = _("Bậc này đắt hơn bậc trước (%(price)s sau %(before)s), trong khi càng nhiều càng rẻ. ")
            text += _("Sửa con số; nếu văn bản thu đúng như vậy thì ghi rõ ở note.")
            words = {"price": tier.price, "before": before.price}
            yield subject.finding(("fees", number, "tiers", place, "price"), "fee_tiers_order", text % words)
    if fee.tiers and fee.at_most is not None and fee.at_most < fee.tiers[0].price:
        text = _("Mức cao nhất at_most thấp hơn giá một đơn vị. Sửa at_most.")
        yield subject.finding(("fees", number, "at_most"), "fee_tiers_order", text)
    if fee.at_most is not None and not fee.tiers:
        text = _("at_most chỉ dùng với tiers. Bỏ at_most, hoặc viết giá theo bậc.")
        yield subject.finding(("fees", number, "at_most"), "fee_tiers_order", text)


def _ends_there(subject: Subject, fee: Fee, end: int) -> bool:
    """Whether nobody can have more units than the last tier has."""
    most = next((placed.field.max for placed in subject.fields() if placed.field.id == fee.quantity), None)
    return isinstance(most, int) and most <= end


def _channels_left_out(subject: Subject, lines: Sequence[Fee] | Sequence[Limit]) -> list[str]:
    """The channels the procedure offers and none of the lines is for."""
    named = {line.channel for line in lines}
    return [] if "any" in named else [channel for channel in subject.pack.channels if channel not in named]


def _fee_gaps(subject: Subject) -> Iterator[Finding]:
    """A fee that says what one channel costs and nothing of another."""
    lines: dict[str, list[tuple[int, Fee]]] = {}
    for number, fee in enumerate(subject.pack.fees):
        lines.setdefault(fee.code, []).append((number, fee))
    for code, found in lines.items():
        if left_out := _channels_left_out(subject, [fee for _number, fee in found]):
            text = _(
                "Khoản “%(code)s” chưa nói nộp qua kênh %(channel)s thì bao nhiêu. Thêm dòng; không thu thì amount: 0."
            )
            words = {"code": code, "channel": ", ".join(left_out)}
            yield subject.finding(("fees", found[0][0]), "fee_channel_missing", text % words)


def _quantity(subject: Subject, number: int, fee: Fee, types: Mapping[str, Placed]) -> Iterator[Finding]:
    if fee.quantity is not None and fee.quantity not in types:
        text = _("Khoản “%(code)s” đếm theo ô “%(id)s” mà biểu mẫu không có. Sửa tên ô, hoặc thêm ô số lượng.")
        guess = did_you_mean(fee.quantity, types)
        words = {"code": fee.code, "id": fee.quantity}
        yield subject.finding(("fees", number, "quantity"), "fee_quantity_missing", text % words + guess)
    elif fee.quantity is not None:
        if remedy := _uncounted(fee, types[fee.quantity]):
            path = ("fees", number, "quantity")
            yield subject.finding(path, "fee_quantity_missing", remedy % {"id": fee.quantity})
    elif fee.quantity is None and fee.unit != "case" and subject.pack.form is not None:
        text = _("Khoản “%(code)s” tính theo %(unit)s nhưng chưa biết đếm ở đâu. Thêm quantity: tên ô số lượng.")
        yield subject.finding(("fees", number), "fee_quantity_missing", text % {"code": fee.code, "unit": fee.unit})


def _uncounted(fee: Fee, placed: Placed) -> str:
    """Why the field does not tell how many pieces are to be paid for, with the remedy; empty: it does."""
    field = placed.field
    if fee.unit == "case":
        return _("Có quantity mà unit là case nên ô “%(id)s” không được đếm. Đổi unit: copy, page hoặc person.")
    if field.type not in COUNTED_TYPES or any(not option.value.isdecimal() for option in field.options):
        return _("Ô “%(id)s” không phải ô số nên không đếm được. Chọn ô kiểu number.")
    if placed.section.repeat is not None:
        return _("Ô “%(id)s” nằm trong nhóm lặp nên không đếm được. Chọn một ô số ngoài nhóm lặp.")
    if not field.required and fee.condition is None:
        return _("Ô “%(id)s” có thể để trống nên không biết thu bao nhiêu. Bỏ required: false, hoặc thêm condition.")
    return ""


def _clash(one: Fee, other: Fee) -> bool:
    return (
        one.code == other.code
        and (one.channel == other.channel or "any" in (one.channel, other.channel))
        and one.condition == other.condition
        and (one.valid_from or date.min) <= (other.valid_to or date.max)
        and (other.valid_from or date.min) <= (one.valid_to or date.max)
    )


def _limits(subject: Subject) -> Iterator[Finding]:
    limits = subject.pack.limits
    yield from _limit_gaps(subject)
    for number, limit in enumerate(limits):
        if limit.value == 0:
            text = _("Thời hạn bằng 0. Làm ngay thì ghi 1 hour, hoặc 1 working_day với same_day: true.")
            yield subject.finding(("limits", number, "value"), "limit_zero", text)
        if limit.same_day and (limit.unit != "working_day" or limit.value > 1):
            text = _("Trả trong ngày (same_day) thì ghi value: 1, unit: working_day. Sửa lại, hoặc bỏ same_day.")
            yield subject.finding(("limits", number, "same_day"), "wrong_value", text)
        if limit.channel != "online":
            continue
        slower = [base for base in limits if base.channel in ("any", "counter") and _comparable(base, limit)]
        if slower and _hours(limit) > min(_hours(base) for base in slower):
            text = _("Nộp trực tuyến lâu hơn nộp tại quầy. Ghi thời hạn trực tuyến bằng hoặc ngắn hơn.")
            yield subject.finding(("limits", number, "value"), "limit_online_longer", text)


def _limit_gaps(subject: Subject) -> Iterator[Finding]:
    """Every way to file has a time limit, in every case."""
    limits = subject.pack.limits
    if not limits or not subject.pack.end_to_end:
        return
    if left_out := _channels_left_out(subject, limits):
        text = _("Chưa có thời hạn cho kênh %(channel)s. Thêm một dòng channel: any cho các kênh còn lại.")
        yield subject.finding(("limits",), "limit_channel_missing", text % {"channel": ", ".join(left_out)})
    for channel in dict.fromkeys(limit.channel for limit in limits):
        mine = [limit for limit in limits if limit.channel in (channel, "any")]  # its own first, then those for any
        rules = [limit.condition for limit in mine]
        number = max(place for place, limit in enumerate(limits) if limit.channel == channel)
        if None not in rules and not any(_opposite(one, other) for one, other in combinations(rules, 2)):
            text = _("Mọi thời hạn cho kênh “%(channel)s” đều có điều kiện, có trường hợp sẽ không có hẹn. ")
            text += _("Bỏ condition ở dòng cuối.")
            path = ("limits", number, "condition")
            yield subject.finding(path, "limit_without_default", text % {"channel": channel})
        elif (day := _first_day_without(subject.pack, mine)) is not None:
            text = _("Từ ngày %(day)s kênh “%(channel)s” không còn thời hạn nào. Thêm một dòng có hiệu lực từ ngày ấy.")
            words = {"day": day.isoformat(), "channel": channel}
            yield subject.finding(("limits", number), "limit_without_default", text % words)


def _first_day_without(pack: Pack, limits: Sequence[Limit]) -> date | None:
    """The first day of the pack on which no line for every case holds; None: every day has one."""
    limits = [each for each in limits if each.condition is None] or limits
    day, last = pack.valid_from, pack.valid_to or date.max
    while day <= last:
        ends = [each.valid_to or date.max for each in limits if in_force(day, each.valid_from, each.valid_to)]
        if not ends:
            return day
        if max(ends) >= last:
            return None
        day = max(ends) + timedelta(days=1)
    return None


def _opposite(one: object, other: object) -> bool:
    """Whether one of two conditions holds whatever the answers: a == b and a != b, or x and not x."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    if {*one, *other} == {"==", "!="}:
        return list(one.values()) == list(other.values())
    return any(rule.get("!") in (against, [against]) for rule, against in ((one, other), (other, one)))


def _comparable(base: Limit, limit: Limit) -> bool:
    return (
        base.condition == limit.condition
        and (base.valid_from or date.min) <= (limit.valid_to or date.max)
        and (limit.valid_from or date.min) <= (base.valid_to or date.max)
    )


def _hours(limit: Limit) -> float:
    return limit.value * HOURS[limit.unit]


def _route(subject: Subject) -> Iterator[Finding]:
    route = subject.pack.route
    if not route:
        return
    for number, step in enumerate(route):
        if step.role == SYSTEM and subject.pack.end_to_end:
            text = _("Bước này do hệ thống khác làm nên không ai ở đây nhận việc. Ghi vai trò người làm, ví dụ clerk.")
            yield subject.finding(("route", number, "role"), "route_role", text)
        if step.role not in ROLES:
            text = _("Không có vai trò “%(role)s”. Dùng một trong: %(known)s.")
            words = {"role": step.role, "known": ", ".join(sorted(ROLES))}
            guess = did_you_mean(step.role, ROLES)
            yield subject.finding(("route", number, "role"), "route_role", text % words + guess)
        elif subject.pack.end_to_end and not _may_do(number, step):
            text = _("“%(role)s” không làm được bước %(kind)s. Dùng: %(known)s.")
            words = {"role": step.role, "kind": step.kind, "known": ", ".join(sorted(roles_of(step.kind)))}
            yield subject.finding(("route", number, "role"), "route_role", text % words)
    total = sum(step.share for step in route)
    if abs(total - 1) > ROUNDING:
        text = _("Các phần thời gian cộng lại bằng %(total)s, phải bằng 1. Chia lại share của các bước.")
        yield subject.finding(("route",), "route_shares", text % {"total": f"{total:.2f}"})
    yield from _signing(subject)


def _may_do(number: int, step: Step) -> bool:
    out_of_place = step.kind == RECEIVE and number > 0  # told as such
    return out_of_place or step.role == SYSTEM or step.role in roles_of(step.kind)


def _signing(subject: Subject) -> Iterator[Finding]:
    kinds = [step.kind for step in subject.pack.route]
    if subject.pack.end_to_end:
        for kind, words in ((RECEIVE, _("tiếp nhận")), (RETURN, _("trả kết quả"))):
            if kind not in kinds:
                text = _("Quy trình chưa có bước %(words)s. Thêm bước kind: %(kind)s.")
                yield subject.finding(("route",), "route_step_missing", text % {"words": words, "kind": kind})
    if RECEIVE in kinds[1:]:
        text = _("Bước tiếp nhận (receive) phải đứng đầu và chỉ có một. Đưa lên đầu, hoặc đổi kind.")
        yield subject.finding(("route", len(kinds) - 1 - kinds[::-1].index(RECEIVE)), "route_order", text)
    yield from _after_signing(subject, kinds)
    automatic = any(step.role == SYSTEM for step in subject.pack.route)  # a system answers for what it issues
    if RETURN in kinds and kinds.index(RETURN) != len(kinds) - 1:
        text = _("Sau bước trả kết quả (return) không còn bước nào. Chuyển return xuống cuối.")
        yield subject.finding(("route", kinds.index(RETURN)), "route_order", text)
    if SIGN not in kinds and not automatic and any(result.electronic for result in subject.pack.results):
        text = _("Kết quả điện tử phải được ký trước khi trả. Thêm bước kind: sign trước bước return.")
        yield subject.finding(("route",), "route_sign_missing", text)
    elif SIGN in kinds and RETURN in kinds and kinds.index(SIGN) > kinds.index(RETURN):
        text = _("Bước ký đang đứng sau bước trả kết quả. Đưa bước ký lên trước.")
        yield subject.finding(("route", kinds.index(SIGN)), "route_sign_missing", text)


def _after_signing(subject: Subject, kinds: Sequence[str]) -> Iterator[Finding]:
    """A signature settles the case: nobody would be given a step behind it but to issue and to return."""
    if not subject.pack.end_to_end or SIGN not in kinds:
        return
    for number in range(kinds.index(SIGN) + 1, len(kinds)):
        if kinds[number] == SIGN:
            text = _("Quy trình có hai bước ký: ký xong bước đầu là hồ sơ đã giải quyết xong. ")
            text += _("Giữ một bước ký; người xem trước khi ký thì đổi thành kind: check, đặt trước bước ký.")
            yield subject.finding(("route", number), "route_order", text)
        elif kinds[number] not in (*ONCE_SIGNED, RECEIVE):  # which is told to come first
            text = _("Ký xong là hồ sơ giải quyết xong nên không ai làm bước này. ")
            text += _("Đặt trước bước ký; ghi số, đóng dấu sau khi ký thì đổi thành kind: issue.")
            yield subject.finding(("route", number), "route_order", text)
