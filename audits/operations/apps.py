from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "audits.operations"
    label = "operations"
