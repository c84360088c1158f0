"""Names, codes, dates and legal sources of the procedure itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.catalogue.pack import Fee, Limit, Pack
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.reading import Path_
from motcua.catalogue.packs.subject import Subject

CODE = re.compile(r"\d\.\d{6}")
SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LEGAL = re.compile(r"\d{1,4}(\.\d{1,2})?/(\d{4}/)?[A-ZĐ]{2,}\d*(-[A-ZĐ][A-Za-zĐ0-9]*)*")
WITHOUT_STROKE = re.compile(r"/[NQ]D-")
NEEDED_END_TO_END = ("form", "limits", "results", "route", "legal")


def check(subject: Subject) -> Iterator[Finding]:
    """Id, code, validity, legal numbers, life events, completeness of an end-to-end procedure."""
    pack = subject.pack
    yield from _identity(subject)
    if pack.valid_to is not None and pack.valid_to < pack.valid_from:
        text = _("Ngày hết hiệu lực (%(to)s) trước ngày có hiệu lực (%(from)s). Đổi lại cho đúng.")
        yield subject.finding(("valid_to",), "validity_reversed", text % {"to": pack.valid_to, "from": pack.valid_from})
    yield from _dated_lines(subject)
    yield from _named_twice(subject)
    yield from _legal(subject)
    yield from _settled_at(subject)
    for number, event in enumerate(pack.life_events):
        if event not in LIFE_EVENTS:
            text = _("Không có sự kiện đời sống “%(event)s”. Chọn trong: %(known)s.")
            words = {"event": event, "known": ", ".join(LIFE_EVENTS)}
            yield subject.finding(
                ("life_events", number), "life_event_unknown", text % words + did_you_mean(event, LIFE_EVENTS)
            )
    if pack.end_to_end:
        for key in NEEDED_END_TO_END:
            if not getattr(pack, key):
                text = _("Thủ tục làm trọn trên mạng (end_to_end) phải có “%(key)s”. Thêm vào, hoặc bỏ end_to_end.")
                yield subject.finding(("end_to_end",), "end_to_end_incomplete", text % {"key": key})


def _settled_at(subject: Subject) -> Iterator[Finding]:
    """The field that says which commune settles holds a place, once."""
    name = subject.pack.settled_at
    if name is None:
        return
    places = {
        placed.field.id
        for placed in subject.fields()
        if placed.field.type in ("address", "place") and placed.section.repeat is None
    }
    if name not in places:
        text = _("settled_at: “%(name)s” phải là một ô địa chỉ (address, place) ngoài nhóm lặp. Sửa tên hoặc bỏ đi.")
        guess = did_you_mean(name, sorted(places))
        yield subject.finding(("settled_at",), "settled_at_no_place", text % {"name": name} + guess)


def _identity(subject: Subject) -> Iterator[Finding]:
    pack = subject.pack
    stem = PurePath(subject.file).stem
    if pack.id != stem:
        text = _("id “%(id)s” khác tên tệp “%(stem)s”. Đặt tên tệp là %(id)s.yaml hoặc sửa id.")
        yield subject.finding(("id",), "id_not_file_name", text % {"id": pack.id, "stem": stem})
    if not SLUG.fullmatch(pack.id):
        text = _("id “%(id)s” chỉ gồm chữ thường không dấu, số và gạch dưới. Viết lại, ví dụ birth_registration.")
        yield subject.finding(("id",), "slug_shape", text % {"id": pack.id})
    codes: list[tuple[Path_, str]] = [(("code",), pack.code)] if pack.code is not None else []
    codes += [(("previous_codes", number), code) for number, code in enumerate(pack.previous_codes)]
    if pack.code in pack.previous_codes:
        text = _("Mã cũ %(code)s cũng là mã đang dùng. Bỏ khỏi previous_codes, hoặc sửa code.") % {"code": pack.code}
        yield subject.finding(("previous_codes", pack.previous_codes.index(pack.code)), "code_duplicate", text)
    codes += [(("codes_seen", number), code) for number, code in enumerate(pack.codes_seen)]
    for path, code in codes:
        if not CODE.fullmatch(code):
            text = _("Mã thủ tục “%(code)s” phải có dạng 1.001193: một số, dấu chấm, sáu số. Bỏ phần đuôi nếu có.")
            yield subject.finding(path, "code_shape", text % {"code": code})


def _dated_lines(subject: Subject) -> Iterator[Finding]:
    for key in ("limits", "fees"):
        for number, line in enumerate(getattr(subject.pack, key)):
            if line.valid_from and line.valid_to and line.valid_to < line.valid_from:
                text = _("Dòng này hết hiệu lực trước khi có hiệu lực. Đổi lại hai ngày valid_from, valid_to.")
                yield subject.finding((key, number, "valid_to"), "validity_reversed", text)
            elif _never_in_force(subject.pack, line):
                text = _(
                    "Dòng này chỉ có hiệu lực ngoài thời gian của thủ tục nên không bao giờ dùng. Sửa ngày, hoặc bỏ."
                )
                place = "valid_to" if line.valid_to and line.valid_to < subject.pack.valid_from else "valid_from"
                yield subject.finding((key, number, place), "validity_reversed", text)


def _never_in_force(pack: Pack, line: Limit | Fee) -> bool:
    too_early = line.valid_to is not None and line.valid_to < pack.valid_from
    too_late = line.valid_from is not None and pack.valid_to is not None and line.valid_from > pack.valid_to
    return too_early or too_late


def _named_twice(subject: Subject) -> Iterator[Finding]:
    """Lists in which naming a thing a second time says nothing: one of the two was meant to be another."""
    pack = subject.pack
    lists: list[tuple[Path_, Sequence[str]]] = [
        ((key,), getattr(pack, key)) for key in ("programmes", "applicants", "agency_levels", "life_events")
    ]
    lists.append((("previous_codes",), pack.previous_codes))
    lists += [(("unique_by", n, "fields"), line.fields) for n, line in enumerate(pack.unique_by)]
    lists += [(("exemptions", n, "fees"), line.fees) for n, line in enumerate(pack.exemptions)]
    lists += [(("route", n, "opinion_of"), step.opinion_of) for n, step in enumerate(pack.route)]
    for key in ("replaced_by", "proven_by", "paper_kinds"):
        lists += [(("components", n, key), getattr(part, key)) for n, part in enumerate(pack.components)]
    for path, words in lists:
        for number, word in enumerate(words):
            if word in words[:number]:
                text = _("“%(word)s” ghi hai lần. Bỏ một, hoặc sửa thành điều khác.") % {"word": word}
                yield subject.finding((*path, number), "id_duplicate", text)


def _legal(subject: Subject) -> Iterator[Finding]:
    pack = subject.pack
    named: list[tuple[Path_, str]] = [(("legal", n, "number"), basis.number) for n, basis in enumerate(pack.legal)]
    for key in ("limits", "fees", "exemptions"):
        named += [((key, n, "legal"), line.legal) for n, line in enumerate(getattr(pack, key)) if line.legal]
    seen: set[str] = set()
    for path, number in named:
        if WITHOUT_STROKE.search(number):
            text = _("“%(number)s” viết D thay cho Đ. Ghi %(right)s.")
            right = WITHOUT_STROKE.sub(lambda found: found.group().replace("D", "Đ"), number)
            yield subject.finding(path, "legal_number_shape", text % {"number": number, "right": right})
        elif not LEGAL.fullmatch(number):
            text = _("“%(number)s” không giống số văn bản. Ghi như 123/2015/NĐ-CP, 60/2014/QH13 hoặc 04/2024/TT-BTP.")
            yield subject.finding(path, "legal_number_shape", text % {"number": number})
        if path[0] == "legal":
            if number in seen:
                text = _("Văn bản %(number)s ghi hai lần. Giữ một dòng.")
                yield subject.finding(path, "legal_duplicate", text % {"number": number})
            seen.add(number)
