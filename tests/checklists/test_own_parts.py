"""Editing an own checklist: two writers never overwrite each other, and each change is in the journal."""

import pytest

from audits.checklists import library
from audits.checklists.actions import own_checks, own_lists, own_parts
from audits.checklists.document import Group
from audits.checklists.models import ChecklistVersion, Draft
from audits.checklists.outline import DOWN
from audits.journal.kinds import KINDS
from audits.journal.models import Event
from audits.kit.refusals import Conflict, Invalid
from audits.people.actor import Actor
from tests.checklists.drafting import (
    make_empty,
    outline_of,
    slugs_of,
    version_of,
)

pytestmark = pytest.mark.django_db
QT = library.checks()["qt-01"]
CHECKS = Group(slug="checks", title="Checks")
VALUES = {"title": "Lag", "group": "checks", "test": "Whether it lags.", "how": ()}


def published(actor: Actor, draft: Draft) -> ChecklistVersion:
    made = own_lists.publish_draft(actor=actor, draft=draft)
    return version_of(actor, made["slug"], made["version"])


@pytest.fixture
def draft(lead: Actor) -> Draft:
    """An empty checklist with a check of the library and what it is for."""
    draft = make_empty(lead)
    own_checks.add_checks(actor=lead, draft=draft, checks=[(QT, CHECKS)])
    own_parts.edit_head(actor=lead, draft=draft, values={"title": "Ours", "intro": "What for."})
    draft.refresh_from_db()
    return draft


@pytest.mark.parametrize("place", ["head", "group", "check", "move", "publish", "discard"])
def test_what_somebody_else_wrote_first_is_a_conflict(lead: Actor, draft: Draft, place: str) -> None:
    seen = draft.version
    own_parts.add_group(actor=lead, draft=draft, title="Theirs", seen=seen)
    late = {
        "head": lambda: own_parts.edit_head(
            actor=lead, draft=draft, values={"title": "Mine", "intro": ""}, seen=seen
        ),
        "group": lambda: own_parts.edit_group(
            actor=lead, draft=draft, group="checks", title="Mine", seen=seen
        ),
        "check": lambda: own_checks.edit_check(
            actor=lead, draft=draft, check="qt-01", values=VALUES | {"expects": "x"}, seen=seen
        ),
        "move": lambda: own_checks.move_check(actor=lead, draft=draft, check="qt-01", step=DOWN, seen=seen),
        "publish": lambda: own_lists.publish_draft(actor=lead, draft=draft, seen=seen),
        "discard": lambda: own_lists.discard(actor=lead, draft=draft, seen=seen),
    }
    before = outline_of(draft)
    with pytest.raises(Conflict) as caught:
        late[place]()
    assert caught.value.version == seen + 1 and outline_of(draft) == before


def test_a_conflict_tells_what_stands_there_now(lead: Actor, draft: Draft) -> None:
    seen = draft.version
    values = VALUES | {"expects": "theirs"}
    own_checks.edit_check(actor=lead, draft=draft, check="qt-01", values=values, seen=seen)
    with pytest.raises(Conflict) as caught:
        own_checks.edit_check(
            actor=lead, draft=draft, check="qt-01", values=values | {"expects": "mine"}, seen=seen
        )
    assert (caught.value.theirs["expects"], caught.value.yours["expects"]) == ("theirs", "mine")


def test_a_check_that_came_from_the_library_keeps_its_slug_when_changed(lead: Actor, draft: Draft) -> None:
    own_checks.edit_check(actor=lead, draft=draft, check="qt-01", values={"title": "Status pages"})
    check = outline_of(draft).check("qt-01")
    assert check is not None and check.adapted and check.title == "Status pages"


def test_own_checks_get_slugs_of_their_own(lead: Actor, draft: Draft) -> None:
    for _turn in range(2):
        own_checks.write_check(actor=lead, draft=draft, values=VALUES)
    assert slugs_of(draft) == ["qt-01", "own-lag", "own-lag-2"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"test": ""}, "test"), ({"group": "none"}, "group"), ({"title": "x" * 81}, "title")],
)
def test_a_check_that_cannot_be_taken_names_its_field(
    lead: Actor, draft: Draft, values: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        own_checks.write_check(actor=lead, draft=draft, values=VALUES | values)
    assert list(caught.value.fields) == [field] and slugs_of(draft) == ["qt-01"]


def test_a_group_does_not_take_the_slug_that_runs_keep(lead: Actor, draft: Draft) -> None:
    own_parts.add_group(actor=lead, draft=draft, title="Acceptance")
    assert [group.slug for group in outline_of(draft).groups] == ["checks", "acceptance-2"]


@pytest.mark.parametrize(
    ("minutes", "field"),
    [((10, None), "longest"), ((None, 10), "longest"), ((30, 10), "longest"), ((0, 10), "longest")],
)
def test_a_time_box_that_is_none_is_refused(
    lead: Actor, draft: Draft, minutes: tuple[int, int], field: str
) -> None:
    values = {"title": "Ours", "intro": "", "minutes": minutes}
    with pytest.raises(Invalid) as caught:
        own_parts.edit_head(actor=lead, draft=draft, values=values)
    assert list(caught.value.fields) == [field]


def test_every_change_is_in_the_journal_with_words(lead: Actor, draft: Draft) -> None:
    own_parts.add_group(actor=lead, draft=draft, title="More")
    own_parts.edit_group(actor=lead, draft=draft, group="more", title="Other")
    own_parts.move_group(actor=lead, draft=draft, group="more", step=DOWN)
    own_checks.write_check(actor=lead, draft=draft, values=VALUES)
    own_checks.edit_check(actor=lead, draft=draft, check="own-lag", values={"title": "Delay"})
    own_checks.move_check(actor=lead, draft=draft, check="own-lag", step=DOWN)
    own_checks.remove_check(actor=lead, draft=draft, check="own-lag")
    own_parts.remove_group(actor=lead, draft=draft, group="more")
    version = published(lead, draft)
    own_lists.archive_checklist(actor=lead, version=version, archived=True)
    own_lists.archive_checklist(actor=lead, version=version, archived=False)
    kinds = list(Event.objects.about(draft.pk).order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "checklist.begun",
        "checks.added",
        "checklist.edited",
        "group.added",
        "group.edited",
        "group.moved",
        "check.added",
        "check.edited",
        "check.moved",
        "check.removed",
        "group.removed",
        "checklist.published",
        "checklist.archived",
        "checklist.unarchived",
    ]
    assert set(kinds) <= set(KINDS)
    edited = Event.objects.get(kind="check.edited")
    assert (edited.payload["before"]["title"], edited.payload["after"]["title"]) == ("Lag", "Delay")
