"""The language-wide words (data/lexicon.yaml) as a value: concepts, English, abbreviations, dialect, fillers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FILLER = ""
TOPIC = "~"  # before a topic outside, which is a term of its own and must be written right


@dataclass(frozen=True)
class Lexicon:
    """Words of the language. Every term is written with its marks; concept names never reach a user."""

    concepts: Mapping[str, tuple[str, ...]]
    english: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    courtesies: tuple[str, ...]
    english_fillers: tuple[str, ...]
    abbreviations: Mapping[str, tuple[str, ...]]
    dialect: Mapping[str, str]
    implies: Mapping[str, tuple[tuple[str, float], ...]]
    weights: Mapping[str, float]
    people: frozenset[str]
    things: frozenset[str]
    alone: frozenset[str]
    outside: tuple[str, ...]
    outside_english: tuple[str, ...]


def read_lexicon(raw: Mapping[str, str]) -> Lexicon:
    """The lexicon from the parsed YAML: one block of lines a section. KeyError where a section is missing."""
    return Lexicon(
        concepts=_groups(raw["concepts"]),
        english=_groups(raw["english"]),
        fillers=tuple(_items(raw["fillers"])),
        courtesies=tuple(_items(raw["courtesies"])),
        english_fillers=tuple(_items(raw["english_fillers"])),
        abbreviations=_readings(raw["abbreviations"]),
        dialect=dict(_pairs(raw["dialect"], "=")),
        implies=_implied(raw["implies"]),
        weights={name: float(value) for name, value in _pairs(raw["weights"], "=")},
        people=frozenset(_items(raw["people"])),
        things=frozenset(_items(raw["things"])),
        alone=frozenset(_items(raw["alone"])),
        outside=tuple(_lines(raw["outside"])),
        outside_english=tuple(_lines(raw["outside_english"])),
    )


def _lines(block: str) -> Iterator[str]:
    return (line.strip() for line in block.splitlines() if line.strip())


def _items(block: str) -> Iterator[str]:
    return (item.strip() for line in _lines(block) for item in line.split(",") if item.strip())


def _pairs(block: str, sign: str) -> Iterator[tuple[str, str]]:
    for line in _lines(block):
        left, _, right = line.partition(sign)
        yield left.strip(), right.strip()


def _groups(block: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(_items(terms)) for name, terms in _pairs(block, ":")}


def _readings(block: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for short, full in _pairs(block, "="):
        found[short] = (*found.get(short, ()), full)
    return found


def _implied(block: str) -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for name, rest in _pairs(block, ">"):
        other, _, weight = rest.rpartition(" ")
        found[name] = (*found.get(name, ()), (other.strip(), float(weight)))
    return found
