"""Life events: the six doors through which people who do not know the name of a procedure come in."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from ruamel.yaml import YAML

_FILE = Path(__file__).parent / "data" / "life_events.yaml"
NAMES: dict[str, Promise] = {
    "birth": gettext_lazy("Sinh con"),
    "marriage": gettext_lazy("Kết hôn"),
    "land_house": gettext_lazy("Nhà đất"),
    "business": gettext_lazy("Kinh doanh"),
    "elderly": gettext_lazy("Người cao tuổi"),
    "death": gettext_lazy("Người mất"),
}  # written here as well as in the file, where translators' tools do not look


@dataclass(frozen=True)
class LifeEvent:
    """Something that happens in life and the ids of the procedures it needs, in order."""

    id: str
    name: str | Promise
    procedures: tuple[str, ...]


@cache
def read_life_events() -> tuple[LifeEvent, ...]:
    """The events of data/life_events.yaml in the order of the file."""
    raw = YAML(typ="safe", pure=True).load(_FILE)
    return tuple(
        LifeEvent(event, NAMES.get(event, entry["name"]), tuple(entry["procedures"])) for event, entry in raw.items()
    )
