"""The registers of the state, by HTTP: the population database in its own shape, the others as plain JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from simulators.lives import lives, people, register
from simulators.registries.soap import citizen_xml
from simulators.vneid.claims import compact_date

REFUSED = {"error_code": 403, "message": "MaYeuCau, MaCanBo và MaDVC là bắt buộc"}
NOT_FOUND = {"error_code": 404, "message": "Không tìm thấy"}


@csrf_exempt
@require_POST
def population(request: HttpRequest) -> JsonResponse:
    """Verify one person: number, name and birth must all fit (it is no search). Answers {error_code, message: XML}."""
    asked = _body(request)
    if asked is None or not all(asked.get(name) for name in ("MaYeuCau", "MaCanBo", "MaDVC")):
        return JsonResponse(REFUSED)
    person = people().get(str(asked.get("SoDinhDanh")))
    if person is None or not person.get("in_population", True) or not _fits(person, asked):
        return JsonResponse(NOT_FOUND)
    return JsonResponse({"error_code": 0, "message": citizen_xml(person)})


@csrf_exempt
@require_POST
def lookup(request: HttpRequest, source: str) -> JsonResponse:
    """`{key, purpose, reference, officer}` → `{source, as_of, data}`; 404 where the register knows nothing."""
    asked = _body(request)
    if asked is None or not all(asked.get(name) for name in ("key", "purpose", "reference", "officer")):
        return JsonResponse({"error": "key, purpose, reference, officer"}, status=400)
    try:
        found = register(source).get(str(asked["key"]))
    except KeyError:
        return JsonResponse({"error": "no such register"}, status=404)
    if found is None:
        return JsonResponse({"error": "not found"}, status=404)
    return JsonResponse({"source": source, "as_of": lives()["as_of"], "data": found})


def _body(request: HttpRequest) -> dict[str, Any] | None:
    try:
        found = json.loads(request.body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _fits(person: dict[str, Any], asked: dict[str, Any]) -> bool:
    name = " ".join(str(asked.get("HoVaTen", "")).upper().split())
    born = compact_date(person.get("population_birth_date", person["birth_date"]))
    told = str(asked.get("NgayThangNam") or f"{asked.get('Nam', '')}0000")
    return name == person["full_name"].upper() and _same_day(told, born)


def _same_day(told: str, born: str) -> bool:
    """As far as either says it: zeros stand for a month or a day that is not known."""
    return told[:4] == born[:4] and all(
        part in ("00", other) or other == "00" for part, other in ((told[4:6], born[4:6]), (told[6:], born[6:]))
    )
