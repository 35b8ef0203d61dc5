"""Two leads at one checklist at once: one of them is told, nothing is made twice (on both databases)."""

import pytest

from audits.checklists.actions import own_checks, own_lists, own_parts
from audits.checklists.models import ChecklistVersion, Draft
from audits.kit.refusals import Blocked, Conflict, Invalid
from tests.checklists.drafting import make_copy, make_empty, outline_of, slugs_of
from tests.factories import make_actor
from tests.people.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(workspace):
    return make_actor(workspace, email="priya@halden.example")


def told(do):
    """What came of it: a result, or the name of the refusal."""

    def attempt():
        try:
            do()
        except (Blocked, Conflict, Invalid) as refusal:
            return type(refusal).__name__
        return "done"

    return attempt


def test_one_title_makes_one_checklist(lead, other):
    outcomes = together(*(told(lambda who=who: make_empty(who, "Ours")) for who in (lead, other, lead)))
    assert sorted(outcomes) == ["Invalid", "Invalid", "done"] and Draft.objects.count() == 1


def test_one_draft_becomes_one_version(lead, other):
    draft = make_copy(lead)
    outcomes = together(
        *(
            told(lambda who=who: own_lists.publish_draft(actor=who, draft=draft, seen=0))
            for who in (lead, other)
        )
    )
    assert sorted(outcomes) == ["Conflict", "done"]
    assert ChecklistVersion.objects.filter(slug="our-mail").count() == 1


def test_of_two_changes_to_one_draft_one_is_told(lead, other):
    draft = make_copy(lead)
    outcomes = together(
        told(lambda: own_checks.remove_check(actor=lead, draft=draft, check="dx-eml-01", seen=0)),
        told(lambda: own_parts.add_group(actor=other, draft=draft, title="More", seen=0)),
    )
    assert sorted(outcomes) == ["Conflict", "done"]
    has_group, has_check = outline_of(draft).group("more") is not None, "dx-eml-01" in slugs_of(draft)
    assert has_group == has_check
