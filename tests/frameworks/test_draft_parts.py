"""Editing a draft: one place at a time, and its dimensions and questions as rows."""

import pytest

from audits.frameworks.actions import drafts, parts
from audits.frameworks.models import DraftFramework
from audits.frameworks.outline import DOWN, MOST_DIMENSIONS, UP, Document
from audits.frameworks.spots import Spot, mark_of
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people.actor import Actor
from tests.frameworks.drafting import document_of, make_copy, make_empty, make_version, published

pytestmark = pytest.mark.django_db
SD_1 = Spot("question", "sd-1")


@pytest.fixture
def draft(lead: Actor) -> DraftFramework:
    return make_copy(lead)


def seen_of(draft: DraftFramework, spot: Spot) -> str:
    return mark_of(spot.read(document_of(draft)))


def order(document: Document, place: int = 0) -> list[str]:
    return [question["slug"] for question in document["dimensions"][place]["questions"]]


def test_a_place_is_written_and_the_rest_stays(lead: Actor, draft: DraftFramework) -> None:
    before = document_of(draft)
    content = SD_1.read(before) | {"text": "Does it log by itself?", "facts": []}
    made = parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content, seen=seen_of(draft, SD_1))
    after = document_of(draft)
    assert SD_1.read(after)["text"] == "Does it log by itself?" and "facts" not in SD_1.read(after)
    assert made["mark"] == seen_of(draft, SD_1)
    assert order(after) == order(before) and after["bands"] == before["bands"]


def test_the_journal_tells_only_what_changed(lead: Actor, draft: DraftFramework) -> None:
    content = SD_1.read(document_of(draft)) | {"text": "Does it log by itself?"}
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content)
    event = Event.objects.get(kind="question.edited")
    assert (event.part, event.payload["after"]) == ("SD-1", {"question": "Does it log by itself?"})


def test_saving_what_stands_there_changes_nothing(lead: Actor, draft: DraftFramework) -> None:
    content = SD_1.read(document_of(draft))
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content, seen=mark_of(content))
    document_of(draft)
    assert draft.version == 0 and not Event.objects.filter(kind="question.edited").exists()


def test_of_two_writers_at_one_place_the_second_is_told(lead: Actor, draft: DraftFramework) -> None:
    seen, content = seen_of(draft, SD_1), SD_1.read(document_of(draft))
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content | {"text": "Theirs?"}, seen=seen)
    with pytest.raises(Conflict) as caught:
        parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content | {"text": "Mine?"}, seen=seen)
    assert (caught.value.yours["question"], caught.value.theirs["question"]) == ("Mine?", "Theirs?")
    assert caught.value.theirs["mark"] == seen_of(draft, SD_1)
    assert SD_1.read(document_of(draft))["text"] == "Theirs?"


def test_writers_at_different_places_do_not_meet(lead: Actor, draft: DraftFramework) -> None:
    other = Spot("question", "sd-2")
    seen, content = seen_of(draft, SD_1), SD_1.read(document_of(draft))
    parts.edit_part(actor=lead, draft=draft, spot=other, content={"text": "Theirs?"})
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content | {"text": "Mine?"}, seen=seen)
    document = document_of(draft)
    assert (SD_1.read(document)["text"], other.read(document)["text"]) == ("Mine?", "Theirs?")


def test_a_place_that_was_taken_out_is_refused(lead: Actor, draft: DraftFramework) -> None:
    parts.remove_question(actor=lead, draft=draft, question="sd-1")
    with pytest.raises(Blocked, match="no longer"):
        parts.edit_part(actor=lead, draft=draft, spot=SD_1, content={"text": "Mine?"})


def test_secrets_are_masked_in_every_text(lead: Actor, draft: DraftFramework) -> None:
    content = {"text": "Why?", "probes": ["Try password=hunter2-long-secret"]}
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content)
    assert "hunter2" not in str(document_of(draft))


def test_a_new_question_takes_the_next_code_and_no_old_one(lead: Actor, draft: DraftFramework) -> None:
    published(lead, draft)
    parts.remove_question(actor=lead, draft=draft, question="sd-4")
    made = parts.add_question(actor=lead, draft=draft, dimension="sync-direction", text="What of deletes?")
    assert made["slug"] == "sd-5" and order(document_of(draft)) == ["sd-1", "sd-2", "sd-3", "sd-5"]


