from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "audits.people"
    label = "people"
