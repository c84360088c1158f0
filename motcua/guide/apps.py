from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "motcua.guide"
    label = "guide"
