"""Agencies: telling their names from other words, and parting a list of them."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.fold import fold, plain, squeeze

_LEVELS = r"(?:cap )?(?:xa|phuong|huyen|tinh|thon|dac khu|thi tran|quan)"


@cache
def _head() -> re.Pattern[str]:
    return re.compile(r"^(?:de nghi )?(?:" + "|".join(table("agencies")["heads"]) + r")\b")


def is_agency(text: str) -> bool:
    """Whether a text begins as the name of an agency, body or group of people who can be given work."""
    return bool(_head().match(plain(text.strip(' -+.;:“"'))))


def agency_likeness(text: str) -> float:
    """0 … 1: how much a line looks like names of agencies and nothing else."""
    bare = text.strip(" -+.;:")
    if not bare:
        return 0.0
    if bare in ("-", "Không", "không"):
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
    if re.match(r"^cap (?:xa|tinh|huyen)\b", after) and "uy ban nhan dan" in before:
        return True
    if before.endswith("hoi dong nhan dan") or before in ("bao", "cac bo", "cac so", "cac hoi", "hoi"):
        return False
    if re.search(r"\b(?:cac bo|cac so|so|bo|cac phong|phong|cac hoi)$", before):
        return False
    return bool(_head().match(after))


_SEPARATOR = re.compile(r"\s*(?:;|\n)\s*|\s*,\s+|\s+và\s+|\s+-\s+(?=[A-ZĐ])|\s*\+\s+")


def agencies_of(text: str) -> list[str]:
    """The agencies named in a cell or phrase, in order, without bullets and end signs."""
    text = squeeze(re.sub(r"(?:^|(?<=[;.,])\s*)[-+•]\s+", " ", text)).strip(" .;:,")
    if not text or text in ("-", "–", "/", "Không", "không", "x"):
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
    """Whether two names mean the same body, abbreviations and small words aside."""
    return (
        _bare(one) == _bare(other)
        or (len(_bare(one)) > 12 and _bare(one) in _bare(other))
        or (len(_bare(other)) > 12 and _bare(other) in _bare(one))
    )


def _bare(name: str) -> str:
    words = re.findall(r"\w+", plain(name.replace("&", " và ")))
    return " ".join(word for word in words if word not in ("va", "cac", "cua", "de", "nghi", "thuoc"))
