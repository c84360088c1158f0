"""Who may act for a child or an organisation: looked up, recorded on a paper that was shown, ended for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.clock import today
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.files import ACCEPT, LARGEST_FILE
from motcua.base.files.serving import serve
from motcua.base.kit.field_view import FieldView
from motcua.base.verdict import require
from motcua.desk.administration.sheet import Sheet, Typed, answer, day_boxes
from motcua.desk.looking import representations_looked_at
from motcua.desk.pages.head import with_head
from motcua.desk.pages.rows import Tag
from motcua.directory.api import (
    Named,
    Organisation,
    Person,
    Representation,
    Shown,
    end_representation,
    holds,
    is_in_force,
    key_of,
    known_by_number,
    mask,
    may_keep_representations,
    named_by_key,
    record_representation,
    representation_to_keep,
    staff,
    viewer_of,
)
from motcua.rules.codes import Role

KEEPERS = (Role.CLERK, Role.ADMIN)
FILE_AGAIN = gettext_lazy("Xin chọn lại tệp: trang không giữ được tệp đã chọn.")


@dataclass(frozen=True)
class Row:
    """One line: the other one and their page, how things stand, whether it can still be ended."""

    it: Representation
    other: str
    other_key: str
    tag: Tag
    open: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def find(request: HttpRequest) -> HttpResponse:
    """By the number of a person or an organisation; it comes by POST, so that it stands in no address."""
    viewer = viewer_of(request)
    require(may_keep_representations(viewer))
    number = request.POST.get("number", "").strip()[:40]
    context: dict[str, Any] = {"number": number}
    if request.method == "POST":
        try:
            found = known_by_number(viewer, number)
        except Forbidden:
            raise
        except Refusal as refusal:
            return render(
                request, "desk/representations.html", with_head(request, refusal=refusal, **context), status=422
            )
        if found is not None:
            return HttpResponseRedirect(_page_of(found)[0])
        context["unknown"] = True
    return render(request, "desk/representations.html", with_head(request, **context))


@never_cache
@require_safe
@staff(*KEEPERS)
def of(request: HttpRequest, whose: str) -> HttpResponse:
    """Whom somebody acts for, and who for them; whoever is looked at reads who looked."""
    found = named_by_key(viewer_of(request), whose)
    rows = representations_looked_at(request, found)
    context = with_head(
        request,
        name=str(found),
        number=mask(found.subject.key),
        key=whose,
        is_person=isinstance(found, Person),
        acts_for=[_row(each, of_it=True) for each in rows if each.person == found],
        acted_for=[_row(each, of_it=False) for each in rows if found in (each.child, each.organisation)],
    )
    return render(request, "desk/represented.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def begin(request: HttpRequest) -> HttpResponse:
    """Record that a person may act for a child or an organisation, as the paper says that they brought."""
    viewer = viewer_of(request)
    require(may_keep_representations(viewer))
    known = named_by_key(viewer, request.GET["cho"]) if request.GET.get("cho") else None

    if known is not None:
        representations_looked_at(request, known)

    def record(typed: Typed) -> HttpResponse:
        made = _record(request, typed)
        told = {"person": made.person.full_name, "of": made.name}
        messages.success(request, _("Đã ghi: %(person)s được làm thay cho %(of)s.") % told, extra_tags="done")
        return HttpResponseRedirect(_page_of(made.represented)[0])

    sheet = Sheet(
        _("Ghi người được làm thay"),
        _("Ghi"),
        _page_of(known) if known is not None else (reverse("desk:representations"), _("Đại diện")),
        note=_("Ghi đúng như giấy tờ người đến xuất trình. Cả hai bên được báo ngay."),
        template="desk/represent.html",
        more={"accept": ACCEPT},
    )
    first = day_boxes("valid_from", today())
    if known is not None:
        first |= {"of_number": known.subject.key, "of_name": str(known)}
        first |= day_boxes("of_born", known.birth_date if isinstance(known, Person) else None)
    return answer(request, sheet, record, _questions, first)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End one at once, for a reason."""
    viewer = viewer_of(request)
    found = representation_to_keep(viewer, number)
    representations_looked_at(request, found.represented)

    def stop(typed: Typed) -> None:
        end_representation(representation=found, reason=typed.said("reason"), by=viewer)

    told = {"person": found.person.full_name, "of": found.name}
    sheet = Sheet(
        _("%(person)s thôi làm thay cho %(of)s") % told,
        _("Cho thôi làm thay"),
        _page_of(found.represented),
        note=f"{found.get_kind_display()} · {found.ground}",
        warnings=[_("Từ lúc bấm, người này không làm thay ở đâu được nữa. Cả hai bên được báo ngay.")],
        grave=True,
        done=_("Đã cho thôi làm thay."),
    )
    hint = _("Ví dụ: đã có người đại diện mới theo giấy chứng nhận ngày 20/11/2026.")
    return answer(
        request, sheet, stop, lambda typed: [typed.text("reason", _("Vì sao"), widget="long_text", hint=hint)]
    )


