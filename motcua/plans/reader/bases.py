"""Legal bases: every document a plan rests on or cites, with number, date, issuer and gist."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import LegalBasis, Source
from motcua.plans.reader.reading import Reading

NUMBER = re.compile(
    r"(?<![\w/])((?:\d{1,3}\.\d{1,2}(?=/20)|\d{1,5})(?:/(?:19|20)\d\d)?\s?/\s?[A-ZĐƯ][A-Za-zĐđƯư]{0,5}(?:\s?[-–]\s?[A-ZĐƯ][A-Za-zĐđƯư0-9&.]*)+"
    r"|\d{1,5}(?:/(?:19|20)\d\d)/QH\d{1,2}|\d{1,4}\s?-\s?(?:[A-ZĐ]{2,4}|CTr)/[A-ZĐƯ][A-ZĐƯa-z]{1,8}(?:-[A-ZĐ]+)?)"
)
_DATE = re.compile(
    r"^[\s,(]*(?:ngay )?(?:(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})|(\d{1,2}) thang (\d{1,2}) nam (\d{4}))"
)
_KIND = (
    r"(?:quyet dinh|nghi dinh|nghi quyet|thong tu(?: lien tich)?|chi thi|ke hoach|cong van|cong dien|"
    r"thong bao|huong dan|ket luan|chuong trinh|van ban hop nhat|van ban|bo luat|luat|to trinh|bao cao)"
)
_KIND_BEFORE = re.compile(rf"({_KIND})(?: [^;.]{{0,60}}?)?(?:\s*so)?\s*:?\s*$")
_ISSUER = re.compile(
    r"^[\s,]*(?:cua\s+)?((?:ban thuong vu |ban chap hanh |bo truong,? (?:chu nhiem )?|thu tuong|chinh phu|"
    r"bo |uy ban|ubnd|quoc hoi|van phong|ban |hoi dong|hdnd|so |tinh uy|thanh uy|huyen uy|dang uy)"
    r".*?)(?=\s(?:phe duyet|ban hanh|ve |quy dinh|sua doi|huong dan|bao dam|trien khai|de |nham|cong bo|"
    r"giao (?!duc )|cho |thuc hien|tai |va nghi|va cac|\()|[;,.]\s|[;.)]|$)"
)
_LAW = re.compile(
    r"\b((?:Bộ l|L)uật [A-ZĐÀ-Ỹsc][^;,.()“”\"]*?)(?=\s+(?:ngày|số|năm|để|theo|và (?:các|Nghị|Luật)|đã|"
    r"được|do)\b|[;,.()“”\"]|$)"
)
# A law named after several things ("Luật Khám bệnh, chữa bệnh ngày …"): the name goes on until its number or day.
_LISTED = re.compile(r"(?:, (?!(?:các|những|theo|và)\b)[a-zđà-ỹ]+(?: [a-zđà-ỹ]+){1,4})+(?=,? (?:số|ngày|năm) \d)")
_CONGRESS = re.compile(r"\b(?:Nghị quyết|nghị quyết) (Đại hội [^;.]{6,90}?nhiệm kỳ \d{4}\s?[-–]\s?\d{4})")
_SCHEME_NUMBER = re.compile(r"\bđề án (\d{2,5})\b", re.IGNORECASE)
_SCHEME_NAMED = re.compile(r"“\s*(Đề án [^”]{20,300})”")


@cache
def _letters() -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]:
    data = table("issuers")
    return data["letters"], data["issuers"], [(was, now) for was, now in data["marks"]]


def normal_number(raw: str) -> str:
    """A document number in its usual spelling: no blanks, đ restored in known letters, "TTg"."""
    number = re.sub(r"\s*([/\-–])\s*", r"\1", raw).replace("–", "-").strip(".,;")
    parts = re.split(r"([/\-])", number)
    marks = dict(_letters()[2])
    return "".join(marks.get(part, part) for part in parts)


def _iso(day: str, month: str, year: str) -> str | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def _kind_of(number: str, before: str) -> str:
    letters, _, _ = _letters()
    pieces = re.split(r"[/\-]", number)
    found = next((letters[piece] for piece in pieces if piece in letters), None)
    if re.search(r"/QH\d", number):
        found = "law"
    said = _KIND_BEFORE.search(before)
    kinds: dict[str, str] = table("issuers")["kinds"]
    by_name = kinds.get(said.group(1)) if said else None
    if found in ("resolution", "decision", "plan", "directive", "conclusion") and re.search(
        r"/(?:TW|TU|ĐU|HU|BCĐTW)$", number
    ):
        return "party_" + found if found == "resolution" else found
    return found or by_name or ("official_letter" if "/" in number else "other")


def issuer_by_letters(number: str) -> str | None:
    """The ministry or body that the letters of a number stand for; None where many bodies share them."""
    _, issuers, _ = _letters()
    tail = re.split(r"[/\-]", number)[-1]
    head = re.split(r"[/\-]", number)[1:2]
    exact = issuers.get(tail) or (issuers.get(head[0]) if head and head[0].startswith("B") else None)
    return exact or ("Quốc hội" if tail.startswith("QH") else None)


def issuer_said(after: str) -> str | None:
    """The body named behind a number and date: "… của Thủ tướng Chính phủ"."""
    found = _ISSUER.match(fold(after))
    if not found:
        return None
    said = squeeze(after[found.start(1) : found.end(1)]).strip(" ,;.")
    return re.sub(r"^Bộ trưởng,? (?:Chủ nhiệm )?(?=Bộ|Văn phòng)", "", said) if 2 < len(said) < 110 else None


def _issuer_of(number: str, before: str, after: str) -> str | None:
    by_letters = issuer_by_letters(number)
    said = issuer_said(after)
    if by_letters and not (said and fold(said).startswith(fold(by_letters))):
        return by_letters
    passive = re.search(
        r"được ((?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Thủ tướng)[^,.;]{3,50}?) (?:phê duyệt|"
        r"ban hành|giao) tại[^.;]{0,30}$",
        before,
    )
    return said or (passive.group(1) if passive else None)


def _gist_of(after: str) -> str | None:
    """What a cited document is about: from its verb to the end of the part."""
    verb = re.search(r"\b(?:về việc|phê duyệt|ban hành|quy định|sửa đổi|hướng dẫn|về|triển khai)\b", after[:160])
    if not verb:
        return None
    part = re.split(r";|\.\s|\.$|,\s(?=(?:UBND|Ủy ban)\b.{0,60}ban hành)", after[verb.start() :])[0]
    return squeeze(part)[:300].strip(" ,.") or None


def _role_and_section(text: str, kind: str, section: str, front: bool) -> tuple[str, str]:
    words = fold(text)
    if front and kind == "front":
        return "basis", "căn cứ" if words.startswith("can cu") else "mở đầu"
    return "cited", section or "mở đầu"


def bases_in(text: str, kind: str, section: str, source: Source, reading: Reading) -> list[LegalBasis]:
    """Documents cited with a number in one paragraph or cell."""
    found: list[LegalBasis] = []
    folded = fold(text)
    role, place = _role_and_section(text, kind, section, kind == "front")
    for match in NUMBER.finditer(text):
        number = normal_number(match.group(1))
        before, after = folded[max(0, match.start() - 90) : match.start()], text[match.end() :]
        said = _DATE.match(fold(after))
        date = None
        if said:
            day, month, year = (part for part in said.groups() if part)
            date = _iso(day, month, year)
            after = after[said.end() :]
        date = date or _dated_before(folded[: match.start()])
        found.append(
            LegalBasis(
                number, date, _kind_of(number, before), _issuer_of(number, text[: match.start()], after),
                _gist_of(after), role, place,
                reading.confidence(0.95 if date else 0.8, source), source,
            )
        )  # fmt: skip
    return found


_SAID_BEFORE = re.compile(
    r"ngay (\d{1,2})(?: thang |\s?/\s?)(\d{1,2})(?: nam |\s?/\s?)(\d{4}),?\s[^.;]{2,60}?"
    r"\s(?:da )?(?:ban hanh|ky|thong qua|phe duyet|co)"
    r"\s(?:[a-z]+\s){1,4}so\s?:?\s*$"
)


def _dated_before(before: str) -> str | None:
    """The date of "Ngày 09 tháng 6 năm 2025, Chính phủ ban hành Nghị định số …"."""
    said = _SAID_BEFORE.search(before)
    return _iso(*said.groups()) if said else None


def _law_date(after: str) -> str | None:
    said = _DATE.match(fold(after))
    return _iso(*(part for part in said.groups() if part)) if said else None


def laws_in(text: str, kind: str, section: str, source: Source, reading: Reading) -> list[LegalBasis]:
    """Laws, and resolutions of congresses of the Party, named without a number."""
    role, place = _role_and_section(text, kind, section, kind == "front")
    sure = reading.confidence(0.8, source)
    found = [
        LegalBasis(
            None, None, "resolution", squeeze(re.split(r",? nhiệm kỳ", said.group(1))[0]),
            squeeze(f"Nghị quyết {said.group(1)}"), role, place, sure, source,
        )
        for said in _CONGRESS.finditer(text)
    ]  # fmt: skip
    end = -1
    for match in _LAW.finditer(text):
        if match.start() < end or fold(text[: match.start()]).endswith(("phap ", "cua bo ")):
            continue
        name, after = squeeze(match.group(1)), re.sub(r"^\s*\([^()]{3,40}\)", "", text[match.end() :])
        listed = _LISTED.match(text, match.end())
        if listed:
            name, after = squeeze(f"{name}{listed.group()}"), text[listed.end() :]
        if fold(name).startswith("luat sua doi"):
            whole = re.match(r"[^;.]*?(?=\s+ngày|[;.]|$)", text[match.start() :])
            name = squeeze(whole.group()) if whole else name
            after = text[match.start() + len(name) :]
            end = match.start() + len(name)
        if len(name.split()) < 3 or NUMBER.match(after.strip().removeprefix("số").strip()):
            continue
        found.append(LegalBasis(None, _law_date(after), "law", "Quốc hội", name, role, place, sure, source))
    return found


def _cited_about(before: str) -> bool:
    """Whether words tell what a document cited with its number is about ("Chỉ thị số … về triển khai Đề án 06")."""
    clause = re.split(r";|\.\s(?=[A-ZĐ])", before)[-1]
    cited = list(NUMBER.finditer(clause))
    return bool(cited) and bool(re.search(r"\b(?:ve|phe duyet|ban hanh)\b", fold(clause[cited[-1].end() :])))


def schemes_in(text: str, kind: str, section: str, source: Source, reading: Reading) -> list[LegalBasis]:
    """Schemes ("Đề án") named by their short number or by a quoted name."""
    found: list[LegalBasis] = []
    for match in _SCHEME_NUMBER.finditer(text):
        if _cited_about(text[: match.start()]):
            continue
        name = f"Đề án {match.group(1)}"
        found.append(
            LegalBasis(name, None, "scheme", None, name, "cited", section, reading.confidence(0.7, source), source)
        )
    for match in _SCHEME_NAMED.finditer(text):
        gist = squeeze(match.group(1))
        if "dữ liệu về dân cư, định danh" in gist:
            found.append(
                LegalBasis(
                    "Đề án 06",
                    None,
                    "scheme",
                    "Thủ tướng Chính phủ",
                    gist,
                    "cited",
                    section,
                    reading.confidence(0.7, source),
                    source,
                )
            )
        else:
            found.append(
                LegalBasis(None, None, "scheme", None, gist, "cited", section, reading.confidence(0.6, source), source)
            )
    return found


def _places(reading: Reading) -> list[tuple[str, str, str, Source]]:
    places = [
        (block.text, block.kind, block.section, block.source)
        for block in reading.blocks
        if block.zone not in ("recipients", "signature")
    ]
    for tab in reading.tables:
        for row in tab.rows:
            whole = " ; ".join(row.cells.values())
            places.append((whole, "annex", f"PL {row.ordinal}", row.source))
    return places


def find_bases(reading: Reading) -> list[LegalBasis]:
    """All legal bases, each once, in the order of first mention; the document itself is none."""
    found: dict[str, LegalBasis] = {}
    schemes: list[LegalBasis] = []
    for text, kind, section, source in _places(reading):
        if re.match(r"^\W*so\s*:", fold(text)) and len(text) < 40:
            continue
        for basis in [*bases_in(text, kind, section, source, reading), *laws_in(text, kind, section, source, reading)]:
            _add(found, basis, reading.number)
        schemes += schemes_in(text, kind, section, source, reading)
    numbers = {int(number) for number in re.findall(r"(?:^|\s)0*(\d+)/QĐ-TTg", " ".join(key for key in found))}
    for scheme in schemes:
        said = re.match(r"Đề án (\d+)$", scheme.number or "")
        if not (said and int(said.group(1)) in numbers):
            _add(found, scheme, reading.number)
    return list(found.values())


def _add(found: dict[str, LegalBasis], basis: LegalBasis, own: str | None) -> None:
    key = basis.number or fold(basis.gist or "")
    if own and basis.number and fold(basis.number) == fold(own):
        return
    first = found.get(key)
    if first is None:
        found[key] = basis
        return
    first.date = first.date or basis.date
    first.issuer = first.issuer or basis.issuer
    first.gist = first.gist or basis.gist
    if basis.section not in first.section.split("; "):
        first.section += f"; {basis.section}"
