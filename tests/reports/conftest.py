"""Reports and the evidence in them lie in a folder of the test's own."""

import pytest

from audits.evaluations.models import Evaluation
from audits.people.actor import Actor
from tests import factories
from tests.evidence.conftest import folder as folder
from tests.reports.scene import attach_all, make_scene


@pytest.fixture
def scene(lead: Actor) -> Evaluation:
    """Three vendors, the middle one with evidence and left open in places."""
    evaluation = make_scene(lead)
    attach_all(lead, factories.candidate_of(evaluation, "Pipetap"))
    evaluation.refresh_from_db()
    return evaluation
