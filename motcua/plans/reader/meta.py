"""Title, number, date, agency, level, signer, years: the frame of the document."""

from __future__ import annotations

import re

from motcua.plans.reader.bases import normal_number
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.lines import is_caps
from motcua.plans.reader.model import LegalBasis, Meta, tier_of
from motcua.plans.reader.names import place_like
from motcua.plans.reader.reading import Reading

_NUMBER_LINE = re.compile(r"^\W*(?:so|s6)\s*(?::\s*|(?=\d+\s*[/-]))(\d+)?\s*(/?\s*[A-ZĐ][\w\-&ĐƯ./ ]*)?", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"ngay\s*(\d{1,2})?\s*[./…]*\s*(?:thang|(?<=\d/)|(?<=\d-))\s*(\d{1,2})?\s*[./…-]*\s*(?:nam|(?<=\d/)|(?<=\d-))\s*(\d{4})"
)
_LEVELS = {
    "xa": "commune", "phuong": "commune", "thi tran": "commune", "dac khu": "commune",
    "huyen": "district", "quan": "district", "thi xa": "district", "tinh": "province", "thanh pho": "province",
}  # fmt: skip
_PLACE = r"((?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|tinh|thanh pho))\s+"
_NAME_WORDS = r"((?:[A-ZĐÀ-Ỹ][\wà-ỹ’']*|\d{1,2})(?:[\s\-]+(?:[A-ZĐÀ-Ỹ][\wà-ỹ’']*))*)"
_AGENCY = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+(xã|phường|thị trấn|"
    r"đặc khu|huyện|quận|thị xã|tỉnh|thành phố)\s+" + _NAME_WORDS
)
_AREA = re.compile(r"(?:địa bàn|của|tại) (xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố) " + _NAME_WORDS)


def _title_case(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())


def _front(reading: Reading) -> list[Block]:
    found = []
    for block in reading.blocks[:60]:
        if block.kind != "front":
            break
        found.append(block)
    return found


def find_number(reading: Reading) -> tuple[str | None, str | None]:
    """(number, as printed): number None where the document leaves it blank."""
    for block in reading.blocks[:40]:
        found = _NUMBER_LINE.match(fold(block.text))
        if not found or block.zone in ("recipients",):
            continue
        raw = squeeze(re.split(r":|(?<=[ốo])\s", block.text[found.start() :], maxsplit=1)[-1])
        exact = re.match(r"(\d{1,5}\s?(?:/\d{4})?\s?[/-]\s?[A-ZĐ][\wĐƯ&.\-/]*)", raw)
        if exact:
            return normal_number(exact.group(1)), raw
        if re.search(r"/\s?[A-ZĐ]{1,4}", raw):
            return None, raw
    said = _SAID_NUMBER.search(_issued_by(reading))
    if said:
        return normal_number(said.group(1)), squeeze(said.group(1))
    blank = re.search(r"Quyết định số:?\s*[….\s_]*(/\s?[A-ZĐ]+-\w+)", reading.text)
    return None, squeeze(blank.group(1)) if blank else None


_SAID_NUMBER = re.compile(r"số:?\s*(\d{1,5}\s?(?:/\d{4})?\s?[/-]\s?[A-ZĐ][\wĐƯ&.\-/]*)")
_SAID_DATE = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:tháng\s*|[/.-]\s?)(\d{1,2})\s*(?:năm\s*|[/.-]\s?)(\d{4})", re.IGNORECASE
)
_ENCLOSED = re.compile(r"^\W*(?:ban hành )?kèm theo (?:quyết định|kế hoạch)\s+số", re.IGNORECASE)
_REPORTED = re.compile(r"^(?:ngày [\d/. -]+,?\s*)?([^.;]{4,90}?)\s+(?:đã|vừa) ban hành kế hoạch số\b", re.IGNORECASE)


def _issued_by(reading: Reading) -> str:
    """What names number and date under the title ("(Ban hành kèm theo Quyết định số … ngày …)") or in a report."""
    for block in reading.blocks[:80]:
        if len(block.text) < 220 and _ENCLOSED.match(block.text):
            return block.text
    reported = _reported(reading)
    return reported.string if reported else ""


