from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "audits.vendors"
    label = "vendors"
