"""Saving SLA records and their wording: versions, who may, what is refused, what a draft leaves alone."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.sla import draft_again, save_wording
from audits.evaluations.comparison import snapshot
from audits.evaluations.models import Candidate, Sla
from audits.evaluations.sla_files import Block, blocks, docx
from audits.evaluations.sla_wording import draft
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.scoring.facts import Duration
from audits.scoring.sla import Latency, Terms
from tests import factories
from tests.evaluations.sla_scenes import CONTACTS, agreed, terms

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R054")
def test_the_record_is_kept_whole_and_told_to_the_journal(lead: Actor, candidate: Candidate) -> None:
    row = agreed(lead, candidate, version=0)
    assert row.terms == terms() and row.version == 1
    after = Event.objects.get(kind="sla.saved", subject=candidate.pk).payload["after"]
    assert after["optout"] == "1 minute" and after["latencies"].startswith("Contact: 30 seconds, 95 percent")


@pytest.mark.covers("R053")
def test_wording_is_drafted_from_the_record_with_what_is_not_agreed_in_brackets(
    lead: Actor, candidate: Candidate
) -> None:
    words = agreed(lead, candidate, notice=None).wording
    assert "95 percent reach the other system within 30 seconds" in words
    assert "no later than 1 minute after it" in words and "within [to be agreed], with the records" in words
    assert "applies: 5 percent of the month's fee." in words


def test_untouched_wording_follows_the_record_and_edited_wording_is_left_alone(
    lead: Actor, candidate: Candidate
) -> None:
    agreed(lead, candidate)
    assert "48 hours" in agreed(lead, candidate, retry=Duration(Decimal(48), "h")).wording
    save_wording(actor=lead, candidate=candidate, wording="Ours.", version=2)
    row = agreed(lead, candidate, retry=Duration(Decimal(72), "h"))
    assert row.wording == "Ours." and row.is_own_wording


def test_drafting_again_overwrites_edited_words_only_when_told_to(lead: Actor, candidate: Candidate) -> None:
    agreed(lead, candidate)
    save_wording(actor=lead, candidate=candidate, wording="Ours.", version=1)
    with pytest.raises(Blocked):
        draft_again(actor=lead, candidate=candidate, version=2)
    assert Sla.objects.get().wording == "Ours."
    draft_again(actor=lead, candidate=candidate, version=2, overwrites=True)
    assert not Sla.objects.get().is_own_wording
    event = Event.objects.get(kind="sla.drafted")
    assert event.payload["before"] == {"wording": "Ours."}


def test_there_is_no_wording_without_a_record(lead: Actor, candidate: Candidate) -> None:
    for do in (
        lambda: draft_again(actor=lead, candidate=candidate, version=None),
        lambda: save_wording(actor=lead, candidate=candidate, wording="Ours.", version=None),
    ):
        with pytest.raises(Blocked):
            do()


def test_a_stale_version_changes_nothing(lead: Actor, candidate: Candidate) -> None:
    agreed(lead, candidate, version=0)
    with pytest.raises(Conflict):
        agreed(lead, candidate, version=0, breach="None.")
    assert Sla.objects.get().terms.breach == "5 percent of the month's fee."


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_and_admins_save(workspace: Workspace, candidate: Candidate, role: str) -> None:
    with pytest.raises(Denied):
        agreed(factories.make_actor(workspace, role), candidate)
    assert agreed(factories.make_actor(workspace, Role.ADMIN), candidate).version == 1


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("line_0_object", {"lines": (Latency(" "),)}),
        ("line_0_limit", {"lines": (Latency("Contact", Duration(Decimal(0), "s")),)}),
        ("line_0_limit", {"lines": (Latency("Contact", Duration(Decimal("NaN"), "s")),)}),
        ("line_0_percentile", {"lines": (Latency("Contact", None, Decimal("100.01")),)}),
        ("line_0_percentile", {"lines": (Latency("Contact", None, Decimal("Infinity")),)}),
        ("line_0_measured_at", {"lines": (Latency("Contact", None, None, "x" * 201),)}),
        ("optout", {"optout": Duration(Decimal(1), "weeks")}),
        ("retry", {"retry": Duration(Decimal("1e7"), "s")}),
        ("notice", {"notice": Duration(Decimal("0.001"), "s")}),
        ("breach", {"breach": "x" * 2001}),
        ("", {"lines": (CONTACTS,) * 21}),
    ],
)
def test_bad_values_are_refused_at_their_field(
    lead: Actor, candidate: Candidate, field: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        agreed(lead, candidate, **changed)
    assert list(refused.value.fields) == [field]
    assert not Sla.objects.exists()


def test_drafting_goes_on_after_a_decision_and_its_snapshot_stays(lead: Actor, candidate: Candidate) -> None:
    agreed(lead, candidate)
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    agreed(lead, candidate, breach="Ten percent.")
    decision = snapshot.decision_of(candidate.evaluation)
    assert decision is not None
    (kept,) = snapshot.from_decision(decision).candidates
    assert kept.sla is not None and kept.sla.terms == terms() and "5 percent of the month" in kept.sla.wording
    assert Sla.objects.get().terms.breach == "Ten percent."


@pytest.mark.covers("R053")
def test_the_word_document_has_the_wording_under_real_headings() -> None:
    words = draft(terms(), vendor="Relay")
    document = Document(BytesIO(docx(words, title="Service levels, Relay", author="Halden Supply")))
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert styles[:3] == ["Heading 1", "Heading 2", "Normal"]
    assert [one.text for one in document.paragraphs] == [one.text for one in blocks(words)]
    assert document.core_properties.title == "Service levels, Relay"


def test_characters_that_no_word_document_holds_are_left_out_of_it():
    given = docx("# A\uffff\n\nOne\ufffe two.", title="SLA\uffff", author="Us")
    document = Document(BytesIO(given))
    assert [one.text for one in document.paragraphs] == ["A", "One two."]


def test_headings_are_told_from_text() -> None:
    assert list(blocks("# One\ntwo\n\n## Three\n\n#4 five\n\n\n")) == [
        Block(1, "One"),
        Block(0, "two"),
        Block(2, "Three"),
        Block(0, "#4 five"),
    ]


def test_a_draft_of_nothing_still_names_every_clause() -> None:
    assert draft(Terms(), vendor="Relay").count("[to be agreed]") == 10
