"""Reports and the evidence in them lie in a folder of the test's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.models import Evaluation
from audits.frameworks.catalog import catalog
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.reports.gather import gather
from audits.reports.jobs import Rendered
from audits.reports.presenting.material import Beside
from audits.scoring.framework import Framework
from tests import factories
from tests.evidence.conftest import folder as folder
from tests.reports.reading import made, text_of
from tests.reports.scene import attach_all, make_scene


@dataclass
class Printed:
    """One rich evaluation and its three reports, made once for the tests that only read them."""

    view: ComparisonView
    beside: tuple[Beside, ...]
    framework: Framework
    comparison: Rendered
    candidate: Rendered
    brief: Rendered

    @cached_property
    def comparison_text(self) -> str:
        return text_of(self.comparison)

    @cached_property
    def candidate_text(self) -> str:
        return text_of(self.candidate)

    @cached_property
    def brief_text(self) -> str:
        return text_of(self.brief)


def whole_scene(lead: Actor) -> Evaluation:
    """Three vendors, one of them with evidence and left open in places."""
    evaluation = make_scene(lead)
    attach_all(lead, factories.candidate_of(evaluation, "Pipetap"))
    evaluation.refresh_from_db()
    return evaluation


@pytest.fixture
def scene(lead: Actor, folder: Path) -> Evaluation:
    return whole_scene(lead)


@pytest.fixture(scope="session")
def printed(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Printed]:
    """Its rows are undone at once: rendering takes seconds, so all readers share one."""
    with django_db_blocker.unblock(), transaction.atomic(), evidence_in(tmp_path_factory.mktemp("evidence")):
        lead = factories.make_actor(factories.make_workspace(), Role.LEAD)
        evaluation = whole_scene(lead)
        pipetap = factories.candidate_of(evaluation, "Pipetap")
        found = Printed(
            view=load_comparison(evaluation, workspace=lead.workspace_name),
            beside=tuple(gather(evaluation, evaluation.revision).beside.values()),
            framework=evaluation.document,
            comparison=made(lead, evaluation),
            candidate=made(lead, evaluation, "candidate", pipetap),
            brief=made(lead, evaluation, "brief", pipetap),
        )
        transaction.set_rollback(True)
    catalog.cache_clear()
    yield found


def evidence_in(folder: Path) -> Any:
    """The evidence storage, moved to a folder for a while."""
    options = {"location": str(folder)}
    backend = {"BACKEND": "audits.evidence.storage.PrivateFolder", "OPTIONS": options}
    return override_settings(STORAGES={**settings.STORAGES, "evidence": backend})
