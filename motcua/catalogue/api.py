"""The door of the catalogue."""

from motcua.catalogue.actions.load_packs import load_packs
from motcua.catalogue.actions.publish_pack import publish_pack
from motcua.catalogue.actions.set_local_fee import set_local_fee
from motcua.catalogue.actions.withdraw_procedure import withdraw_procedure
from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.catalogue.models import LocalFee, Procedure, ProcedureVersion
from motcua.catalogue.pack import Component, Fee, Limit, Pack, Text
from motcua.catalogue.pack import Exemption as PackExemption
from motcua.catalogue.policies import may_publish_packs, may_set_fees
from motcua.catalogue.prints import result_data
from motcua.catalogue.publishing import Brought, look_at_pack
from motcua.catalogue.selectors import (
    current_version,
    fees_to_set,
    known_packs,
    local_fees,
    local_fees_agreed,
    local_fees_at,
    pack_known,
    pack_now,
    pack_of,
    packs_by_life_event,
    procedure,
    procedures,
    published_packs,
    published_versions,
    version_now,
    why_not_offered,
    withdrawn_procedures,
)
from motcua.catalogue.words import (
    limit_for,
    limit_sentence,
    say,
    say_kept,
    say_lines,
    say_paper,
    say_short_name,
)
