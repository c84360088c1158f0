"""Our own questions: half for tuning, half held out, told apart by a checksum."""

from pathlib import Path
from zlib import crc32

from benchmarks.search import Question, read_own

DATA = Path(__file__).parent / "data"
ALL = read_own(DATA)


def half(held_out: bool) -> list[Question]:
    """The tuning half, or the held-out half: change words and weights by the first, report the second."""
    return [question for question in ALL if (crc32(question.query.encode()) % 2 == 1) == held_out]
