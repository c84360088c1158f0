"""How well the plan reader agrees with gold files, kind by kind and document by document.

    python -m benchmarks.plans GOLD_DIR

Fair but strict: an item counts only where its content is the same thing *and* the fields named below are equal.
Targets: measure, comparison, value, unit, year. Tasks: content, lead, product, deadline (each also apart). Legal
bases: number and date. Duties: agency and content. Faults: a message that speaks of the same fault.

Each text is measured twice: as it is, and spoiled the way poor scans spoil letters (`spoil`, always the same dice).

Held out: the lexicon learns counts of words from texts; the reader always leaves out the counts taken from the very
document it reads (known by its SHA-256), so letters are restored as in a text never seen. The wordings in
motcua/plans/data were written by hand with some of these documents in view; what they are worth on other documents only
other documents can tell, so figures here are an upper bound for them.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from ruamel.yaml import YAML

if not settings.configured:
    settings.configure(USE_I18N=False)
    django.setup()

from motcua.plans.data import table
from motcua.plans.reader import read_text, read_with_lines, to_json
from motcua.plans.reader.agencies import same_agency
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.lines import Line

Item = dict[str, Any]
_SAME = 0.5


def _words(text: str | None) -> set[str]:
    return {
        word
        for word in plain(text or "").replace(",", " ").replace(".", " ").replace(";", " ").split()
        if len(word) > 1
    }


def likeness(gist: str | None, text: str | None) -> float:
    """The share of the gist's words that the text has, abbreviations written out (0 … 1)."""
    wanted, had = _words(gist), _words(text)
    return len(wanted & had) / len(wanted) if wanted else 0.0


