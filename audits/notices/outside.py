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
SIGN: dict[str, dict[str, str]] = {
    "en": {
        "asked": "Your signature is asked for: %(title)s",
        "reminded": "Reminder, your signature is asked for: %(title)s",
        "replied": "Your challenge is answered: %(title)s",
    },
    "de": {
        "asked": "Ihre Unterschrift wird erbeten: %(title)s",
        "reminded": "Erinnerung, Ihre Unterschrift wird erbeten: %(title)s",
        "replied": "Ihr Einwand ist beantwortet: %(title)s",
    },
    "fr": {
        "asked": "Votre signature est demandée : %(title)s",
        "reminded": "Rappel, votre signature est demandée : %(title)s",
        "replied": "Réponse à votre objection : %(title)s",
    },
}
