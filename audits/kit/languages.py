"""Languages in which a mail to somebody outside can be written."""

from django.db.models import TextChoices


class Language(TextChoices):
    """Each by its own name."""

    EN = "en", "English"
    DE = "de", "Deutsch"
    FR = "fr", "Français"
