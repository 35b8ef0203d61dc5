from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    name = "audits.checklists"
    label = "checklists"