def _reported(reading: Reading) -> re.Match[str] | None:
    """ "Ngày 05/01/2026, UBND xã … đã ban hành Kế hoạch số …": a plan as a page of news gives it."""
    matches = (_REPORTED.match(block.text) for block in _front(reading)[:6])
    return next((found for found in matches if found), None)


def _iso(year: str, month: str, day: str) -> str | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def find_date(reading: Reading) -> tuple[str | None, str | None, int | None]:
    """(ISO date, as printed, year) of signing; the date is None where day or month are left blank."""
    for block in _front(reading):
        text = fold(block.text)
        found = _DATE_LINE.search(text)
        if not found or len(block.text) > 90 or re.match(r"^(?:can cu|thuc hien|theo|luat|\()", text):
            continue
        day, month, year = found.groups()
        if day and month and int(month) <= 12:
            return f"{int(year):04d}-{int(month):02d}-{int(day):02d}", block.text, int(year)
        return None, block.text, int(year)
    said = _SAID_DATE.search(_issued_by(reading))
    if said:
        return _iso(said.group(3), said.group(2), said.group(1)), said.group(), int(said.group(3))
    annexed = re.search(r"kem theo [^\n]{0,60}?ngay\s*[….]*\s*thang\s*[….]*\s*nam\s*(\d{4})", fold(reading.text))
    return None, None, int(annexed.group(1)) if annexed else None


def find_title(reading: Reading) -> tuple[str | None, Block | None]:
    """The title: the words beneath (or behind) "KẾ HOẠCH"."""
    blocks = reading.blocks
    best = _annexed_title(blocks)
    for index, block in enumerate(blocks):
        named = _TITLES.match(block.text.lower())
        if not named or block.style != "body" or len(block.text) > 420:
            continue
        if not (
            is_caps(block.text[:8])
            or index < 3
            or (index and _TITLES.fullmatch(blocks[index - 1].text.lower().strip(" .:")))
        ):
            continue
        rest = block.text[named.end() :].strip(" .:*")
        following = _following(blocks, index) if len(rest) < 12 else ""
        title = squeeze(f"{rest} {following}").strip(" .*")
        if len(title) > 12:
            kind = block.text[: named.end()].strip(" .:*").capitalize()
            best = (_tidy_title(title, kind), block)
            if block.text[:8].isupper():
                break
    return best


def _annexed_title(blocks: list[Block]) -> tuple[str | None, Block | None]:
    """The heading in capitals of a document that is only an annex ("PHỤ LỤC I: PHÂN CÔNG NHIỆM VỤ …")."""
    for index, block in enumerate(blocks[:6]):
        if not re.match(r"^phu luc\b", fold(block.text)) or not is_caps(block.text):
            continue
        parts = [block.text]
        for after in blocks[index + 1 : index + 5]:
            if not is_caps(after.text) or after.style != "body":
                break
            parts.append(after.text)
        title = squeeze(" ".join(parts)).strip(" .*")
        number = re.match(r"(PHỤ LỤC(?:\s+[IVX\d]+)?)\s*[:.]?\s*", title)
        if number and len(title) > 24:
            rest = title[number.end() :].lower()
            mark = f"Phụ lục{number.group(1)[7:]}"
            return f"{mark}: {rest[:1].upper()}{rest[1:]}", block
    return None, None


def _following(blocks: list[Block], index: int) -> str:
    parts: list[str] = []
    for block in blocks[index + 1 : index + 5]:
        words = fold(block.text)
        first = block is blocks[index + 1] and re.match(r"thuc hien\b", words)  # right below, it names the plan
        if (
            block.style != "body"
            or (not first and re.match(r"^(?:can cu|thuc hien|\(|nham|theo|uy ban nhan dan .{0,60}ban hanh)", words))
            or block.text.endswith(";")
        ):
            break
        parts.append(block.text)
    return " ".join(parts)


_TITLES = re.compile(r"kế hoạch|ke hoach|chương trình(?: hành động| công tác| thực hiện)?|đề án|phương án|chỉ thị")


