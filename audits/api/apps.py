from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "audits.api"
    label = "api"
