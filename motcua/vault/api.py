"""The door of the vault: what is already known, and who used it."""

from motcua.vault.actions.give_consent import give_consent
from motcua.vault.actions.keep_fact import keep_fact
from motcua.vault.actions.keep_paper import keep_paper
from motcua.vault.actions.record_use import record_use
from motcua.vault.actions.revoke_paper import replace_copies, revoke_copies, revoke_paper
from motcua.vault.actions.withdraw_consent import withdraw_consent
from motcua.vault.errors import AlreadyEnded, NoSuchPaper
from motcua.vault.events import PaperEndsSoon
from motcua.vault.models import Fact, Paper, Use
from motcua.vault.purposes import known_purpose
from motcua.vault.selectors import consents_of, facts_of, has_consented, kinds_held, paper_for, papers_of, uses_of
from motcua.vault.vocabulary import ANSWER, fact_names, is_fact_name