@never_cache
@require_safe
@staff(*KEEPERS)
def scan(request: HttpRequest, number: int) -> HttpResponseBase:
    """The paper as it was scanned; who looks leaves the same trace as on the page it stands on."""
    found = representation_to_keep(viewer_of(request), number)
    if found.scan is None:
        raise NotFound("")
    representations_looked_at(request, found.represented)
    try:
        return serve(found.scan)
    except FileNotFoundError:
        raise NotFound(_("Kho không còn tệp này. Xin báo người quản trị.")) from None


def _record(request: HttpRequest, typed: Typed) -> Representation:
    upload = request.FILES.get("file")
    content = (upload.read(LARGEST_FILE + 1), upload.name or "") if upload is not None else None
    try:
        return record_representation(
            person=Named(number=typed.said("person_number"), name=typed.said("person_name")),
            of=Named(number=typed.said("of_number"), name=typed.said("of_name"), born=typed.day("of_born")),
            kind=typed.said("kind"),
            shown=Shown(
                document=typed.said("document"),
                number=typed.said("document_number"),
                issuer=typed.said("issuer"),
                issued_on=typed.day("issued_on"),
                scan=content,
            ),
            valid_from=typed.day("valid_from"),
            valid_to=typed.day("valid_to"),
            by=viewer_of(request),
        )
    except Refusal as refusal:
        if content is not None and refusal.fields:
            refusal.fields.setdefault("file", FILE_AGAIN)
        raise


def _questions(typed: Typed) -> Sequence[FieldView]:
    hint_of = _("Số định danh của trẻ (hoặc người được giám hộ), mã số thuế của tổ chức.")
    return [
        typed.choose("kind", _("Làm thay với tư cách gì?"), Representation.Kind.choices),
        typed.text("person_number", _("Số định danh của người làm thay"), input_mode="numeric", size="short"),
        typed.text("person_name", _("Họ và tên của người làm thay")),
        typed.text("of_number", _("Số của người hoặc tổ chức được làm thay"), input_mode="numeric", hint=hint_of),
        typed.text("of_name", _("Tên của người hoặc tổ chức được làm thay")),
        typed.ask_day("of_born", _("Ngày sinh của con"), optional=True, hint=_("Chỉ cần khi cha mẹ làm thay cho con.")),
        typed.text("document", _("Giấy tờ đã xem"), hint=_("Ví dụ: Giấy khai sinh, quyết định bổ nhiệm.")),
        typed.text("document_number", _("Số của giấy tờ"), size="short"),
        typed.text("issuer", _("Nơi cấp")),
        typed.ask_day("issued_on", _("Ngày cấp")),
        typed.ask_day("valid_from", _("Được làm thay từ ngày")),
        typed.ask_day("valid_to", _("Đến hết ngày"), optional=True, hint=_("Để trống nếu giấy tờ không ghi ngày hết.")),
    ]


def _row(each: Representation, *, of_it: bool) -> Row:
    other = each.represented if of_it else each.person
    day = today()
    still = each.ended_at is None and (each.valid_to is None or each.valid_to >= day)
    return Row(each, str(other), key_of(other), _stands(each), still)


def _stands(each: Representation) -> Tag:
    if each.ended_at is not None:
        return Tag(_("đã cho thôi"), "bad")
    if is_in_force(each, today()):
        return Tag(_("đang dùng"), "done") if holds(each, today()) else Tag(_("con đã đủ 18 tuổi"))
    return Tag(_("chưa đến ngày")) if each.valid_from > today() else Tag(_("đã hết"))


def _page_of(found: Person | Organisation) -> tuple[str, object]:
    return reverse("desk:represented", args=[key_of(found)]), str(found)
