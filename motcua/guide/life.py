"""Life events: the six doors through which people who do not know the name of a procedure come in."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from ruamel.yaml import YAML

from motcua.catalogue.api import LIFE_EVENTS

_FILE = Path(__file__).parent / "data" / "life_events.yaml"


@dataclass(frozen=True)
class LifeEvent:
    """Something that happens in life and the ids of the procedures it needs, in order."""

    id: str
    name: str | Promise
    procedures: tuple[str, ...]


@cache
def read_life_events() -> tuple[LifeEvent, ...]:
    """The events of data/life_events.yaml in the order of the file. KeyError where the catalogue lacks one."""
    raw = YAML(typ="safe", pure=True).load(_FILE)
    return tuple(LifeEvent(event, LIFE_EVENTS[event], tuple(slugs)) for event, slugs in raw.items())
