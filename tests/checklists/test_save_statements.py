"""What one save of an item costs, with its session, BEGIN, COMMIT and the drawing of the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.checklists.actions.acceptance import start_acceptance
from audits.checklists.actions.items import assign_items
from audits.checklists.models import Run
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import ApiToken
from tests import factories
from tests.api.caller import caller_for
from tests.checklists.run_client import RunPage
from tests.checklists.scenes import RECORD, item_of, make_finding, make_run
from tests.commitments.scenes import promised, taken_over, vendor_of
from tests.pages import Pages

pytestmark = pytest.mark.django_db(transaction=True)
Send = Callable[[], Any]


@dataclass
class Desk:
    """An owner with a triage, a deep audit and an acceptance run that are all theirs, and their lead."""

    lead: Actor
    owner: Actor

    def __post_init__(self) -> None:
        self.triage, self.audit = make_run(self.lead), make_run(self.lead, "quarterly-deep")
        promises = taken_over(self.lead, promised())
        given: Any = {
            "checklist": "go-live",
            "vendor": vendor_of(self.lead).pk,
            "commitments": [each.pk for each in promises],
            "groups": frozenset(["synthetic"]),
        }
        made = start_acceptance(actor=self.lead, given=given)
        self.acceptance = Run.objects.get(pk=made["id"])
        for run in (self.triage, self.audit, self.acceptance):
            keys = list(run.items.values_list("pk", flat=True))
            assign_items(actor=self.lead, run=run, items=keys, owner=self.owner.user_id)

    def passed(self, slug: str = "gv-01") -> Send:
        """On the run's page, with the fields that the panel sends along."""
        board = RunPage(self.owner, self.run_of(slug))
        item = board.item(slug)
        fields = {"note": item.note, "owner": str(item.owner_id), "due_on": ""}
        sent = board.values(slug, status="pass", **fields)
        return lambda: board.post("item-save", slug, sent)

    def failed(self, slug: str = "gv-01", **values: Any) -> Send:
        board = RunPage(self.owner, self.run_of(slug))
        sent = board.failure(slug, **{"owner": str(self.owner.user_id), **values})
        return lambda: board.post("item-fail", slug, sent)

    def tapped(self, slug: str = "gv-01") -> Send:
        """In My work."""
        pages, item = Pages.of(self.owner), item_of(self.run_of(slug), slug)
        address, sent = pages.address("work-pass", item.pk), {"version": item.version}
        return lambda: pages.client.post(address, sent, headers={"HX-Request": "true"})

    def patched(self, slug: str = "gv-01", key: str | None = None, **body: Any) -> Send:
        """Over the API, by a token that was used a moment ago."""
        api, path = caller_for(self.owner), f"/runs/{self.run_of(slug).pk}/items/{slug}"
        ApiToken.objects.update(last_used_at=clock.now())
        return lambda: api.call("PATCH", path, body, key=key)

    def run_of(self, slug: str) -> Run:
        return {"cm": self.acceptance, "qt": self.triage}.get(slug[:2], self.audit)

    def drafted(self) -> Send:
        RunPage(self.owner, self.audit).draft("gv-01", owner=str(self.owner.user_id))
        return self.failed()

    def again(self) -> Send:
        make_finding(self.owner, self.audit, "gv-01")
        RunPage(self.owner, self.audit).save("gv-01", status="todo")
        return self.failed()

    def told(self) -> Send:
        """The finding goes to somebody else, who is told of it."""
        return self.failed(owner=str(self.lead.user_id))

    def with_connector(self) -> Send:
        return self.failed(connector=str(factories.make_connector(self.lead).pk))


@pytest.fixture
def desk(lead, owner):
    return Desk(lead, owner)


FAILED = {"status": "fail", "finding": RECORD}


@pytest.mark.parametrize(
    ("most", "prepare"),
    [
        pytest.param(9, Desk.passed, id="a pass"),
        pytest.param(11, Desk.failed, id="a fail with its record"),
        pytest.param(11, Desk.drafted, id="a fail whose record was begun as a draft"),
        pytest.param(11, Desk.again, id="a fail once more"),
        pytest.param(11, lambda desk: desk.passed("cm-01"), id="a pass of a promise"),
        pytest.param(13, lambda desk: desk.failed("cm-01"), id="a fail of a promise"),
        pytest.param(12, lambda desk: desk.failed("qt-02"), id="a fail that proposes checks"),
        pytest.param(13, lambda desk: desk.failed("qt-03"), id="a fail that asks to pause as well"),
        # The new owner is looked up, the message written.
        pytest.param(13, Desk.told, id="a fail that is told to its owner"),
        # The connector is looked up, and told of one more.
        pytest.param(13, Desk.with_connector, id="a fail of a connector"),
        pytest.param(9, Desk.tapped, id="a pass in My work"),
        pytest.param(11, lambda desk: desk.tapped("cm-01"), id="a pass of a promise in My work"),
        pytest.param(8, lambda desk: desk.patched(status="pass"), id="a pass over the API"),
        pytest.param(10, lambda desk: desk.patched(**FAILED), id="a fail over the API"),
        pytest.param(12, lambda desk: desk.patched(key="k", **FAILED), id="a fail over the API with a key"),
        pytest.param(12, lambda desk: desk.patched("cm-01", **FAILED), id="a fail of a promise over the API"),
    ],
)
def test_a_save_needs_no_more_statements_than_that(desk, most, prepare):
    send = prepare(desk)
    with CaptureQueriesContext(connection) as captured:
        answer = send()
    assert answer.status_code == 200, answer.content
    statements = [query["sql"][:120] for query in captured]
    assert len(statements) <= most, "\n".join([f"{len(statements)} statements", *statements])
