"""The door of the gateways: the outside, one function a kind of question."""

from motcua.gateways.breaker import forget_failures
from motcua.gateways.calls import read_json, whole_answer
from motcua.gateways.errors import NoGround, SourceDown
from motcua.gateways.identity import ClaimMap, claim_map
from motcua.gateways.messages import send_message
from motcua.gateways.models import CallRecord
from motcua.gateways.registries import (
    Address,
    CitizenRecord,
    FixedRegistries,
    Relative,
    is_connected,
    lookup,
    use_registries,
    verify_citizen,
)
