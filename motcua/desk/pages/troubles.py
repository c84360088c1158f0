"""What did not work by itself: jobs that were given up, outside systems that do not answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base.clock import now
from motcua.base.models import OutboxItem
from motcua.dossiers.api import Dossier
from motcua.gateways.api import CallRecord
from motcua.rules.codes import Role

WATCHERS = (Role.ADMIN, Role.LEADER)
MOST_SHOWN = 100
RECENT = timedelta(hours=24)
WORKS = (CallRecord.Outcome.OK, CallRecord.Outcome.NOTHING)
TASKS = {
    "dossiers.make_form": gettext_lazy("Lập giấy tờ của hồ sơ"),
    "dossiers.sign_apology": gettext_lazy("Ký, gửi văn bản xin lỗi"),
    "dossiers.sign_result": gettext_lazy("Ký, đóng dấu kết quả"),
    "dossiers.return_electronically": gettext_lazy("Trả kết quả điện tử"),
    "dossiers.watch_due": gettext_lazy("Nhắc hồ sơ sắp đến hạn"),
    "notices.send": gettext_lazy("Gửi thông báo cho người dân"),
    "plans.sign_report": gettext_lazy("Ký báo cáo thực hiện kế hoạch"),
    "payments.ask_bank": gettext_lazy("Hỏi ngân hàng về một khoản tiền"),
    "directory.refresh_person": gettext_lazy("Cập nhật thông tin từ CSDL dân cư"),
    "directory.take_over_agencies": gettext_lazy("Chuyển cán bộ của cơ quan đã kết thúc"),
    "dossiers.succeed": gettext_lazy("Chuyển hồ sơ sang cơ quan kế tục"),
    "eforms.follow_agency": gettext_lazy("Chuyển bản khai sang cơ quan kế tục"),
    "directory.nightly": gettext_lazy("Việc dọn dẹp hằng đêm"),
    "eforms.abandon_untouched": gettext_lazy("Bỏ các bản khai lâu không dùng"),
    "vault.expire_papers": gettext_lazy("Đánh dấu giấy tờ hết hạn"),
    "signing.fetch_revocation_lists": gettext_lazy("Cập nhật danh sách chứng thư bị thu hồi"),
    "indicators.read_journal": gettext_lazy("Tính số liệu"),
    "files.remove_bytes": gettext_lazy("Xóa tệp không còn dùng"),
}
SYSTEMS = {
    "vneid": gettext_lazy("Đăng nhập VNeID"),
    "population": gettext_lazy("CSDL dân cư"),
    "residence": gettext_lazy("CSDL cư trú"),
    "civil_status": gettext_lazy("CSDL hộ tịch"),
    "registries": gettext_lazy("Các cơ sở dữ liệu quốc gia"),
    "bank": gettext_lazy("Ngân hàng"),
    "sms": gettext_lazy("Tin nhắn SMS"),
    "zalo": gettext_lazy("Tin nhắn Zalo"),
    "tsa": gettext_lazy("Dấu thời gian"),
    "signing": gettext_lazy("Dịch vụ ký số"),
    "antivirus": gettext_lazy("Kiểm tra vi-rút"),
}
REASONS = (
    (
        ("SourceDown", "Connect", "Connection", "Timeout", "Unreachable"),
        gettext_lazy("Hệ thống bên ngoài không trả lời."),
    ),
    (("StorageFull", "No space"), gettext_lazy("Ổ đĩa lưu tệp đã đầy.")),
    (("NoCertificate", "WrongCertificate", "CannotSign"), gettext_lazy("Chứng thư số chưa dùng được.")),
    (("UnknownTemplate", "IncompletePaper"), gettext_lazy("Mẫu văn bản thiếu nội dung bắt buộc.")),
    (("takes no mail", "not an address"), gettext_lazy("Địa chỉ thư của người nhận không nhận được thư.")),
    (("this number",), gettext_lazy("Cổng tin nhắn không nhận số điện thoại này.")),
    (("SMTP", "smtp"), gettext_lazy("Máy chủ thư điện tử từ chối gửi.")),
)


@dataclass(frozen=True)
class Trouble:
    """One job that was given up. `words`: what it was to do; `why` in plain words; `detail` for whoever mends it."""

    id: int
    words: str
    why: str
    detail: str
    since: datetime
    attempts: int
    dossier: str


@dataclass(frozen=True)
class Outside:
    """An outside system as last met. `works`: the last call was answered."""

    words: str
    works: bool
    last_answer: datetime | None
    failures: int


def oldest_trouble() -> datetime | None:
    """Since when the oldest unsolved trouble stands; None: all is well."""
    found = OutboxItem.objects.filter(state=OutboxItem.State.DEAD).aggregate(since=Min("ended_at"))
    since: datetime | None = found["since"]
    return since


def troubles() -> list[Trouble]:
    """Jobs that were given up, the oldest first. Two queries."""
    dead = list(OutboxItem.objects.filter(state=OutboxItem.State.DEAD).order_by("ended_at", "id")[:MOST_SHOWN])
    ids = {str(each.payload.get("dossier", "")) for each in dead}
    codes = dict(Dossier.objects.filter(public_id__in=ids).values_list("public_id", "code"))
    return [
        Trouble(
            id=each.pk,
            words=str(TASKS.get(each.task, _("Một việc chạy nền"))),
            why=_why(each.last_error),
            detail=f"{each.task}: {each.last_error}",
            since=each.ended_at or each.made_at,
            attempts=each.attempts,
            dossier=codes.get(str(each.payload.get("dossier", "")), ""),
        )
        for each in dead
    ]


def outside_systems() -> list[Outside]:
    """Every outside system called in the last day, those that do not answer first. Three queries."""
    recent = CallRecord.objects.filter(at__gte=now() - RECENT)
    latest = dict(recent.values_list("system").annotate(Max("id")))
    last = {each.system: each for each in CallRecord.objects.filter(pk__in=latest.values())}
    answered = dict(recent.filter(outcome__in=WORKS).values_list("system").annotate(Max("at")))
    failed = [each for each in recent.exclude(outcome__in=WORKS).values_list("system", flat=True)]
    found = [
        Outside(str(SYSTEMS.get(name, name)), last[name].outcome in WORKS, answered.get(name), failed.count(name))
        for name in sorted(last)
    ]
    return sorted(found, key=lambda each: each.works)


def _why(error: str) -> str:
    for marks, words in REASONS:
        if any(mark in error for mark in marks):
            return str(words)
    return _("Chương trình gặp lỗi; xin báo người quản trị kèm phần chi tiết.")
