"""What workers do for this room, outside any transaction; importing this package declares the tasks."""

from motcua.dossiers.tasks import forms, keep_facts, return_electronically, sign, sign_apology, succession, watch_due

__all__ = ["forms", "keep_facts", "return_electronically", "sign", "sign_apology", "succession", "watch_due"]
