"""Quality of the search by kind of question, and its latency beside the least a query can cost."""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from motcua.guide.engine.document import Hit
from motcua.guide.engine.index import Index
from motcua.guide.sources import known_documents, lexicon
from motcua.rules.text import fold

_OWN = Path(__file__).parent.parent / "tests" / "guide" / "data"

Search = Callable[[str, int], list[Hit]]


@dataclass(frozen=True)
class Question:
    """A query, its category and the ids that answer it; no id: nothing does."""

    query: str
    expected: frozenset[str]
    category: str


def read_examples(path: Path) -> list[Question]:
    """Questions of a file with a header naming query, expected_ids and category (tab-separated, UTF-8)."""
    return [
        Question(row["query"], _ids(row.get("expected_ids") or ""), row["category"] or "none") for row in _rows(path)
    ]


def read_own(folder: Path = _OWN) -> list[Question]:
    """Our own questions: queries_*.tsv with the columns ids, category, query and no header."""
    lines = [line for path in sorted(folder.glob("queries_*.tsv")) for line in path.read_text("utf-8").splitlines()]
    parts = [line.split("\t") for line in lines if line.strip()]
    return [Question(query, _ids(ids), category) for ids, category, query in parts]


def read_fresh(half: str, folder: Path = _OWN, pattern: str = "fresh_*.tsv") -> list[Question]:
    """The questions of the files of `pattern` whose column split is `half`: tuned (their failures were read) or
    untouched.
    """
    return [
        Question(row["query"], _ids(row["expected_ids"]), row["category"])
        for path in sorted(folder.glob(pattern))
        for row in _rows(path)
        if row["split"] == half
    ]


def quality(questions: Iterable[Question], search: Search) -> dict[str, dict[str, Any]]:
    """Shares by category and for `all` that can be answered: right at first, in the first three, empty."""
    tallies: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for question in questions:
        found = [hit.id for hit in search(question.query, 3)]
        row = (bool(question.expected & set(found[:1])), bool(question.expected & set(found)), not found)
        tallies[question.category].append(row)
        if question.expected:
            tallies["all"].append(row)
    return {category: _shares(rows, category) for category, rows in sorted(tallies.items())}


def latency(queries: Sequence[str], search: Search, rounds: int = 3) -> dict[str, float]:
    """Milliseconds a query: p50 and p99 of the search, and of folding and looking up the same queries in a dict."""
    table = {fold(query): query for query in queries}
    ours = sorted(_milliseconds(lambda q: search(q, 10), query) for _ in range(rounds) for query in queries)
    least = sorted(_milliseconds(lambda q: table.get(fold(q)), query) for _ in range(rounds) for query in queries)
    return {
        "p50_ms": round(ours[len(ours) // 2], 3),
        "p99_ms": round(ours[int(len(ours) * 0.99)], 3),
        "max_ms": round(ours[-1], 3),
        "limit_p50_ms": round(least[len(least) // 2], 4),
        "limit_p99_ms": round(least[int(len(least) * 0.99)], 4),
    }


def run(examples: Path | None = None) -> dict[str, Any]:
    """The whole report as a dict ready for JSON.

    `examples`: given from outside as samples of how people ask (another file in that layout may be named); `untouched`:
    fresh questions whose failures nobody has looked at, the figure to believe; `tuned`: fresh questions learned from;
    `own`: the older ones.
    """
    start = perf_counter()
    index = Index(known_documents(), lexicon())
    build = perf_counter() - start
    asked = {
        "examples": read_examples(examples or _OWN / "examples.tsv"),
        "untouched": read_fresh("untouched"),
        "tuned": read_fresh("tuned"),
        "own": read_own(),
    }
    report: dict[str, Any] = {name: quality(questions, index.search) for name, questions in asked.items()}
    queries = [question.query for name in ("examples", "untouched") for question in asked[name]]
    return {"build_s": round(build, 3), **report, "latency": latency(queries, index.search)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _ids(text: str) -> frozenset[str]:
    return frozenset(item.strip() for item in text.split(",") if item.strip() and item.strip() != "none")


def _shares(rows: Sequence[tuple[bool, bool, bool]], category: str) -> dict[str, Any]:
    count = len(rows)
    empty = round(sum(row[2] for row in rows) / count, 4)
    if category.startswith("none"):
        return {"count": count, "honest_empty": empty}
    first, three = (round(sum(row[place] for row in rows) / count, 4) for place in (0, 1))
    return {"count": count, "first": first, "top3": three, "wrongly_empty": empty}


def _milliseconds(call: Callable[[str], object], query: str) -> float:
    start = perf_counter()
    call(query)
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    import json

    print(json.dumps(run(Path(sys.argv[1]) if len(sys.argv) > 1 else None), ensure_ascii=False, indent=1))