def aligned(gold: list[Item], found: list[Item], score: Callable[[Item, Item], float]) -> list[tuple[Item, Item]]:
    """Pairs in document order that make the greatest sum of scores (dynamic programming); scores under 0 never pair."""
    rows, columns = len(gold), len(found)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    scores = [[score(one, two) for two in found] for one in gold]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = scores[i][j] + best[i + 1][j + 1] if scores[i][j] > 0 else -1.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if scores[i][j] > 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((gold[i], found[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def figures(hits: int, gold: int, found: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean, in hundredths."""
    precision = hits / found if found else float(gold == 0)
    recall = hits / gold if gold else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(both, 3),
        "gold": gold,
        "found": found,
        "hits": hits,
    }


def _target_key(target: Item) -> tuple[Any, ...]:
    return (target["metric"], target["comparator"], target["value"], target["unit"], target.get("year"))


def measure_targets(gold: list[Item], found: list[Item]) -> tuple[dict[str, float], list[str]]:
    left = [_target_key(target) for target in found]
    missed = []
    for target in gold:
        if _target_key(target) in left:
            left.remove(_target_key(target))
        else:
            missed.append(f"chỉ tiêu {target['id']} {_target_key(target)}")
    notes = missed + [f"thừa chỉ tiêu {key}" for key in left]
    return figures(len(gold) - len(missed), len(gold), len(found)), notes


def _same_names(gold: list[str], found: list[str]) -> bool:
    return len(gold) == len(found) and all(any(same_agency(one, two) for two in found) for one in gold)


def _same_product(gold: str | None, found: str | None) -> bool:
    if not gold or not found:
        return not gold and not found
    return max(likeness(gold, found), likeness(found, gold)) >= _SAME


def _same_deadline(gold: Item, found: Item) -> bool:
    keys = ("type", "year", "month", "quarter", "due")
    if gold["type"] == "year" and gold.get("years"):
        span = [*range(found.get("from_year") or 1, (found.get("until_year") or 0) + 1)]
        return bool(found["type"] == "year" and (found.get("years") or span) == gold["years"])
    if gold["type"] == "regular" and found["type"] == "working_days":
        return True  # the schema of the gold files has no kind of its own for "within n working days of …"
    return all(gold.get(key) == found.get(key) for key in keys if key in gold or key == "type")


def measure_tasks(gold: list[Item], found: list[Item]) -> tuple[dict[str, Any], list[str]]:
    pairs = aligned(
        gold, found, lambda one, two: likeness(one["text"], two["text"]) - _SAME + 0.3 * (one["id"] == two["id"])
    )
    tests: dict[str, Callable[[Item, Item], bool]] = {
        "lead": lambda one, two: _same_names(one["lead"], two["lead"]),
        "coordinating": lambda one, two: _same_names(one["coordinating"], two["coordinating"]),
        "product": lambda one, two: _same_product(one["product"], two["product"]),
        "deadline": lambda one, two: _same_deadline(one["deadline"], two["deadline"]),
    }
    result: dict[str, Any] = {"content": figures(len(pairs), len(gold), len(found))}
    notes = [f"nhiệm vụ {one['id']} không thấy" for one in gold if not any(one is pair[0] for pair in pairs)]
    for name, test in tests.items():
        right = [pair for pair in pairs if test(*pair)]
        result[name] = figures(len(right), len(gold), len(found))
        notes += [f"nhiệm vụ {one['id']} {name}: {one[name]} ≠ {two[name]}" for one, two in pairs if not test(one, two)]
    strict = [pair for pair in pairs if all(tests[name](*pair) for name in ("lead", "product", "deadline"))]
    result["strict"] = figures(len(strict), len(gold), len(found))
    fields = ("content", "lead", "product", "deadline")
    result["fields"] = figures(sum(result[name]["hits"] for name in fields), 4 * len(gold), 4 * len(found))
    return result, notes


def one_to_one(
    gold: list[Item], found: list[Item], same: Callable[[Item, Item], bool], name: Callable[[Item], str], kind: str
) -> tuple[dict[str, float], list[str]]:
    """Each item of the gold file with the first item found that is the same and not taken, and a line for the rest."""
    left, missed = list(found), []
    for one in gold:
        other = next((two for two in left if same(one, two)), None)
        if other is None:
            missed.append(f"{kind} {name(one)}")
        else:
            left.remove(other)
    notes = missed + [f"thừa {kind} {name(two)}" for two in left]
    return figures(len(gold) - len(missed), len(gold), len(found)), notes


def measure_bases(gold: list[Item], found: list[Item]) -> tuple[dict[str, float], list[str]]:
    return one_to_one(gold, found, _same_basis, lambda one: f"{one['number']} {one['date']} {one['gist']}", "căn cứ")


def _same_basis(gold: Item, found: Item) -> bool:
    if gold["date"] and gold["date"] != found["date"]:
        return False
    if gold["number"]:
        return bool(gold["number"] == found["number"])
    return found["number"] is None and gold["type"] == found["type"] and likeness(gold["gist"], found["gist"]) >= _SAME


def _duties(plan: Item) -> list[Item]:
    return [
        {"agency": one["agency"], "text": duty["text"], "source": duty.get("source")}
        for one in plan["responsibilities"]
        for duty in one["duties"]
    ]


def _apart(duties: list[Item]) -> list[Item]:
    return [{**one, "text": part} for one in duties for part in re.split(r";\s+(?![^(]*\))", one["text"])]


def _by_line(duties: list[Item]) -> list[Item]:
    """The duties of one agency with those that stand in one line of the plan as one."""
    lines: dict[str, list[str]] = {}
    for one in duties:
        lines.setdefault(str(one.get("source")), []).append(one["text"])
    return [{**duties[0], "text": "; ".join(texts)} for texts in lines.values()]


def measure_duties(
    gold: list[Item], found: list[Item], *, as_written: bool = False
) -> tuple[dict[str, float], list[str]]:
    """Agency by agency; "A; B" counts as one duty or as two, whichever way the gold file and the plan agree better.

    `as_written` takes it only as the gold file writes it: the reader always gives two, older gold files one.
    """
    hits, wanted, had, notes = 0, 0, 0, list[str]()
    left = list(found)
    for agency in dict.fromkeys(one["agency"] for one in gold):
        own = [one for one in gold if one["agency"] == agency]
        same = [one for one in left if same_agency(agency, one["agency"]) or likeness(agency, one["agency"]) >= 0.6]
        exact = [one for one in same if same_agency(agency, one["agency"])]
        theirs = exact or same
        left = [one for one in left if one not in theirs]
        ways = [(own, theirs)]
        if theirs and not as_written:
            ways += [(_apart(own), theirs), (own, _by_line(theirs))]
        best = max((_pair_duties(*way) for way in ways), key=lambda way: 2 * way[0] / (way[1] + way[2]))
        hits, wanted, had, notes = hits + best[0], wanted + best[1], had + best[2], notes + best[3]
    return figures(hits, wanted, had + len(left)), notes


def _pair_duties(gold: list[Item], found: list[Item]) -> tuple[int, int, int, list[str]]:
    """(pairs, duties of the gold file, duties read, a line for each that is not read) of one agency."""
    pairs = aligned(gold, found, lambda one, two: likeness(one["text"], two["text"]) - 0.4)
    missed = [one for one in gold if not any(one is pair[0] for pair in pairs)]
    return len(pairs), len(gold), len(found), [f"trách nhiệm {one['agency']}: {one['text']}" for one in missed]


# Kinds by which gold files name a fault (`anomaly_kinds`), and the kinds the reader gives for it.
_KINDS = {
    "count_mismatch": ("count_differs", "count_contradicts", "parts_differ"),
    "numbering": ("number_repeated", "number_gap", "number_order"),
    "numbering_repeat": ("number_repeated", "number_gap", "number_order"),  # "3, 3, 5": one slip, told as two
    "numbering_gap": ("number_gap", "number_repeated", "number_order"),
    "percentage": ("share_wrong", "parts_differ", "count_contradicts"),
    "below_baseline": ("below_baseline",),
    "contradiction": ("targets_contradict", "count_contradicts", "days_contradict", "deadline_contradicts"),
    "impossible_date": ("date_impossible",),
    "past_deadline": ("deadline_past", "deadline_year", "deadline_near"),
    "missing_lead": ("missing_lead", "task_incomplete"),
    "missing_deadline": ("missing_deadline", "task_incomplete"),
    "missing_product": ("missing_product", "task_incomplete"),
    "dissolved_unit": ("unit_ended",),
    "outside_power": ("beyond_power",),
    "target_without_task": ("target_without_task",),
    "task_without_target": ("task_without_target",),
    "sum_mismatch": ("sum_wrong", "parts_differ"),
    "vague_deadline": ("deadline_vague",),
    "several_leads": ("several_leads",),
    "signature": ("signature_form", "frame_blank"),
    "blank_number": ("frame_blank",),
}


def measure_faults(gold: list[str], kinds: list[Item] | None, found: list[Item]) -> tuple[dict[str, float], list[str]]:
    """A listed fault is found where a message has most of its telling words, or is of its kind at its place."""
    hits: set[int] = set()
    used: set[int] = set()
    for index, fault in enumerate(gold):
        for other, message in enumerate(found):
            if _same_fault(fault, message["message"]) or (kinds and _same_kind(kinds[index], message, kinds, found)):
                hits.add(index)
                used.add(other)
    result = figures(len(hits), len(gold), len(found))
    result["precision"] = round(len(used) / len(found), 3) if found else 1.0
    both = result["precision"] + result["recall"]
    result["f1"] = round(2 * result["precision"] * result["recall"] / both, 3) if both else 0.0
    result["used"], result["false"] = len(used), len(found) - len(used)
    notes = [f"lỗi chưa thấy: {fault}" for index, fault in enumerate(gold) if index not in hits]
    return result, notes + [
        f"lỗi thừa: {one['kind']} {one['where']}: {one['message']}"
        for index, one in enumerate(found)
        if index not in used
    ]


def _same_fault(fault: str, message: str) -> bool:
    return likeness(fault, message) >= 0.42 or likeness(message, fault) >= 0.62


def _same_kind(fault: Item, message: Item, faults: list[Item], messages: list[Item]) -> bool:
    """Of one kind and at one place; or the only one of its kind on both sides."""
    kinds = _KINDS.get(fault["kind"], (fault["kind"],))
    if message["kind"] not in kinds:
        return False
    here = {_place(part) for part in re.split(r"[;,]", fault["where"])}
    there = {_place(part) for part in message["where"].split(";")}
    near = any(one and two and (one.endswith(two) or two.endswith(one)) for one in here for two in there)
    near = near or (fault["kind"].startswith("numbering") and any(_within(message["where"], one) for one in here))
    own = not fault["kind"].startswith("numbering_") or message["kind"] == kinds[0]
    alone = (
        own
        and sum(one["kind"] == fault["kind"] for one in faults) == sum(one["kind"] in kinds for one in messages) == 1
    )
    return near or alone


def _within(where: str, part: str) -> bool:
    """Whether a place lies in a part: the row with a wrong number in the table or the list whose numbers are told."""
    steps = [_place(step) for step in re.split(r"[.\s]", where) if step]
    return any("".join(steps[:n]) == part for n in range(1, len(steps)))


def _place(where: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(where).replace("phu luc", "pl").replace("muc", ""))


def _same_text(one: str | None, two: str | None) -> bool:
    return (not one and not two) or max(likeness(one, two), likeness(two, one)) >= 0.75


def measure_frame(gold: Item, plan: Item) -> tuple[dict[str, float], list[str]]:
    """Title, number, date, agency, level, kind, signer and years: right or not, field by field."""
    one, two = gold["meta"], plan["meta"]
    right = {
        "title": _same_text(one["title"], two["title"]),
        "doc_number": one.get("doc_number") == two["doc_number"],
        "doc_date": one.get("doc_date") == two["doc_date"],
        "issuing_agency": same_agency(
            one.get("issuing_agency") or one.get("issuer") or "", two["issuing_agency"] or ""
        ),
        "agency_level": (one.get("agency_level") or one.get("level")) == two["agency_level"],
        "doc_type": one.get("doc_type", "plan") == two["doc_type"],
        "signer": fold((one.get("signer") or {}).get("name") or "") == fold(two["signer"]["name"] or ""),
        "from": (one.get("period") or {}).get("from") == two["period"]["from"],
        "until": (one.get("period") or {}).get("until") == two["period"]["until"],
    }
    notes = [
        f"đầu văn bản {key}: {one.get(key, one.get('period'))} ≠ {two.get(key, two['period'])}"
        for key, ok in right.items()
        if not ok
    ]
    return figures(sum(right.values()), len(right), len(right)), notes


def measure_baselines(gold: list[Item], found: list[Item]) -> tuple[dict[str, float], list[str]]:
    left = [(one["metric"], float(one["value"]), one["unit"]) for one in found if one["value"] is not None]
    missed = []
    for one in gold:
        if isinstance(one.get("value"), int | float):
            key = (one["metric"], float(one["value"]), one["unit"])
            if key in left:
                left.remove(key)
            else:
                missed.append(f"hiện trạng {key}")
    return figures(len(found) - len(left), len(gold), len(found)), missed + [f"thừa hiện trạng {key}" for key in left]


def measure_texts(kind: str, gold: list[Any], found: list[Any]) -> tuple[dict[str, float], list[str]]:
    """Objectives, problems and recipients by what they say."""
    said = [one if isinstance(one, str) else one["text"] for one in gold]
    read_ = [one["text"] for one in found]
    pairs = aligned(
        [{"text": one} for one in said],
        [{"text": one} for one in read_],
        lambda one, two: max(likeness(one["text"], two["text"]), likeness(two["text"], one["text"])) - 0.45,
    )
    missed = [one for one in said if not any(one == pair[0]["text"] for pair in pairs)]
    return figures(len(pairs), len(said), len(read_)), [f"{kind}: {one}" for one in missed]


def measure_reports(gold: list[Item], found: list[Item]) -> tuple[dict[str, float], list[str]]:
    return one_to_one(
        gold, found, _same_report, lambda one: f"{one['from']} → {one['to']} {one.get('frequency')}", "báo cáo"
    )


def _same_report(gold: Item, found: Item) -> bool:
    """Of one rhythm and from one sender; who only prepares it stands in brackets behind the sender of a gold file."""
    wanted = re.sub(r"\s*\([^()]*\)", "", gold["from"] or "")
    sender = same_agency(wanted, found["from"] or "") or likeness(wanted, found["from"]) >= _SAME
    return bool(found["frequency"]["type"] == (gold.get("frequency") or {}).get("type") and sender)


def measure(gold: Item, plan: Item) -> tuple[dict[str, Any], list[str]]:
    """All kinds of one document, and a line for every field that misses."""
    parts = {
        "targets": measure_targets(gold["targets"], plan["targets"]),
        "tasks": measure_tasks(gold["tasks"], plan["tasks"]),
        "legal_bases": measure_bases(gold["meta"]["legal_bases"], plan["meta"]["legal_bases"]),
        "frame": measure_frame(gold, plan),
        "baseline": measure_baselines(gold.get("baseline") or [], plan["baseline"]),
        "objectives": measure_texts("mục tiêu", gold.get("objectives") or [], plan["objectives"]),
        "problems": measure_texts("vấn đề", gold.get("problems") or [], plan["problems"]),
        "recipients": measure_texts("nơi nhận", gold.get("recipients") or [], plan["recipients"]),
        "reporting": measure_reports(gold.get("reporting") or [], plan["reporting"]),
        "duties": measure_duties(_duties(gold), _duties(plan)),
        "duties_as_written": (measure_duties(_duties(gold), _duties(plan), as_written=True)[0], []),
        "faults": measure_faults(gold["anomalies"], gold.get("anomaly_kinds"), plan["anomalies"]),
    }
    return {kind: result for kind, (result, _) in parts.items()}, [
        note for _, notes in parts.values() for note in notes
    ]


def spoil(text: str, seed: int = 1) -> str:
    """The text as a poor scan gives it: most marks lost, some wrong, some letters mistaken; figures stay."""
    dice = random.Random(seed)
    rules = [(may, was) for was, may, cost in table("confusions")["rules"] if may and len(may) <= 2 and cost < 1.5]

    def word(found: re.Match[str]) -> str:
        token, fate = found.group(), dice.random()
        if (token.isupper() and len(token) > 1) or fate < 0.25:
            return fold(token).upper() if token.isupper() and fate < 0.7 else token
        bare = "".join(fold(letter).upper() if letter.isupper() else fold(letter) for letter in token)
        if fate < 0.75:
            return bare
        fitting = [(may, was) for may, was in rules if may in bare[1:]]
        if fate < 0.93 and fitting:
            may, was = dice.choice(fitting)
            return bare[0] + bare[1:].replace(may, was, 1)
        vowels = [index for index, letter in enumerate(bare) if letter in "aeo"]
        if vowels:
            place = dice.choice(vowels)
            return bare[:place] + {"a": "á", "e": "é", "o": "ó"}[bare[place]] + bare[place + 1 :]
        return bare

    return re.sub(r"[^\W\d_]+", word, text)


_SOURCES = (".txt", ".docx", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


def _source(gold_file: Path, gold: Item) -> Path | None:
    """The plan beside its gold file: named by it, or of the same name."""
    name = gold_file.name.removesuffix(".gold.yaml")
    named = gold_file.with_name(Path(gold["meta"].get("source_file") or name).name)
    beside = [named, *(gold_file.with_name(name + suffix) for suffix in _SOURCES)]
    return next((path for path in beside if path.is_file()), None)


def run(gold_dir: str | Path) -> dict[str, Any]:
    """Measures every `NAME.gold.yaml` against what is read from the plan beside it (text, Word, PDF or picture).

    `documents` and `spoiled` say precision, recall and F1 kind by kind; texts are measured spoiled, too.
    """
    documents: dict[str, Any] = {}
    spoiled: dict[str, Any] = {}
    misses: dict[str, list[str]] = {}
    for gold_file in sorted(Path(gold_dir).glob("*.gold.yaml")):
        gold = YAML(typ="safe").load(gold_file.read_text("utf-8"))
        name, source = gold_file.name.removesuffix(".gold.yaml"), _source(gold_file, gold)
        if source is None:
            misses[name] = ["không có văn bản bên cạnh tệp chuẩn"]
            continue
        started = time.perf_counter()
        read_plan, lines = read_with_lines(source)
        documents[name], misses[name] = measure(gold, to_json(read_plan))
        documents[name] |= _speed(time.perf_counter() - started, lines)
        if source.suffix == ".txt":
            text = source.read_text("utf-8")
            bad = to_json(read_text(spoil(text), spoiled_from=text))
            spoiled[name], misses[f"{name} (spoiled)"] = measure(gold, bad)
    if not documents:
        raise RuntimeError(f"nothing to measure in {gold_dir}: put a NAME.gold.yaml beside each plan")
    return {
        "spoiled": spoiled,
        "overall_spoiled": _overall(spoiled),
        "documents": documents,
        "overall": _overall(documents),
        "misses": misses,
        "held_out": (__doc__ or "").split("Held out:")[1],
    }


_LETTERS_A_PAGE = 2400


def _speed(seconds: float, lines: list[Line]) -> dict[str, float]:
    """Seconds for the document; its pages, printed or reckoned at 2,400 characters; seconds a page."""
    letters = sum(len(line.text) for line in lines)
    pages = max([line.page for line in lines if line.page] or [-(-letters // _LETTERS_A_PAGE)])
    return {"seconds": round(seconds, 2), "pages": pages, "seconds_a_page": round(seconds / max(pages, 1), 3)}


def _overall(documents: dict[str, Any]) -> dict[str, Any]:
    paths = [
        ("targets",),
        ("tasks", "content"),
        ("tasks", "fields"),
        ("tasks", "strict"),
        ("legal_bases",),
        ("duties",),
        ("duties_as_written",),
        ("faults",),
        ("frame",),
        ("baseline",),
        ("objectives",),
        ("problems",),
        ("reporting",),
        ("recipients",),
    ]
    result = {}
    for path in paths:
        parts = []
        for document in documents.values():
            part = document
            for key in path:
                part = part[key]
            parts.append(part)
        gold, found = sum(p["gold"] for p in parts), sum(p["found"] for p in parts)
        whole = figures(sum(p["hits"] for p in parts), gold, found)
        if parts and "used" in parts[0]:  # one message may tell of several faults: precision counts messages
            whole["precision"] = figures(sum(p["used"] for p in parts), gold, found)["precision"]
            both = whole["precision"] + whole["recall"]
            whole["f1"] = round(2 * whole["precision"] * whole["recall"] / both, 3) if both else 0.0
        result[".".join(path)] = whole
    return result


_COLUMNS = {
    "targets": "targets", "tasks": "tasks.content", "fields": "tasks.strict", "bases": "legal_bases",
    "duties": "duties", "faults": "faults",
}  # fmt: skip


def as_table(found: dict[str, Any]) -> str:
    """What `run` measured as lines to read: precision, recall and F1 in hundredths, a document a line, clean and
    spoiled, then overall. "fields" counts tasks whose lead, product and deadline are all right."""
    heads = "".join(f"{name:^16}" for name in _COLUMNS)
    lines = [f"{'':28}{heads}", f"{'':28}{'  P    R    F1'.ljust(16) * len(_COLUMNS)}"]
    for title, kind, whole in (("clean", "documents", "overall"), ("spoiled", "spoiled", "overall_spoiled")):
        if found[kind]:
            lines.append(title)
            lines += [_line(name, measured) for name, measured in found[kind].items()]
            lines.append(_line("overall", found[whole]))
    return "\n".join(lines)


def _line(name: str, measured: dict[str, Any]) -> str:
    cells = []
    for path in _COLUMNS.values():
        part = measured.get(path) or measured[path.split(".")[0]]
        part = part.get(path.partition(".")[2], part)
        cells.append(f"{part['precision']:4.2f} {part['recall']:4.2f} {part['f1']:4.2f}".ljust(16))
    return f"  {name:26.26}{''.join(cells)}".rstrip()


if __name__ == "__main__":
    print(as_table(run(sys.argv[1])))
