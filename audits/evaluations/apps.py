from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "audits.evaluations"
    label = "evaluations"
