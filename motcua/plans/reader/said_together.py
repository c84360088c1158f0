"""One figure promised of two measures: "số hóa 100% hồ sơ mới và kết quả còn hiệu lực"."""

from __future__ import annotations

import re
from dataclasses import replace

from motcua.plans.reader.fold import plain, squeeze
from motcua.plans.reader.metrics import best_metric
from motcua.plans.reader.model import Target


def split_digitised(found: list[Target], sentence: str) -> list[Target]:
    """ "số hóa 100% hồ sơ mới … và kết quả còn hiệu lực" is one figure for two measures."""
    words = plain(sentence)
    pair = {"new_dossier_digitised_rate", "valid_result_digitised_rate"}
    here = [target for target in found if target.metric in pair]
    both = (
        re.search(r"so hoa", words)
        and re.search(r"con hieu luc", words)
        and re.search(r"ho so tiep nhan|ngay khi|ho so .{0,30}\bmoi\b", words)
    )
    if len({target.metric for target in here}) != 1 or not both or here[-1].text not in squeeze(sentence):
        return []
    other = (pair - {here[-1].metric}).pop()
    return [replace(here[-1], metric=other, confidence=round(here[-1].confidence * 0.9, 2))]


_BOTH = re.compile(r"(?P<head>.*\d ?%.*?\b(?:duoc|phai) )(?P<one>[^,;.]+?) va (?P<two>(?:duoc )?[^,;.]+)")


def split_said(found: list[Target], sentence: str) -> list[Target]:
    """ "100% thủ tục được công bố đúng hạn và công khai đầy đủ nội dung": one share promised of two measures.

    Only where the whole was taken for a third one, made up of the words of both.
    """
    last = found[-1] if found else None
    said = _BOTH.fullmatch(plain(sentence).strip(" .;"))
    if last is None or said is None or last.unit != "%" or plain(sentence).count("%") != 1:
        return []
    parts = [best_metric(said["head"] + said[name], share=True)[0] for name in ("one", "two")]
    slugs = [part.slug for part in parts if part]
    if len(set(slugs)) != 2 or last.metric in slugs or last.text not in squeeze(sentence):
        return []
    last.metric = slugs[0]
    return [replace(last, metric=slugs[1], confidence=round(last.confidence * 0.9, 2))]
