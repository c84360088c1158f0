"""The public API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from motcua.api.schemas import ComponentOut, FeeOut, HitOut, PaperOut, Problem, ProcedureOut, TrackOut
from motcua.base.errors import NotFound, Refusal
from motcua.catalogue.api import Pack, limit_sentence, pack_now
from motcua.dossiers.api import Track
from motcua.dossiers.api import track as track_dossier
from motcua.guide.api import search as search_procedures
from motcua.papers.api import check as check_paper

api = NinjaAPI(
    title="motcua",
    version="1",
    description="Thủ tục, tra cứu hồ sơ và kiểm tra giấy tờ. Không có dữ liệu cá nhân.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
)

Text200 = Annotated[str, Query(min_length=1, max_length=200, description="words people use")]
Limit = Annotated[int, Query(ge=1, le=50)]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9_]{2,60}$")]
DossierCode = Annotated[str, Path(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9.\-]+$")]
CheckCode = Annotated[str, Path(min_length=6, max_length=24, pattern=r"^[A-Za-z0-9\-]+$")]


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """Every refusal is a sentence with its status."""
    return api.create_response(request, {"detail": str(error)}, status=error.status)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter that cannot be meant: which one, in a sentence like every other refusal."""
    names = ", ".join(dict.fromkeys(str(each["loc"][-1]) for each in error.errors))
    detail = _("Xem lại tham số: %(names)s. Cách viết có trong openapi.json.") % {"names": names}
    return api.create_response(request, {"detail": detail}, status=422)


@api.get("/search", response={200: list[HitOut], 422: Problem}, summary="Tìm thủ tục")
def search(request: HttpRequest, q: Text200, limit: Limit = 10) -> list[HitOut]:
    """Procedures that fit the words, best first; empty where none fits."""
    return [HitOut(id=hit.id, code=hit.code, name=hit.name, score=hit.score) for hit in search_procedures(q, limit)]


@api.get("/procedures/{slug}", response={200: ProcedureOut, 404: Problem, 422: Problem}, summary="Một thủ tục")
def procedure(request: HttpRequest, slug: Slug) -> ProcedureOut:
    """What it takes, how long, how much."""
    try:
        return _procedure(pack_now(slug))
    except LookupError as missing:
        raise NotFound("Không có thủ tục này.") from missing


@api.get("/dossiers/{code}", response={200: TrackOut, 404: Problem, 422: Problem}, summary="Tra cứu hồ sơ")
def track(request: HttpRequest, code: DossierCode) -> Track:
    """Where a dossier is, by its code alone."""
    return track_dossier(code)


@api.get("/papers/{code}", response={200: PaperOut, 404: Problem, 422: Problem}, summary="Kiểm tra giấy tờ")
def paper(request: HttpRequest, code: CheckCode) -> PaperOut:
    """Whether a paper with this check code was issued and is in force."""
    found = check_paper(code)
    if found.state == "unknown":
        raise NotFound("Không có giấy tờ nào mang mã này.")
    return PaperOut(
        state=str(found.state), kind=found.kind, number=found.number, agency=found.agency, issued_on=found.issued_on
    )


def _procedure(pack: Pack) -> ProcedureOut:
    return ProcedureOut(
        id=pack.id,
        code=pack.code,
        name=pack.name.vi,
        field=pack.field.vi,
        online_level=pack.online_level,
        can_be_filed_here=pack.end_to_end,
        time_limit=limit_sentence(pack),
        fees=[FeeOut(name=fee.name.vi, amount=fee.amount, unit=fee.unit, channel=fee.channel) for fee in pack.fees],
        components=[
            ComponentOut(name=part.name.vi, required=part.required, mode=part.mode, replaced_by=part.replaced_by)
            for part in pack.components
        ],
        legal_basis=[basis.number for basis in pack.legal],
        confidence=pack.confidence,
    )
