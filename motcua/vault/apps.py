from importlib import import_module

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "motcua.vault"
    label = "vault"

    def ready(self) -> None:
        import_module("motcua.vault.jobs")
