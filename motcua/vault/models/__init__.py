from motcua.vault.models.consent import Consent
from motcua.vault.models.fact import Fact
from motcua.vault.models.paper import Paper
from motcua.vault.models.use import Use

__all__ = ["Consent", "Fact", "Paper", "Use"]
