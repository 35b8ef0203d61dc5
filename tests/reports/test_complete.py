"""Procurement's PDF is complete: no field of the read model is left out, and none is left untested."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.db import transaction

from audits.evaluations.comparison.shapes import ComparisonView, PanelView
from audits.evaluations.models import Evaluation
from audits.evaluations.remarks import RemarkView
from audits.evaluations.screen.meeting import mean_words, means_words, spread_words
from audits.frameworks.catalog import catalog
from audits.people.roles import Role
from audits.reports.gather import gather
from audits.reports.presenting.material import Beside, Head, Material
from audits.reports.xlsx import workbook
from tests import factories
from tests.reports.award_scene import make_award
from tests.reports.conftest import Printed, evidence_in
from tests.reports.leaves import NOT_PRINTED, Leaf, is_for_readers, leaves, places, title_of, unseen
from tests.reports.reading import bare, made, text_of
from tests.reports.test_xlsx import text_in

ROOTS = (ComparisonView, Beside, Head, RemarkView)


@dataclass
class Award:
    """A decided panel's evaluation, as it is printed and as it is written into a workbook."""

    material: Material
    text: str
    sheets: str

    @cached_property
    def roots(self) -> tuple[Any, ...]:
        beside = tuple(self.material.beside.values())
        return (self.material.view, beside, self.material.journal_head, self.material.remarks)


@pytest.fixture(scope="module")
def award(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Award]:
    """Its rows are undone at once, as those of `printed`."""
    with django_db_blocker.unblock(), transaction.atomic(), evidence_in(tmp_path_factory.mktemp("award")):
        workspace = factories.make_workspace()
        lead = factories.make_actor(workspace, Role.LEAD)
        evaluation = Evaluation.objects.select_related("workspace").get(pk=make_award(workspace, lead).pk)
        material = gather(evaluation, evaluation.revision)
        found = Award(material, text_of(made(lead, evaluation)), text_in(workbook(material)))
        transaction.set_rollback(True)
    catalog.cache_clear()
    yield found


@pytest.mark.covers("R070", "R071", "R073")
def test_a_decided_panel_is_printed_whole(award: Award) -> None:
    for root in award.roots:
        assert unseen(root, award.material.framework, award.text) == []


@pytest.mark.covers("R072")
def test_a_decided_panel_is_in_the_workbook_whole(award: Award) -> None:
    for root in award.roots:
        assert unseen(root, award.material.framework, award.sheets) == []


def test_every_field_is_seen_with_something_in_it(award: Award, printed: Printed) -> None:
    """A field that no scene fills could be dropped unnoticed."""
    roots = (*award.roots, printed.view, printed.beside)
    filled = {leaf.place for root in roots for leaf in leaves(root) if not leaf.is_blank}
    owed = {place for root in ROOTS for place in places(root) if is_for_readers(place)}
    assert sorted(owed - filled) == []


def test_what_is_not_printed_is_a_field_that_exists() -> None:
    known = {place for root in ROOTS for place in places(root)}
    assert sorted(set(NOT_PRINTED) - known) == []


def test_a_field_that_nobody_has_thought_of_fails(award: Award) -> None:
    @dataclass(frozen=True)
    class Later:
        mood: str

    with pytest.raises(KeyError):
        unseen(Later("glad"), award.material.framework, award.text)
    assert list(leaves(Later("glad"))) == [Leaf(".mood", "test_complete.Later.mood", "glad")]


def panels(award: Award) -> list[PanelView]:
    dimensions = [one for candidate in award.material.view.candidates for one in candidate.dimensions]
    return [one.panel for one in dimensions if one.panel]


def test_every_point_of_the_panel_stands_beside_its_name(award: Award) -> None:
    given = [one for panel in panels(award) for one in panel.given if one.points is not None]
    assert len(given) > 10
    for one in given:
        assert f"{one.name}:{one.points}" in award.text


def test_what_a_panelist_gave_first_is_printed(award: Award) -> None:
    trails = [one.trail for panel in panels(award) for one in panel.given]
    first = [step for trail in trails for step in trail[:-1]]
    assert len(first) == 4
    for step in first:
        assert bare(f"{step.points} ({step.at.day} {step.at:%b %Y, %H:%M})") in award.text


def test_spread_and_mean_are_printed_in_words(award: Award) -> None:
    assert any(panel.is_half for panel in panels(award)) and any(panel.is_flagged for panel in panels(award))
    for panel in panels(award):
        assert bare(spread_words(panel)) in award.text and bare(mean_words(panel)) in award.text
    totals = [one.panel for one in award.material.view.candidates if one.panel]
    assert totals and all(bare(means_words(total)) in award.text for total in totals)


def test_every_object_stands_in_its_row(printed: Printed) -> None:
    words = {True: "yes", False: "no", None: "notasked"}
    for candidate in printed.view.candidates:
        for one in candidate.objects:
            row = bare(title_of("object", one.object, printed.framework))
            row += "".join(words[way] for way in (one.read, one.write))
            assert row in printed.comparison_text