def test_the_first_question_of_a_dimension_takes_its_initials(lead: Actor) -> None:
    draft = make_empty(lead)
    dimension = parts.add_dimension(actor=lead, draft=draft, title="Data model")["slug"]
    assert parts.add_question(actor=lead, draft=draft, dimension=dimension, text="Why?")["slug"] == "dm-1"
    dimension = parts.add_dimension(actor=lead, draft=draft, title="Delay mode")["slug"]
    assert parts.add_question(actor=lead, draft=draft, dimension=dimension, text="How?")["slug"] == "dm-2"


@pytest.mark.parametrize("text", ["", "  ", "x" * 161, "a\x00b"])
def test_a_question_that_cannot_be_taken_is_refused(lead: Actor, draft: DraftFramework, text: str) -> None:
    with pytest.raises(Invalid):
        parts.add_question(actor=lead, draft=draft, dimension="sync-direction", text=text)
    assert len(order(document_of(draft))) == 4


def test_dimensions_and_questions_move_over_edges(lead: Actor, draft: DraftFramework) -> None:
    parts.move_question(actor=lead, draft=draft, question="sd-1", step=DOWN)
    assert order(document_of(draft))[:2] == ["sd-2", "sd-1"]
    parts.move_question(actor=lead, draft=draft, question="sd-4", step=DOWN)
    assert order(document_of(draft), 1)[0] == "sd-4"
    parts.move_question(actor=lead, draft=draft, question="sd-4", step=UP)
    assert order(document_of(draft)) == ["sd-2", "sd-1", "sd-3", "sd-4"]
    parts.move_question(actor=lead, draft=draft, question="sd-2", step=UP)
    assert order(document_of(draft))[0] == "sd-2"
    parts.move_dimension(actor=lead, draft=draft, dimension="object-coverage", step=UP)
    assert document_of(draft)["dimensions"][0]["slug"] == "object-coverage"
    parts.move_dimension(actor=lead, draft=draft, dimension="object-coverage", step=UP)
    assert document_of(draft)["dimensions"][0]["slug"] == "object-coverage"


def test_removing_a_dimension_takes_what_speaks_of_it(lead: Actor, draft: DraftFramework) -> None:
    weights = {"slug": "even", "title": "Even", "weights": {"object-coverage": 2, "sync-direction": 1}}
    parts.edit_part(actor=lead, draft=draft, spot=Spot("weightings"), content={"weightings": [weights]})
    parts.remove_dimension(actor=lead, draft=draft, dimension="object-coverage")
    document = document_of(draft)
    assert "objects_dimension" not in document
    assert {warning["question"] for warning in document["warnings"]} == {"st-1"}
    assert document["weightings"][0]["weights"] == {"sync-direction": 1}
    told = Event.objects.get(kind="dimension.removed")
    assert told.payload["before"] == {"questions": ["OC-1", "OC-2", "OC-3", "OC-4"]}


def test_a_warning_is_taken_out(lead: Actor, draft: DraftFramework) -> None:
    parts.remove_warning(actor=lead, draft=draft, warning="real-time-in-minutes")
    assert len(document_of(draft)["warnings"]) == 2
    with pytest.raises(Blocked):
        parts.remove_warning(actor=lead, draft=draft, warning="real-time-in-minutes")


def test_there_is_room_for_so_many_dimensions(lead: Actor, draft: DraftFramework) -> None:
    for number in range(MOST_DIMENSIONS - 8):
        parts.add_dimension(actor=lead, draft=draft, title=f"More {number}")
    with pytest.raises(Blocked, match="20 dimensions"):
        parts.add_dimension(actor=lead, draft=draft, title="Too many")
    assert len(document_of(draft)["dimensions"]) == MOST_DIMENSIONS


def test_a_new_dimension_weighs_one_in_each_set(lead: Actor) -> None:
    weights = {"slug": "even", "title": "Even", "weights": {"width": 3, "depth": 0}}
    draft = drafts.draft_for(actor=lead, version=make_version(lead, weightings=[weights]))
    parts.add_dimension(actor=lead, draft=draft, title="Height")
    assert document_of(draft)["weightings"][0]["weights"] == {"width": 3, "depth": 0, "height": 1}


def test_a_button_of_an_old_page_changes_nothing(lead: Actor, draft: DraftFramework) -> None:
    parts.add_dimension(actor=lead, draft=draft, title="Theirs")
    with pytest.raises(Conflict, match="Somebody changed"):
        parts.remove_question(actor=lead, draft=draft, question="sd-1", seen=0)
    assert "sd-1" in order(document_of(draft))
