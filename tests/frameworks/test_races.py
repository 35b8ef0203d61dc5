"""Two leads at one framework at once: one of them is told, nothing is made twice (on both databases)."""

from typing import Any

import pytest

from audits.frameworks.actions import drafts, parts
from audits.frameworks.actions.files import import_framework
from audits.frameworks.exchange import written
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.spots import Spot, mark_of
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from tests.factories import make_actor
from tests.frameworks.drafting import document_of, make_copy, make_empty, sample
from tests.people.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
SD_1, SD_2 = Spot("question", "sd-1"), Spot("question", "sd-2")


@pytest.fixture
def other(workspace: Workspace) -> Actor:
    return make_actor(workspace, email="priya@halden.example")


def told(do: Any) -> Any:
    """What came of it: a result, or the name of the refusal."""

    def attempt() -> str:
        try:
            do()
        except (Blocked, Conflict, Invalid) as refusal:
            return type(refusal).__name__
        return "done"

    return attempt


def writes(actor: Actor, draft: DraftFramework, spot: Spot, text: str, seen: str) -> Any:
    content = spot.read(draft.document) | {"text": text}
    return told(lambda: parts.edit_part(actor=actor, draft=draft, spot=spot, content=content, seen=seen))


def test_one_title_makes_one_framework(lead: Actor, other: Actor) -> None:
    outcomes = together(*(told(lambda who=who: make_empty(who, "Ours")) for who in (lead, other, lead)))
    assert sorted(outcomes) == ["Invalid", "Invalid", "done"] and DraftFramework.objects.count() == 1


def test_one_draft_becomes_one_version(lead: Actor, other: Actor) -> None:
    draft = make_copy(lead)
    publish = drafts.publish_draft
    outcomes = together(
        *(told(lambda who=who: publish(actor=who, draft=draft, seen=0)) for who in (lead, other))
    )
    assert sorted(outcomes) == ["Conflict", "done"]
    assert FrameworkVersion.objects.filter(slug="ours").count() == 1


def test_of_two_texts_at_one_place_one_is_told(lead: Actor, other: Actor) -> None:
    draft = make_copy(lead)
    seen = mark_of(SD_1.read(draft.document))
    outcomes = together(writes(lead, draft, SD_1, "Mine?", seen), writes(other, draft, SD_1, "Theirs?", seen))
    assert sorted(outcomes) == ["Conflict", "done"]


def test_two_texts_at_two_places_are_both_kept(lead: Actor, other: Actor) -> None:
    draft = make_copy(lead)
    one, two = (mark_of(spot.read(draft.document)) for spot in (SD_1, SD_2))
    outcomes = together(writes(lead, draft, SD_1, "Mine?", one), writes(other, draft, SD_2, "Theirs?", two))
    document = document_of(draft)
    assert outcomes == ["done", "done"]
    assert (SD_1.read(document)["text"], SD_2.read(document)["text"]) == ("Mine?", "Theirs?")


def test_one_file_brought_by_two_is_one_version(lead: Actor, other: Actor) -> None:
    data = written(sample()).encode()
    outcomes = together(
        *(
            told(lambda who=who: import_framework(actor=who, data=data, as_version=True))
            for who in (lead, other)
        )
    )
    assert outcomes == ["done", "done"] and FrameworkVersion.objects.count() == 1
