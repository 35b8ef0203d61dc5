from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "audits.journal"
    label = "journal"
