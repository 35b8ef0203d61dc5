"""Form fields that pass every text through the one normaliser."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audits.kit import text


class TextField(forms.CharField):
    """Text up to `limit` characters, normalised; refuses what a database cannot hold."""

    def __init__(self, *, limit: int = text.SHORT, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.limit = limit
        # Django's own check would hide ours behind a message without the place.
        self.validators = []

    def to_python(self, value: Any) -> str:
        given = super().to_python(value) or ""
        if found := text.problem(given, limit=self.limit):
            raise ValidationError(found)
        return text.normal(given)
