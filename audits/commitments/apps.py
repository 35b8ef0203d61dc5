from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "audits.commitments"
    label = "commitments"
