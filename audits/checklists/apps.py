from django.apps import AppConfig

from audits.people.history import happened


class ChecklistsConfig(AppConfig):
    name = "audits.checklists"
    label = "checklists"

    def ready(self) -> None:
        from audits.checklists.receivers import follow_zone

        happened.connect(follow_zone)
