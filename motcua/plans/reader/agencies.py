"""Agencies: telling their names from other words, and parting a list of them."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.fold import CAPITAL, fold, plain, says_nothing, squeeze


@cache
def _head() -> re.Pattern[str]:
    return re.compile(r"^(?:de nghi )?(?:cac )?(?:" + "|".join(table("agencies")["heads"]) + r")\b")


@cache
def _capital() -> re.Pattern[str]:
    heads = "|".join(table("agencies")["named"])
    return re.compile(rf"(?:Đề nghị )?(?:[Cc]ác )?(?:{heads}) (?:[{CAPITAL}][^\W\d_]*[^\W\d_{CAPITAL}]|\d)")


_TEAM = re.compile(r"(?:Đề nghị )?(?:[Cc]ác )?(?:Tổ|tổ) (?!chức\b|quốc\b|tiên\b)[a-zà-ỹđ]")
_COUNT = re.compile(r"^\d{2,3} (?=[^\W\d_])|(?<=[^\W\d_] )\d{1,3} (?=[^\W\d_])")


def is_agency(text: str) -> bool:
    """Whether a text begins as the name of an agency, body or group of people who can be given work."""
    bare = text.strip(' -+.;:“"')
    if _capital().match(bare) or _TEAM.match(bare):
        return True
    return bool(_head().match(plain(bare)) or _head().match(plain(_COUNT.sub("", bare[:60], count=1))))


@cache
def _small() -> re.Pattern[str]:
    words = sorted(table("agencies")["small"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + r")\b")


@cache
def _acting() -> re.Pattern[str]:
    """A verb in small letters: it ends the name of whoever acts."""
    verbs = sorted([*table("verbs")["duties"], *table("verbs")["acts"]], key=len, reverse=True)
    not_meant = r"(?!(?<=tổ chức) (?:chính trị|đoàn thể|xã hội|hội|thành viên|liên quan|tín dụng|hành nghề|cán bộ))"
    return re.compile("(?:" + "|".join(verbs) + rf")\b{not_meant}|(?:có(?! liên quan)|là|sẽ|phải|cần|được|đã)\b")


@cache
def _team_name() -> re.Pattern[str]:
    """What a team is named after, once or joined to more."""
    names = "|".join(sorted(table("agencies")["teams"], key=len, reverse=True))
    return re.compile(rf"(?:{names})(?:(?:, | - | và )(?:{names}))*\b", re.IGNORECASE)


_OF_TEAM = re.compile(r"(?:Tổ|tổ|Đội|đội|Nhóm|nhóm|Bộ phận|bộ phận)$")
_FIELD = re.compile(r"(?:phụ trách|chuyên trách|làm công tác|theo dõi lĩnh vực)(?: [a-zà-ỹđ]+| -){1,8}")
_IN_CHARGE = re.compile(r"phụ trách(?= (?:chủ trì|thực hiện|chịu trách nhiệm|trực tiếp|là)\b|\s*[.,;]|$)")
_TITLE = re.compile(
    r"\b(?:giám đốc|chủ tịch|bí thư|chỉ huy|công chức|viên chức|nhân viên|cán bộ|lãnh đạo)\b[^,;.]{0,25}$",
    re.IGNORECASE,
)


def _of_field(text: str, at: int) -> int:
    """The end of "phụ trách công nghệ thông tin" behind a title, before the verb that follows; `at` where it is not."""
    if _TITLE.search(text[:at]) and (alone := _IN_CHARGE.match(text, at)):
        return alone.end()
    found = _FIELD.match(text, at) if _TITLE.search(text[:at]) else None
    if found is None or re.match(r"\S+(?: \S+)? (?:nhiệm vụ|nội dung|việc|mục|điểm)\b", found.group()):
        return at
    starts = [one.start() for one in re.finditer(r"(?<= )\S", found.group())][1:]
    verb = next((at + start for start in starts if _acting().match(text, at + start)), None)
    end = verb if verb is not None else found.end()
    whole = verb is not None or not re.match(r"\s*[^\s,.;:()]", text[end:])
    return len(text[:end].rstrip(" -")) if whole and end > at + len("phụ trách ") else at


_JOINT = re.compile(r"(?P<comma>\s*[,;]\s+(?:và\s+)?)|(?P<joint>\s+(?:và|&|cùng|[-–])\s+|[-/])|(?P<blank>\s+)")
_WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*")


def name_end(text: str, start: int = 0) -> int:
    """Where the name (or list of names) of agencies that begins at `start` ends; `start` where none begins there.

    A name is a head word ("Phòng", "các thôn"), then words with capitals and small words that names have; a verb in
    small letters ends it.
    """
    acting = begins_to_act(text[start:]) and not _BY_WORK.match(text, start)
    if not is_agency(text[start:]) or _NO_NAME.match(text, start) or acting:
        return start
    end, position = start, start
    while position < len(text):
        joint = _JOINT.match(text, position) if end > start else None
        if end > start and not joint:
            break
        after = joint.end() if joint else position
        step = _step(text, after, joint, end == start)
        if step is None:
            break
        end = position = step
    return end


def _step(text: str, at: int, joint: re.Match[str] | None, first: bool) -> int | None:
    """The end of the word of a name at `at`; None where the name does not go on there."""
    word = _WORD.match(text, at)
    if word is None:
        return None
    small = _small().match(text[:1].lower() + text[1:] if first and not at else text, at)
    if first:
        return small.end() if small else word.end()
    syllable = text[:at].split()[-1]
    if _LEADS.match(text, at) and joint and joint.lastgroup == "blank" and syllable.lower() not in ("các", "của"):
        return None
    named = _named_after(text, at, small.end() if small else 0)
    if named > at:
        return named
    # "Đăng" and "Y" want their second half: "Đăng ký", "Y tế"
    whole = syllable[:1].isupper() and (not syllable.isupper() or syllable == "Y")
    act = _acting().match(text, at)
    if act and small and small.end() > act.end():
        return small.end()
    if act and not (whole and " " not in act.group() and begins_to_act(f"{syllable} {act.group()}")):
        return None
    joined = joint is not None and joint.lastgroup != "blank"
    if joint and joined and _stops(text, at, joint):
        return None
    if text[at].isupper() or (text[at].isdigit() and not (joined and not is_agency(text[at:]))):
        return word.end()
    if small:
        return small.end()
    head = _head().match(fold(text[at:])) if joined or syllable.lower() in ("các", "diện") else None
    return at + head.end() if head and head.end() else word.end() if whole and not joined else None


def _named_after(text: str, at: int, small: int) -> int:
    """The end of what a team or the holder of a title is named after at `at` ("Tổ" | "giám sát"); else `at`."""
    team = _team_name().match(text, at) if _OF_TEAM.search(text[:at].rstrip()) else None
    return max(team.end(), small) if team else _of_field(text, at)


def _stops(text: str, at: int, joint: re.Match[str]) -> bool:
    """Whether what a comma or "và" joins is no further agency of the list."""
    if _BY_ROLE.match(fold(text[at : at + 30])) and not _OF_ALL.search(text[: joint.start()]):
        return True
    return not is_agency(text[at:]) and (";" in joint.group() or bool(_OPENS.match(fold(text[at : at + 12]))))


_LEADS = re.compile(rf"lãnh đạo(?: các)? (?=[{CAPITAL}])")
_BY_ROLE = re.compile(r"(?:cac )?(?:don vi|co quan|bo phan) (?:phoi hop|chu tri|thuc hien|cung)\b")
_OF_ALL = re.compile(
    r"\b[Cc]ác(?:,? (?:phòng|ban|ngành|sở|cơ quan|bộ phận|thôn|bản|hội|đoàn thể))+$"
)  # "các phòng, đơn vị"
_BY_WORK = re.compile(r"(?:Thống kê|Thanh tra|Kiểm toán) (?:tỉnh|thành phố|cơ sở|nhà nước|Nhà nước|khu vực)\b")
_NO_NAME = re.compile(r"(?:Đề nghị|Giao|Phân công|Yêu cầu)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:quy|thang|nam|truoc|hoan|thoi|san pham|ket qua|xong|chu tri|phoi hop|theo|dinh ky)\b")


def acts(text: str, at: int) -> bool:
    """Whether a verb of doing follows a name that ends at `at`."""
    after = text[at:].lstrip(" ,")
    return bool(re.match(r"[a-zà-ỹđ]", after)) and not re.match(r"(?:và|hoặc|đã|được|có|tại|ở|với)\b", after)


def begins_to_act(text: str) -> bool:
    """Whether a text begins with a verb of doing."""
    return bool(_acting().match(text[:40].lower()))


def acts_anywhere(text: str) -> bool:
    """Whether a text has a verb of doing in small letters."""
    return any(len(found.group()) > 3 and found.group() not in _NOUNS for found in _acting().finditer(text))


_NOUNS = ("thông báo", "báo cáo", "phải", "được", "quản lý", "tổ chức", "phục vụ", "thông tin", "số hóa")


def who_acts(text: str) -> tuple[str, str]:
    """(names, the rest) of a sentence that begins with whoever acts: "Giao Phòng A, Công an xã theo dõi …".

    Names are empty where it begins otherwise.
    """
    asked = re.match(
        r"(?:(?:Giao|Đề nghị|Yêu cầu|Phân công|Do)\s+(?:cho\s+)?)?(?:(?:[Đđ]ồng chí|Đ/c|[Cc]ác đồng chí)\s+)?", text
    )
    start = asked.end() if asked else 0
    end = name_end(text, start)
    if end == start or (asked and not asked.group() and not re.match(rf"[{CAPITAL}\d]", text[start])):
        return "", text
    return text[start:end].strip(" ,"), text[end:].strip(" ,")


_LEADING = re.compile(r"(?:là \w+ \w+ )?(?:[Cc]hủ trì,?\s*(?:và )?)?(?:[Pp]hối hợp(?: chặt chẽ)?(?: với)?\s+)?")


def what_is_done(text: str) -> str:
    """What is done, without who leads it and with whom: "Phòng A chủ trì, phối hợp với Phòng B ban hành …"."""
    names, rest = who_acts(text)
    led = _LEADING.match(rest)
    end = name_end(rest, led.end()) if led and led.group() else 0
    if not names and (not end or end == (led.end() if led else 0)):
        return text
    return rest[end:].strip(" ,")


def agency_likeness(text: str) -> float:
    """0 … 1: how much a line looks like names of agencies and nothing else."""
    bare = text.strip(" -+.;:")
    if not bare:
        return 0.0
    if says_nothing(bare):
        return 0.5
    parts = agencies_of(bare)
    like = sum(is_agency(part) for part in parts) / len(parts)
    long = max(len(part) for part in parts)
    if long > 110:
        like *= 0.2
    elif long > 75:
        like *= 0.6
    if re.search(
        r"\b(?:duoc|ban hanh|thuc hien|to chuc thuc|trien khai|xay dung|thanh lap|quyet dinh|ke hoach)\b", fold(bare)
    ):
        like *= 0.3 if not re.search(r"\btai chinh - ke hoach|ke hoach va\b", fold(bare)) else 1.0
    return like


def _splits_at(left: str, right: str) -> bool:
    """Whether a comma or "và" between two words parts two agencies (and not "các sở, ban, ngành")."""
    after = plain(right.strip())
    before = plain(left.strip())
    if re.match(
        r"^(?:ban|nganh|phuong|xa|thi tran|dac khu|don vi|dia phuong|to chuc|doan the|phong|quan|"
        r"huyen)\b(?:,|$| (?:lien|co|thuoc|tinh|xa|cap|chuyen))",
        after,
    ):
        return bool(re.match(r"^(?:phong|ban) [a-z]+ [a-z]", after)) and not re.search(r"\b(?:cac|so|hoi)$", before)
    if before.endswith(("cong chuc", "can bo", "vien chuc")) and re.match(
        r"^(?:cong chuc|vien chuc|nguoi lao dong)\b", after
    ):
        return False
    if (_PLACES.search(before) and _PLACE.match(after)) or (_BANK.search(before) and _BRANCH.match(after)):
        return False
    if _OFFICER.search(left) and _POST.match(after):
        return False
    if re.match(r"^cap (?:xa|tinh|huyen)\b", after) and "uy ban nhan dan" in before:
        return True
    if re.fullmatch(r"thanh tra", after) and re.match(r"phong [a-z]+ [a-z]+$", before):  # "Phòng Pháp chế - Thanh tra"
        return False
    if before.endswith("hoi dong nhan dan") or before in ("bao", "cac bo", "cac so", "cac hoi", "hoi"):
        return False
    if re.search(r"(?:\bcac (?:bo|so|phong|hoi)|^(?:so|bo|phong))$", before):
        return False
    return bool(_head().match(after))


_OFFICER = re.compile(
    rf"(?:^|[,;]\s*)(?:Đ/c|đ/c|(?:Đ|đ)ồng chí|Ông|Bà|ông|bà)\s+[{CAPITAL}][^\W\d_]*(?:\s[{CAPITAL}][^\W\d_]*){{0,4}}$"
)
_POST = re.compile(
    r"^(?:(?:pho )?(?:giam doc|chu tich|bi thu|chanh van phong|truong (?:phong|ban|thon|bo phan|cong an))|"
    r"pho (?:phong|ban)|(?:cong|vien) chuc|chuyen vien|nhan vien|can bo|ke toan|van thu)\b"
)
_PLACE = re.compile(r"^(?:thon|ban|buon|ap|xom|khom|lang|khu pho|to dan pho)$")
_PLACES = re.compile(r"\bcac (?:thon|ban|buon|ap|xom|khom|lang|khu pho|to dan pho)$")
_BANK = re.compile(r"^ngan hang\b(?!.*\b(?:chi nhanh|phong giao dich)\b)")
_BRANCH = re.compile(r"^(?:chi nhanh|phong giao dich)\b")
_SEPARATOR = re.compile(rf"\s*(?:;|\n)\s*|\s*,\s+|\s+và\s+|\s+-\s+(?=[{CAPITAL}])|\s*\+\s+")


def agencies_of(text: str) -> list[str]:
    """The agencies named in a cell or phrase, in order, without bullets and end signs."""
    text = squeeze(re.sub(r"(?:^|(?<=[;.,])\s*)[-+•]\s+", " ", text)).strip(" .;:,")
    if says_nothing(text):
        return []
    parts: list[str] = []
    start = 0
    for found in _SEPARATOR.finditer(text):
        left, right = text[start : found.start()], text[found.end() :]
        hard = ";" in found.group() or "\n" in found.group()
        if hard or (found.group().strip() in (",", "và", "-", "+") and _splits_at(left, right) and left.strip()):
            parts.append(left)
            start = found.end()
    parts.append(text[start:])
    named = [_whole_name(part, parts[n - 1] if n else "") for n, part in enumerate(parts)]
    return [name for name in (squeeze(part.strip(" .;:,-")) for part in named) if name]


def _whole_name(part: str, before: str) -> str:
    """ "UBND huyện, cấp xã": the second name lacks its head and takes it from the first."""
    if re.match(r"^\s*cấp (?:xã|tỉnh|huyện)", part) and plain(before).startswith("uy ban nhan dan"):
        return (
            squeeze(before).split()[0] + " " + part.strip()
            if before.strip().startswith("UBND")
            else "Ủy ban nhân dân " + part
        )
    return part


def same_agency(one: str, other: str) -> bool:
    """Whether two names mean the same body, abbreviations and small words aside; a deputy is not who he stands for."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return short == long or (len(short) > 12 and short in long and not long.startswith(f"pho {short}"))


def _bare(name: str) -> str:
    words = re.findall(r"\w+", plain(name.replace("&", " và ")))
    return " ".join(word for word in words if word not in ("va", "cac", "cua", "de", "nghi", "thuoc"))
