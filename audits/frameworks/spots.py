"""The places of a draft that are edited by themselves: its heading, a dimension, a question, its bands …

What was seen of a place is known by its mark, so that two people who write at different places do not
meet, and two at the same place do.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from audits.frameworks.outline import Document, dimension_in, question_in

Kind = Literal["head", "dimension", "question", "bands", "crms", "figures", "weightings"]
KEYS: dict[Kind, tuple[str, ...]] = {
    "head": ("title", "provenance", "blind_spots"),
    "dimension": (
        "title",
        "short_title",
        "core",
        "minutes",
        "definition",
        "weak",
        "medium",
        "strong",
        "rubric",
    ),
    "question": ("text", "short", "origin", "needs", "probes", "red_flags", "evidence", "facts"),
    "bands": ("bands",),
    "crms": ("crms", "objects_dimension"),
    "figures": ("figures",),
    "weightings": ("weightings",),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One such place; `slug` names the dimension or the question."""

    kind: Kind
    slug: str = ""

    def home(self, document: Document) -> Document:
        """The table that holds it; `Blocked` when it is gone."""
        if self.kind == "dimension":
            return dimension_in(document, self.slug)
        return question_in(document, self.slug) if self.kind == "question" else document

    def read(self, document: Document) -> Document:
        """What stands there; what says nothing is left out."""
        home = self.home(document)
        return {key: home[key] for key in KEYS[self.kind] if home.get(key) not in (None, [])}

    def put(self, document: Document, content: Document) -> None:
        """Other content in its place."""
        home = self.home(document)
        for key in KEYS[self.kind]:
            home.pop(key, None)
        home |= {key: value for key, value in content.items() if value not in (None, [])}
        if self.kind == "bands":
            home.setdefault("bands", [])


def mark_of(content: Any) -> str:
    """What was seen at a place, in a few letters."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:20]