def _tidy_title(title: str, kind: str = "Kế hoạch") -> str:
    if is_caps(title):
        title = title.lower()
        title = re.sub(
            r"\b(tỉnh|xã|phường|huyện|thành phố) ((?:[^\W\d_]+ ?){1,3}?)(?=$| năm| giai đoạn|,)",
            lambda m: f"{m.group(1)} {_title_case(m.group(2))}",
            title,
        )
    bare = re.sub(rf"^{kind}\s+", "", title, flags=re.IGNORECASE)
    return f"{kind} {bare}"


def find_agency(reading: Reading) -> tuple[str | None, str | None, str | None]:
    """(name, level, place) of the issuing body: from the head, else from "UBND xã … ban hành Kế hoạch"."""
    front = [block for block in _front(reading) if not re.match(r"^(?:cong hoa xa hoi|doc lap)", fold(block.text))]
    pairs = enumerate(zip(front, [*front[1:], None], strict=False))
    found = [(at, named) for at, (one, two) in pairs if (named := _headed(one, two) or _own_body(one, reading))]
    if found:
        at, named = found[-1]
        return _office(front[at + 1 : 6], named, reading) or named
    reported = _reported(reading)
    if reported and (place := _AGENCY.search(reported.group(1))):
        name, kind = _proper(place.group(2)), place.group(1).lower()
        said = squeeze(reported.group(1)).strip(" ,")
        return said[:1].upper() + said[1:], _LEVELS[fold(kind)], name
    area = _area_of(find_title(reading)[0])
    if area:
        return f"UBND {area[0]} {area[1]}", _LEVELS[fold(area[0])], area[1]
    spots = [_AGENCY.search(text) for text in _telling_places(reading)]
    for spot in spots:
        if spot:
            kind = spot.group(1).lower()
            name = re.split(r"\s+(?:Ban|Xây|Triển|Kế)\b", _proper(spot.group(2)))[0].strip()
            return f"UBND {kind} {_title_case(name)}", _LEVELS[fold(kind)], _title_case(name)
    return None, _level_by_words(reading), None


def _headed(one: Block, two: Block | None) -> tuple[str, str, str] | None:
    """The people's committee a line of the head names, by itself or with the line after it."""
    if not re.match(r"(?:uy ban nhan dan|ubnd)\b", fold(one.text)) or not is_caps(one.text[:16]):
        return None
    whole = len(one.text.split()) > 5 or fold(one.text).startswith("ubnd ")
    joined = one.text if whole else f"{one.text} {two.text if two else ''}"
    found = re.match(r"(?:uy ban nhan dan|ubnd)\s+" + _PLACE, fold(joined))
    if not found or len(joined) >= 70:
        return None
    name = _title_case(re.sub(r"[\-_].*$", "", joined[found.end() :]).strip())
    kind = found.group(1)
    named = f"UBND {squeeze(joined[found.start(1) : found.end(1)]).lower()} {name}"
    return (named, _LEVELS[kind], name) if name else None


_OFFICE = re.compile(r"^(?:văn phòng|sở|phòng|trung tâm|ban|chi cục|công an|thanh tra)\s[^\W\d]")
_OWN_BODY = re.compile(
    r"^(?:dang uy|cong an|so|trung tam|van phong|ban chi dao|mat tran to quoc)\b(?: [^,;:]*?)??\s+" + _PLACE
)


def _own_body(one: Block, reading: Reading) -> tuple[str, str, str] | None:
    """A body other than the committee that a line of the head names with its place ("ĐẢNG ỦY XÃ …")."""
    found = _OWN_BODY.match(fold(one.text))
    if not found or not is_caps(one.text) or len(one.text) >= 90:
        return None
    name = _title_case(squeeze(one.text[found.end() :]).strip(" -_."))
    named = _spelt(squeeze(one.text[: found.end()]), one, reading)
    level = "department" if named.startswith("Sở ") else _LEVELS[found.group(1)]
    return (f"{named} {name}", level, name) if name else None


_FIELD_OF = re.compile(r"(?<=^sở )\w|(?<=^phòng )\w|(?<=^trung tâm )\w|(?<=^ban )\w|(?<=^chi cục )\w")


