"""Targets without a figure: directions, ranks, and criteria that mean every case."""

from __future__ import annotations

import re
from dataclasses import replace

from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.metrics import Metric, best_metric, metric, metrics
from motcua.plans.reader.model import Target
from motcua.plans.reader.places import Place, State, condition_of, scope_of
from motcua.plans.reader.reading import Reading, sentences
from motcua.plans.reader.standings import NONE_OVER
from motcua.plans.reader.years import When, recurs, said_in

_MORE = r"(?:tang|duoc cai thien|cai thien|nang len|nang cao)"
_YEARLY = r"(?: dan| deu)? (?:hang|tung|moi|qua cac|theo) (?:nam|quy|thang)"
_THAN = (
    r"(?:(?: manh| dang ke)? (?:so voi|hon)\b|"
    r"(?: them| it nhat| toi thieu| khoang| tren)* \d+(?:,\d+)? diem (?:phan tram|%))"
)
_RISES = re.compile(
    rf"\b{_MORE}{_YEARLY}|lien tuc {_MORE}|(?:nam sau )?cao hon nam truoc|se tang tung nam|\btang dan\b|ngay cang tang|"
    rf"\b{_MORE}{_THAN}|\b(?:cao|nhieu) hon (?:so voi )?(?:muc )?(?:nam|cung ky|ket qua)|^\W*tang (?=[^\d;]*\bso voi\b)"
)
_FALLS = re.compile(
    rf"\bgiam{_YEARLY}|lien tuc giam|\bgiam dan\b|ngay cang giam|nam sau thap hon nam truoc|\bgiam{_THAN}|"
    r"\b(?:thap|it) hon (?:so voi )?(?:muc )?(?:nam|cung ky|ket qua)|"
    r"^\W*(?:tiep tuc |phan dau )?giam (?=[^\d;]*\bso voi\b)"
)
_WHAT = r"(?:ty le|so luong|so lan|so luot|so ho so|so nguoi|so (?=\w)|muc do|tinh trang)\b"
_CLAUSE = r"(?:^\W*|[,;:.] |\bva |\btrong do )(?:phan dau |tiep tuc )*"
_RAISED = re.compile(rf"{_CLAUSE}(?:tang|nang|nang cao|cai thien)(?: manh| dan)? {_WHAT}")
_LOWERED = re.compile(rf"{_CLAUSE}(?:giam|keo giam|han che)(?: manh| dan| toi da)? {_WHAT}")
_COMPARED = re.compile(r"\b(?:giam|tang) dan\b|\bso voi\b|\bhon\b")
_BY = re.compile(r"\b(\d+(?:,\d+)?) diem (?:phan tram|%)")
_STEADY = re.compile(r" nam\b|lien tuc|\bdan\b|ngay cang")
_FIGURE = re.compile(r"\d+(?:,\d+)? ?(?:%|diem|lan|luot|ngay|phut)")


def _direction(
    slug: str, sign: str, text: str, place: Place, reading: Reading, sure: float, when: When | None = None
) -> Target:
    one = metric(slug)
    steady = recurs(text)
    start, end = reading.period
    vague = (steady and start == end) or (place.presumed and (steady or not _COMPARED.search(fold(text))))
    year = (place.year or (when.year if when else None)) if place.goal and not vague else None
    start, end = (start, end) if steady and year is None else (None, None)
    return Target(
        id="", section=place.section, text=squeeze(text)[:400], metric=slug, comparator=sign, value=None,
        unit=one.unit if one else "%", year=year, scope=scope_of(text),
        condition=condition_of(text), kind="directional",
        confidence=reading.confidence(sure, place.source), source=place.source, from_year=start, until_year=end,
        every="year" if steady else None,
    )  # fmt: skip


# "giảm tình trạng …" among general aims hopes for other ways and measures nothing
_STATE = re.compile(r"\b(?:giam|han che|khac phuc|cham dut)(?: \w+){0,2} tinh trang\b")


