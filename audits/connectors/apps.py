from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    name = "audits.connectors"
    label = "connectors"
