"""Certificates of an agency and of those who sign there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import Refusal
from motcua.base.kit.field_view import FieldView
from motcua.desk.administration.frame import KEEPERS, back_to, with_frame
from motcua.desk.administration.sheet import Sheet, Typed, answer
from motcua.directory.api import Agency, Staff, Viewer, agency_to_administer, staff, staff_of, viewer_of
from motcua.signing.api import (
    REASONS,
    bind_certificate,
    certificate_to_keep,
    certificates_of,
    enrol,
    request_certificate,
    request_to_keep,
    requests_of,
    revoke_credential,
)

LARGEST_FILE = 64_000


@never_cache
@require_safe
@staff(*KEEPERS)
def certificates(request: HttpRequest, code: str) -> HttpResponse:
    """Who signs with what, until when, and which keys wait for their certificate."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)
    names = _holders(agency, list(staff_of(viewer, agency)))
    held = [(each, names[each.credential.holder]) for each in certificates_of(names)]
    waiting = [(each, names[each.holder]) for each in requests_of(names)]
    context = with_frame(request, agency, "certificates", held=held, waiting=waiting, practice=_practice())
    return render(request, "desk/administration/certificates.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Make a key and the request for the authority; in the demo the simulated authority answers at once."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)
    names = _holders(agency, [each for each in staff_of(viewer, agency) if each.active])

    def make(typed: Typed) -> None:
        holder = typed.said("holder")
        if holder not in names:
            words = _("Xin chọn một dòng.")
            raise Refusal(words, fields={"holder": words})
        if typed.said("practice") and _practice():
            _enrol_in_practice(holder, agency, viewer)
        else:
            request_certificate(holder=holder, by=viewer)

    def fields(typed: Typed) -> list[FieldView]:
        found = [typed.choose("holder", _("Chứng thư cho ai"), list(names.items()), widget="select")]
        if _practice():
            found.append(typed.tick("practice", _("Xin nơi cấp mô phỏng cấp ngay (chỉ có ở bản dùng thử)")))
        return found

    sheet = Sheet(
        _("Tạo khóa và yêu cầu cấp chứng thư"),
        _("Tạo khóa"),
        back_to("certificates", agency),
        _("Khóa bí mật ở lại trong kho khóa. Tải tệp yêu cầu gửi cho nơi cấp, rồi nhập chứng thư khi họ gửi về."),
        sensitive=True,
        done=_("Đã tạo khóa."),
    )
    return answer(request, sheet, make, fields)


@never_cache
@require_safe
@staff(*KEEPERS)
def request_file(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    """The request (PKCS#10) as a file for the authority."""
    viewer = viewer_of(request)
    agency_to_administer(viewer, code)
    asked = request_to_keep(viewer, public_id)
    response = HttpResponse(asked.request_pem, content_type="application/pkcs10")
    response["Content-Disposition"] = f'attachment; filename="yeu-cau-{asked.public_id}.csr"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def bind(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    """Enter the certificate that came back."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)
    asked = request_to_keep(viewer, public_id)

    def enter(typed: Typed) -> None:
        upload = request.FILES.get("file")
        content = upload.read(LARGEST_FILE) if upload else typed.said("pem").encode()
        bind_certificate(request=asked.public_id, content=content, by=viewer)

    sheet = Sheet(
        _("Nhập chứng thư"),
        _("Nhập chứng thư"),
        back_to("certificates", agency),
        _("Chọn tệp nơi cấp gửi về (.cer, .crt, .pem), hoặc dán nội dung."),
        sensitive=True,
        done=_("Đã nhập chứng thư. Từ nay dùng để ký được."),
        template="desk/administration/certificate.html",
    )
    questions = _("Hoặc dán nội dung chứng thư")
    return answer(
        request, sheet, enter, lambda typed: [typed.text("pem", questions, widget="long_text", optional=True)]
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def stop(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    """Never sign with it again."""
    viewer = viewer_of(request)
    agency = agency_to_administer(viewer, code)
    found = certificate_to_keep(viewer, public_id).credential

    def end(typed: Typed) -> None:
        if typed.said("reason") not in REASONS:
            words = _("Xin chọn một dòng.")
            raise Refusal(words, fields={"reason": words})
        revoke_credential(credential=found, reason=typed.said("reason"), by=viewer)

    sheet = Sheet(
        _("Ngừng dùng chứng thư của %(name)s") % {"name": found.name},
        _("Ngừng dùng"),
        back_to("certificates", agency),
        warnings=[
            _("Không ký được bằng chứng thư này nữa và không mở lại được. Văn bản đã ký vẫn còn giá trị."),
            _("Mất khóa thì báo ngay cho nơi cấp để họ thu hồi; việc đó không làm thay ở đây được."),
        ],
        grave=True,
        sensitive=True,
        done=_("Đã ngừng dùng chứng thư."),
    )
    return answer(request, sheet, end, lambda typed: [typed.choose("reason", _("Vì sao"), list(REASONS.items()))])


def _holders(agency: Agency, people: list[Staff]) -> dict[str, str]:
    return {f"agency:{agency.code}": agency.name} | {f"staff:{each.pk}": each.full_name for each in people}


def _enrol_in_practice(holder: str, agency: Agency, viewer: Viewer) -> None:
    kind, _colon, key = holder.partition(":")
    signer = Staff.objects.select_related("user").get(pk=int(key)) if kind == "staff" else None
    enrol(
        holder=holder,
        kind="official" if signer else "agency",
        common_name=signer.full_name if signer else agency.name,
        organisation=agency.name,
        number=signer.user.username if signer else agency.code,
        title=signer.title if signer else "",
        authority=_practice(),
        by=viewer.actor,
    )


def _practice() -> str:
    return settings.MOTCUA_TSA_URL.removesuffix("/tsa") if settings.DEMO and settings.MOTCUA_TSA_URL else ""