def directions_in(sentence: str, place: Place, state: State, reading: Reading) -> list[Target]:
    words = plain(sentence)
    found: list[Target] = []
    for one in metrics():
        if one.more and not place.general and one.more.search(words):
            found.append(_direction(one.slug, "increase", sentence, place, reading, 0.75))
        if one.less and one.less.search(words) and not (place.general and _STATE.search(words)):
            found.append(_direction(one.slug, "decrease", sentence, place, reading, 0.7))
        if one.fixed and place.goal:
            exact = one.fixed[0].search(words) or one.fixed[0].search(f"{place.topic} : {words}")
            if exact:
                rank = exact.group(1) or exact.group(2)
                least = re.search(rf"\b{rank}\W{{0,2}} tro len", words)
                found.append(_ranked(one, rank, ">=" if least else "=", sentence, place, reading))
    return found or (_moving(words, sentence, place, state, reading) if place.goal else [])


def _moving(words: str, sentence: str, place: Place, state: State, reading: Reading) -> list[Target]:
    """What a goal says rises or falls: every year, against a year before, or by so many points."""
    found: list[Target] = []
    for pattern, sign in ((_RISES, "increase"), (_RAISED, "increase"), (_FALLS, "decrease"), (_LOWERED, "decrease")):
        match = pattern.search(words)
        general = place.general and pattern in (_RAISED, _LOWERED)
        if match is None or general or _has_figure(match) or any(one.comparator == sign for one in found):
            continue
        slug = _subject(words, match) or state.slug if pattern in (_RISES, _FALLS) else _named(match, sign)
        if slug:
            state.slug = slug
            when = said_in(sentence) or state.when
            found.append(_by_points(_direction(slug, sign, sentence, place, reading, 0.8, when), words))
    return found


def _by_points(target: Target, words: str) -> Target:
    """ "tăng ít nhất 8 điểm phần trăm": by how much."""
    by = _BY.search(words)
    if by is None:
        return target
    return replace(target, value=worth(by.group(1)), unit="điểm phần trăm")


def _has_figure(verb: re.Match[str]) -> bool:
    """Whether a figure says how far: then it is that figure which is promised, not a direction."""
    rest = _ASIDE.sub(" ", verb.string[verb.start() :])[:40]
    steady = _STEADY.search(verb.group()) or _BY.search(verb.group())
    return not steady and bool(_FIGURE.search(rest))


_COMPARISON = re.compile(r"\bso voi\b[^.;,)]*|\([^()]*\)")
_ASIDE = re.compile(r"\bso voi\b[^.;,)]*|\([^()]*\)|[,;] .*")


def _subject(words: str, verb: re.Match[str]) -> str | None:
    """The measure said to rise or fall: of the last clause before the verb, of all before it, or of what follows."""
    before = words[: verb.start()]
    last = re.split(r"[,;]\s|\btrong do\b", before)[-1]
    found = (_measure(stretch) for stretch in (last, before, words[verb.end() :]))
    return next((one.slug for one in found if one), None)


def _named(verb: re.Match[str], sign: str) -> str | None:
    """The measure that "tăng tỷ lệ …", "giảm số …" names behind its verb, where to move so is good."""
    named = re.split(r";|, (?:tang|giam|nang|bao dam|gop)\b", verb.string[verb.start() + 1 :])[0]
    one = None if _FIGURE.search(_COMPARISON.sub(" ", named)) else _measure(named)
    return one.slug if one and one.up is (sign == "increase") else None


def _measure(stretch: str) -> Metric | None:
    counted = re.search(r"\bso (?:luong )?(.*)", stretch)
    one = best_metric(stretch, share=True)[0]
    if one is None and counted:
        one = best_metric(stretch, share=False, counted=counted.group(1))[0]
    return one


