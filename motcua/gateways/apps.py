from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "motcua.gateways"
    label = "gateways"
