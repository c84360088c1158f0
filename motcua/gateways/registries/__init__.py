"""The registers of the state: one socket, a plug that speaks HTTP and one that holds fixed answers."""

from motcua.gateways.registries.ask import is_connected, lookup, use_registries, verify_citizen
from motcua.gateways.registries.fixed import FixedRegistries
from motcua.gateways.registries.records import SOURCES, Address, CitizenRecord, RegistryAnswer, Relative

__all__ = [
    "SOURCES",
    "Address",
    "CitizenRecord",
    "FixedRegistries",
    "RegistryAnswer",
    "Relative",
    "is_connected",
    "lookup",
    "use_registries",
    "verify_citizen",
]