def _spelt(capitals: str, block: Block, reading: Reading) -> str:
    """A name in capitals as the text writes it elsewhere, else in small letters but the first."""
    words = capitals.lower()
    for short in ("ubnd", "hđnd"):
        words = re.sub(rf"\b{short}\b", short.upper(), words)
    spelt = re.search(rf"\b{re.escape(words)}\b", reading.text.replace(block.text, ""), re.IGNORECASE)
    named = spelt.group() if spelt and not is_caps(spelt.group()) else _FIELD_OF.sub(lambda m: m.group().title(), words)
    return named[:1].upper() + named[1:]


def _office(front: list[Block], above: tuple[str, str, str], reading: Reading) -> tuple[str, str, str] | None:
    """A department under the body that heads the page ("UBND TỈNH … / SỞ NỘI VỤ"): it issues the plan."""
    for block, after in zip(front, [*front[1:], None], strict=False):
        if _OFFICE.match(block.text.lower()) and is_caps(block.text) and len(block.text) < 110:
            named = re.sub(
                rf"\b{re.escape(above[2])}\b",
                above[2],
                _spelt(_over_lines(block, after, reading), block, reading),
                flags=re.IGNORECASE,
            )
            if above[2] not in named:
                kind = above[0].removesuffix(above[2]).split()
                kind = kind[-2:] if fold(" ".join(kind[-2:])) in _LEVELS else kind[-1:]
                told = fold(named).endswith(f" {fold(' '.join(kind))}")
                named = f"{named} {'' if told else ' '.join(kind) + ' '}{above[2]}"
            level = "department" if named.startswith("Sở ") and above[1] == "province" else above[1]
            return named, level, above[2]
    return None


def _over_lines(block: Block, after: Block | None, reading: Reading) -> str:
    """A name in the head with the line after it, where the text writes both together."""
    whole = squeeze(f"{block.text} {after.text}") if after and is_caps(after.text) else ""
    return whole if whole and whole.lower() in reading.text.replace(whole, "").lower() else squeeze(block.text)


def _proper(name: str) -> str:
    """The capitalised words a name begins with."""
    kept: list[str] = []
    for word in name.split():
        if not (word[:1].isupper() or word[:1].isdigit()):
            break
        kept.append(word)
    return " ".join(kept)


def _telling_places(reading: Reading) -> list[str]:
    text = reading.text
    issuing = re.findall(r"[^.;\n]{0,90}ban hành (?:Kế hoạch|kế hoạch)", text)
    return [*reversed([part for part in issuing if "Quyết định" not in part]), *[b.text for b in reading.blocks[:30]]]


def _area_of(title: str | None) -> tuple[str, str] | None:
    """The kind and name of the place a title speaks of."""
    found = _AREA.search(title or "")
    return (found.group(1), found.group(2).strip()) if found else None


def _level_by_words(reading: Reading) -> str | None:
    words = plain(reading.text)
    counts = {
        level: len(re.findall(rf"uy ban nhan dan (?:cac )?{word}\b", words))
        for word, level in (("xa", "commune"), ("huyen", "district"), ("tinh", "province"))
    }
    best = max(counts, key=lambda level: counts[level])
    return best if counts[best] else None


_RANK = re.compile(r"^(?:(?:Thiếu|Trung|Thượng|Đại) (?:úy|tá|tướng)|(?:ThS|TS|BS|KS)\.?)\s+", re.IGNORECASE)


def _bare_name(text: str) -> str:
    """A name without the rank or degree before it."""
    return _RANK.sub("", text)


def find_signer(reading: Reading) -> tuple[str | None, str | None, str | None]:
    """(name, position, signs for) beneath the text."""
    name = title = signs = None
    zone = [block for block in reading.blocks if block.zone == "signature"]
    for block in zone[:8]:
        words = fold(block.text)
        if re.match(r"^(?:(?:tm|kt|tl|tuq|q)\.|t/m\b)", words):
            signs = squeeze(f"{signs}; {block.text}") if signs else block.text
            after = re.search(r"(PHÓ CHỦ TỊCH|(?<!KT\. )CHỦ TỊCH)$", block.text)
            title = after.group(1).capitalize() if after and "KT." not in block.text else title
        elif re.match(r"^(?:pho )?(?:chu tich|giam doc|chanh van phong|truong (?:phong|ban|cong an)|bi thu)", words):
            title = block.text.capitalize()
        elif 2 <= len(_bare_name(block.text).split()) <= 5 and not is_caps(block.text):
            name = name or (None if re.search(r"[\d:;/()]", block.text) else _bare_name(block.text))
    return name, title, signs


