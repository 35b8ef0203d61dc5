"""The built-in checklists: which checks each holds, in which groups and in which order."""

import pytest

from audits.checklists.document import Checklist
from audits.checklists.library import checklists, checks
from tests.checklists.test_library import ALL_DIAGNOSTICS, DIAGNOSTICS, numbered

GOVERNANCE = numbered("gv", 5)
POINTS = numbered("p", 30)

HOLDS = {
    "quick-triage": ("triage", numbered("qt", 5)),
    "deep-audit": ("audit", ALL_DIAGNOSTICS + GOVERNANCE),
    "thirty-point": ("points", POINTS),
    "incident": ("incident", numbered("in", 6)),
    **{group: ("diagnostic", slugs) for group, slugs in DIAGNOSTICS.items()},
    "go-live": ("acceptance", ["qt-03", *ALL_DIAGNOSTICS]),
    "promises": ("acceptance", ["qt-03"]),
    "failure-modes": ("diagnostic", numbered("fx", 5)),
    "governance": ("audit", GOVERNANCE),
    "monthly-light": ("audit", numbered("qt", 5) + numbered("mx", 11) + ["rc-01"]),
    "quarterly-deep": ("audit", ALL_DIAGNOSTICS + GOVERNANCE + POINTS),
}
BY_SLUG = {checklist.slug: checklist for checklist in checklists()}


def test_they_are_offered_in_order():
    assert [checklist.slug for checklist in checklists()] == list(HOLDS)


@pytest.mark.covers("R079", "R113", "R133", "R140", "R144")
@pytest.mark.parametrize("slug", HOLDS)
def test_each_holds_its_checks_in_order(slug):
    kind, slugs = HOLDS[slug]
    assert BY_SLUG[slug].kind == kind
    assert [check.slug for check in BY_SLUG[slug].checks] == slugs


def test_only_triage_is_boxed_in_time():
    assert {slug: each.minutes for slug, each in BY_SLUG.items() if each.minutes} == {
        "quick-triage": (10, 30)
    }


def test_checks_are_embedded_whole():
    for checklist in checklists():
        for check in checklist.checks:
            assert check == checks()[check.slug].model_copy(update={"group": check.group})


def test_every_group_of_a_checklist_holds_checks():
    for checklist in checklists():
        assert {group.slug for group in checklist.groups} == {check.group for check in checklist.checks}


@pytest.mark.covers("R144")
def test_the_points_are_numbered_in_source_order():
    assert [check.number for check in BY_SLUG["thirty-point"].checks] == list(range(1, 31))


def test_a_stored_checklist_reads_back_as_it_was():
    for checklist in checklists():
        again = Checklist.model_validate_json(checklist.model_dump_json(exclude_defaults=True))
        assert again == checklist and again.digest() == checklist.digest()


def test_no_two_checklists_share_a_digest():
    assert len({checklist.digest() for checklist in checklists()}) == len(HOLDS)
