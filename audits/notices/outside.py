"""Subjects of mails to people outside, by language; the texts are in `templates/notices/mail/outside`."""

ASKED: dict[str, dict[str, str]] = {
    "en": {
        "asked": "Questions to %(vendor)s",
        "reminded": "Reminder: questions to %(vendor)s",
        "extended": "Questions to %(vendor)s: new deadline",
    },
    "de": {
        "asked": "Fragen an %(vendor)s",
        "reminded": "Erinnerung: Fragen an %(vendor)s",
        "extended": "Fragen an %(vendor)s: neue Frist",
    },
    "fr": {
        "asked": "Questions à %(vendor)s",
        "reminded": "Rappel : questions à %(vendor)s",
        "extended": "Questions à %(vendor)s : nouvelle échéance",
    },
}
RECEIVED: dict[str, str] = {
    "en": "Your answers about %(vendor)s: a copy",
    "de": "Ihre Antworten zu %(vendor)s: eine Kopie",
    "fr": "Vos réponses au sujet de %(vendor)s : une copie",
}
