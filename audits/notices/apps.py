from django.apps import AppConfig

from audits.people.history import happened


class NoticesConfig(AppConfig):
    name = "audits.notices"
    label = "notices"

    def ready(self) -> None:
        from audits.notices.receivers import write_to_guest

        happened.connect(write_to_guest)