def find_period(reading: Reading, title: str | None, year: int | None) -> tuple[int | None, int | None]:
    """First and last year of the plan: of its title, else of the years its parts are headed with."""
    span = re.search(r"(20\d\d)\s?[-–]\s?(20\d\d)", title or "")
    if span:
        return int(span.group(1)), int(span.group(2))
    years = {int(found) for found in re.findall(r"\bnăm (20[2-4]\d)", title or "")}
    for block in reading.blocks:
        if block.kind in ("targets", "aims") and len(block.text) < 80:
            years |= {
                int(found) for found in re.findall(r"(?:^|\s)(?:nam|het nam|den nam) (20[2-4]\d)", fold(block.text))
            }
    years = {found for found in years if year is None or year <= found <= year + 12}
    if not years:
        return year, None
    words = (title or "").lower()
    starts = re.search(r"(?<!đến )(?<!hết )\bnăm 20[2-4]\d", words)
    only_ends = year is not None and not starts and "đến năm" in words
    return (year if only_ends else min(years)), max(years)


def find_meta(reading: Reading, bases: list[LegalBasis]) -> Meta:
    """The frame of the document, legal bases included."""
    meta = Meta(source_quality=reading.pages.quality)
    meta.doc_number, meta.doc_number_raw = find_number(reading)
    meta.doc_date, meta.doc_date_raw, meta.doc_year = find_date(reading)
    meta.title, block = find_title(reading)
    if block:
        meta.source = block.source
    meta.issuing_agency, meta.agency_level, place = find_agency(reading)
    if place and meta.issuing_agency and reading.pages.quality == "poor":
        kind = meta.issuing_agency.removeprefix("UBND ").removesuffix(place).strip()
        settled = place_like(place, kind)
        meta.issuing_agency = meta.issuing_agency.removesuffix(place) + settled
        meta.title = meta.title.replace(place, settled) if meta.title else None
        place = settled
    tier = tier_of(meta.agency_level)
    if place and tier in ("commune", "district", "province"):
        setattr(meta, tier, place)
    meta.province = meta.province or _province(bases)
    meta.doc_type = "decision_with_plan" if _is_decision(reading) else _doc_type(meta.title)
    meta.signer_name, meta.signer_title, meta.signs_for = find_signer(reading)
    meta.period_from, meta.period_until = find_period(reading, meta.title, meta.doc_year or _newest(bases))
    meta.annex_title = _annex_title(reading)
    meta.legal_bases = bases
    meta.parents = [
        basis.number for basis in bases if basis.role == "basis" and basis.number and basis.type in ("plan", "decision")
    ]
    meta.confidence = round(
        0.4 + 0.15 * sum(bool(part) for part in (meta.title, meta.issuing_agency, meta.doc_number, meta.doc_date)), 2
    )
    return meta


def _doc_type(title: str | None) -> str:
    kinds = (("chuong trinh hanh dong", "action_programme"), ("chi thi", "directive"))
    return next((kind for words, kind in kinds if fold(title or "").startswith(words)), "plan")


def _newest(bases: list[LegalBasis]) -> int | None:
    years = [int(basis.date[:4]) for basis in bases if basis.date]
    return max(years) if years else None


def _is_decision(reading: Reading) -> bool:
    return any(
        fold(block.text).startswith("quyet dinh") and is_caps(block.text) and len(block.text) < 20
        for block in reading.blocks[:40]
    )


def _province(bases: list[LegalBasis]) -> str | None:
    for basis in bases:
        found = re.search(r"(?:tỉnh|thành phố)\s+" + _NAME_WORDS, basis.issuer or "")
        if found and fold(basis.issuer or "").startswith(("uy ban", "ubnd", "hdnd", "hoi dong")):
            return found.group(1)
    return None


def _annex_title(reading: Reading) -> str | None:
    for index, block in enumerate(reading.blocks[:-1]):
        if re.match(r"^(?:phu luc|danh muc)\b", fold(block.text)) and is_caps(block.text) and index > 5:
            title = reading.blocks[index + 1].text
            return title if len(title) < 300 and not title.startswith("(") else None
    return None
