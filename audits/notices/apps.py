from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "audits.notices"
    label = "notices"
