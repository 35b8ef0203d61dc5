from django.apps import AppConfig

from audits.people.history import happened


class JournalConfig(AppConfig):
    name = "audits.journal"
    label = "journal"

    def ready(self) -> None:
        from audits.journal.receivers import write_down

        happened.connect(write_down)
