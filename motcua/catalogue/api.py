"""The door of the catalogue."""

from motcua.catalogue.actions.load_packs import load_packs
from motcua.catalogue.actions.withdraw_procedure import withdraw_procedure
from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.pack import Component, Fee, Limit, Pack, Text
from motcua.catalogue.prints import result_data
from motcua.catalogue.selectors import (
    current_version,
    pack_now,
    pack_of,
    packs_by_life_event,
    procedure,
    procedures,
    published_packs,
)
from motcua.catalogue.words import limit_for, limit_sentence, say

__all__ = [
    "LIFE_EVENTS",
    "Component",
    "Fee",
    "Limit",
    "Pack",
    "Procedure",
    "ProcedureVersion",
    "Text",
    "current_version",
    "limit_for",
    "limit_sentence",
    "load_packs",
    "pack_now",
    "pack_of",
    "packs_by_life_event",
    "procedure",
    "procedures",
    "published_packs",
    "result_data",
    "say",
    "withdraw_procedure",
]
