"""Is this paper real? By the code printed on it, or by the file itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base.kit.moments import show_day
from motcua.catalogue.api import say_paper
from motcua.directory.doors import public
from motcua.dossiers.api import BlankSaid, blanks_said
from motcua.papers.api import PaperCheck, paper_facts, tidy_code
from motcua.papers.api import check as check_code
from motcua.signing.api import Verification, verify

LARGEST = 20 * 1024 * 1024
TONES = {"valid": ("done", "check"), "unknown": ("bad", "alert"), "revoked": ("bad", "alert")}


@dataclass(frozen=True)
class Verdict:
    """Green, amber or red, one sentence, and the facts under it."""

    tone: str
    icon: str
    sentence: str
    reasons: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    signatures: list[Any] = field(default_factory=list)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """A code typed or scanned, or a PDF; nothing of the person is told."""
    upload, typed = request.FILES.get("file"), request.POST.get("code", "").strip()
    verdict, problem = None, ""
    if upload is not None:
        verdict = _of_file(upload.read(LARGEST + 1))
    elif typed or code:
        verdict = _of_code(check_code(typed or code), blanks_said(tidy_code(typed or code)))
    elif request.method == "POST":
        problem = _("Xin nhập mã in dưới ô vuông trên giấy, hoặc chọn tệp.")
    return render(request, "portal/check_result.html", {"verdict": verdict, "code": typed or code, "problem": problem})


def _of_code(found: PaperCheck, blanks: BlankSaid | None) -> Verdict:
    tone, icon = TONES.get(found.state, ("wait", "alert"))
    facts = [
        (_("Loại giấy"), say_paper(found.title)),
        (_("Số"), found.number),
        (_("Cơ quan cấp"), found.agency_name or found.agency),
        (_("Ngày cấp"), show_day(found.issued_on)),
        (_("Người ký"), found.signed_by),
        (_("Cấp cho"), found.holder_initials),
    ]
    reasons = [found.reason] if found.reason else []
    if blanks is not None:
        facts.append((_("Số sê-ri phôi"), blanks.counts or _("không còn phôi nào có giá trị, chỉ dùng bản điện tử")))
        gone = ", ".join(f"{serial} ({show_day(since)})" for serial, since in blanks.cancelled)
        facts.append((_("Phôi đã hủy, không còn giá trị"), gone))
    return Verdict(tone, icon, found.sentence, reasons, [each for each in facts if each[1]])


def _of_file(content: bytes) -> Verdict:
    if len(content) > LARGEST:
        return Verdict("bad", "alert", _("Tệp lớn hơn 20 MB nên không kiểm tra ở đây được."))
    found, issued = verify(content), paper_facts(content)
    reasons = [*found.reasons, *issued["reasons"]]
    signatures = list(found.signatures)
    if not signatures and issued["paper"] and not issued["reasons"]:
        # Slips of the one-stop desk carry a code and no signature: the very file that was made here is no fake.
        sentence = _("Tệp nguyên vẹn, đúng bản do cơ quan ở đây lập. Loại giấy này không có chữ ký số.")
        return Verdict("done", "check", sentence, [], _facts(issued["paper"]))
    if found.valid and not reasons:
        told = issued["paper"]
        facts = _facts(told) if told else []
        return Verdict("done", "check", _sentence(found, bool(told)), [], facts, signatures)
    return Verdict("bad", "alert", _("Không nên tin tệp này."), reasons, [], signatures)


def _sentence(found: Verification, issued_here: bool) -> str:
    if issued_here:
        return _("Tệp nguyên vẹn, chữ ký và con dấu đúng, do cơ quan ở đây cấp và còn hiệu lực.")
    return _("Tệp nguyên vẹn, chữ ký và con dấu đúng. Văn bản này không do cơ quan ở đây cấp.")


def _facts(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(_("Loại giấy"), told["title"]), (_("Số"), told["number"]), (_("Cơ quan cấp"), told["agency"])]