def _ranked(one: Metric, rank: str, sign: str, sentence: str, place: Place, reading: Reading) -> Target:
    names = {"xuat sac": "Xuất sắc", "tot": "Tốt", "kha": "Khá"}
    start, end = reading.period if recurs(sentence) else (None, None)
    said = said_in(sentence)
    year = (said.year if said else None) or place.year
    return replace(
        _direction(one.slug, sign, sentence, place, reading, 0.8),
        value=names.get(rank, "Xuất sắc"), kind="numeric", every=None,
        from_year=start, until_year=end, year=None if recurs(sentence) else year,
    )  # fmt: skip


def implied_in(place: Place, reading: Reading, already: list[Target]) -> list[Target]:
    """Criteria that mean every case although no figure is printed."""
    words = NONE_OVER.sub(" ", plain(place.text))
    known = {target.metric for target in already}
    meant = [one for one in metrics() if one.implied and _implies(one, words, place)]
    if place.goal:
        meant += [
            one
            for sentence in sentences(place.text)
            if (one := _of_all(NONE_OVER.sub(" ", plain(sentence)))) and one not in meant
        ]
    when = When(year=place.year) if place.year else (said_in(place.text) or When())
    none_left = _none_left(place, reading, when) if place.goal else []
    return none_left + [
        Target(
            "", place.section, squeeze(place.text)[:400], one.slug, "=", 100, "%", when.year, scope_of(place.text),
            condition_of(place.text), "implied", reading.confidence(0.75, place.source), place.source,
            from_year=when.from_year, until_year=when.until_year,
        )
        for one in meant if one.slug not in known
    ]  # fmt: skip


_NONE_LEFT = re.compile(r"\b(?:khong (?:con|de)|xoa (?:het|bo het)|cham dut)\s+((?:[^\W\d]+ ?){2,6})")


def _none_left(place: Place, reading: Reading, when: When) -> list[Target]:
    """ "không còn khu phố lõm sóng": a count that shall fall to nothing, without a figure."""
    said = _NONE_LEFT.search(plain(place.text))
    one = best_metric(said.group(1), share=False, counted=said.group(1))[0] if said else None
    thing = one.unit_like.match(said.group(1)) if said and one and one.unit_like else None
    if said is None or one is None or thing is None or one.up is not False:
        return []
    start = fold(place.text).find(thing.group())
    return [
        Target(
            "", place.section, squeeze(place.text)[:400], one.slug, "=", 0,
            one.unit_said(place.text[start : start + len(thing.group())]), when.year, scope_of(place.text),
            condition_of(place.text), one.kind, reading.confidence(0.8, place.source), place.source,
            from_year=when.from_year, until_year=when.until_year,
        )
    ]  # fmt: skip


def _implies(one: Metric, words: str, place: Place) -> bool:
    if one.implied is None or (not place.goal and one.slug != "household_fibre_rate"):
        return False
    return bool(one.implied.search(words)) and not (one.implied_not and one.implied_not.search(words))


_ALL = re.compile(
    r"^(?:\W|(?:trong|den|het|cuoi) nam 20\d\d,?)*(?:toan bo|tat ca)\b.*\b(?:duoc|co)\b|"
    r"\b(?:moi|toan bo|tat ca)\b(?! (?:nguoi|mat|noi|luc|thong tin|dieu kien)\b).*\bdeu (?:duoc|phai|co)\b"
)
_NONE_LATE = re.compile(
    r"\b(?:khong(?: co| de| con| phat sinh| xay ra)*|cham dut|xoa bo)\b(.{3,60}?)(?:nao )?(?:bi )?"
    r"(?:qua han|tre han|tre hen|cham tra|cham tre)"
)


def _of_all(words: str) -> Metric | None:
    """The measure of "mọi giấy tờ đều được số hóa", "không có kiến nghị nào quá hạn": every case, without a figure."""
    if re.search(r"\d ?%", words):
        return None
    late = _NONE_LATE.search(words)
    if late:
        return best_metric(f"ty le {late.group(1)} dung han", share=True)[0]
    return best_metric(words, share=True)[0] if _ALL.search(words) else None
