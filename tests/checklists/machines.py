"""What the state machines of runs, findings and incidents have in common.

A machine is one long transaction: its steps are savepoints in it, and its end rolls everything back.
"""

from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine

from audits.checklists.models import Finding
from audits.checklists.models.finding import UNPROVED, WORK
from audits.connectors.models import Connector
from audits.kit.refusals import Refusal
from audits.people.actor import Actor
from tests import factories

BOUNDED = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""About ten seconds on a slow machine."""


class Machine(RuleBasedStateMachine):
    """A workspace with a lead, undone at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.lead: Actor = factories.make_actor(factories.make_workspace("machine"))
        self.versions: dict[Any, int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def asked(self, act: Any, *, allowed: bool, **values: Any) -> bool:
        """Does it; a refusal must come exactly when it is expected, and must change nothing."""
        try:
            act(actor=self.lead, **values)
        except Refusal:
            assert not allowed, f"{act.__name__} was refused"
            return False
        assert allowed, f"{act.__name__} was not refused"
        return True

    def only_grows(self, key: Any, version: int) -> None:
        assert version >= self.versions.get(key, 0)
        self.versions[key] = version


def records_are_whole() -> None:
    """Whatever is neither a draft nor dropped has its five parts."""
    for finding in Finding.objects.exclude(state__in=UNPROVED):
        assert finding.missing() == []


def connectors_count_their_work() -> None:
    work = Count("findings", filter=Q(findings__state__in=WORK))
    for told, counted in Connector.objects.annotate(counted=work).values_list("open_findings", "counted"):
        assert told == counted
