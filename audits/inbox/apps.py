from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "audits.inbox"
    label = "inbox"
