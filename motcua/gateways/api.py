"""The door of the gateways: the outside, one function a kind of question."""

from motcua.gateways.breaker import forget_failures
from motcua.gateways.calls import Answer, Ground, Telling, call, post_json
from motcua.gateways.errors import NoGround, SourceDown
from motcua.gateways.identity import ClaimMap, claim_map
from motcua.gateways.messages import send_message
from motcua.gateways.models import CallRecord
from motcua.gateways.registries import (
    SOURCES,
    Address,
    CitizenRecord,
    FixedRegistries,
    RegistryAnswer,
    Relative,
    is_connected,
    lookup,
    use_registries,
    verify_citizen,
)

__all__ = [
    "SOURCES",
    "Address",
    "Answer",
    "CallRecord",
    "CitizenRecord",
    "ClaimMap",
    "FixedRegistries",
    "Ground",
    "NoGround",
    "RegistryAnswer",
    "Relative",
    "SourceDown",
    "Telling",
    "call",
    "claim_map",
    "forget_failures",
    "is_connected",
    "lookup",
    "post_json",
    "send_message",
    "use_registries",
    "verify_citizen",
]
