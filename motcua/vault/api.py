"""The door of the vault: what is already known, and who used it."""

from motcua.vault.actions.give_consent import give_consent
from motcua.vault.actions.keep_fact import keep_fact
from motcua.vault.actions.keep_paper import keep_paper
from motcua.vault.actions.record_use import record_use
from motcua.vault.actions.revoke_paper import revoke_paper
from motcua.vault.actions.withdraw_consent import withdraw_consent
from motcua.vault.errors import AlreadyEnded, NoSuchPaper
from motcua.vault.events import ConsentGiven, ConsentWithdrawn, FactKept, PaperEnded, PaperEndsSoon, PaperKept, Used
from motcua.vault.models import Consent, Fact, Paper, Use
from motcua.vault.policies import may_read
from motcua.vault.selectors import consents_of, facts_of, has_consented, kinds_held, paper_for, papers_of, uses_of
from motcua.vault.vocabulary import ANSWER, fact_names, is_fact_name

__all__ = [
    "ANSWER",
    "AlreadyEnded",
    "Consent",
    "ConsentGiven",
    "ConsentWithdrawn",
    "Fact",
    "FactKept",
    "NoSuchPaper",
    "Paper",
    "PaperEnded",
    "PaperEndsSoon",
    "PaperKept",
    "Use",
    "Used",
    "consents_of",
    "fact_names",
    "facts_of",
    "give_consent",
    "has_consented",
    "is_fact_name",
    "keep_fact",
    "keep_paper",
    "kinds_held",
    "may_read",
    "paper_for",
    "papers_of",
    "record_use",
    "revoke_paper",
    "uses_of",
    "withdraw_consent",
]
