"""The demo shows what it promises: the figures follow from its answers by the product's rules."""

import pytest
from django.db import transaction

from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.models import Candidate, Demo, Evaluation, TrialTask
from audits.evaluations.panel import panel_of
from audits.frameworks.catalog import catalog
from audits.journal.models import Event
from audits.operations.demo import seed
from audits.people.models import Membership, User

pytestmark = pytest.mark.django_db
POINTS = {
    "Northwind Sequencer": ["5/4", "4/2", "5/3", "4/1", "4/1", "4/2", "5/4", "4/3"],
    "Relay Outbound": ["4/4", "5/5", "4/3", "4/4", "5/5", "4/4", "4/3", "3/3"],
    "Pipetap": ["4/3", "2/2", "4/2", "2/1", "3/1", "3/1", "4/2", "None/None"],
}


def judged_of(vendor):
    """How many dimensions each of the panel has judged."""
    candidate = Candidate.objects.with_parents().get(vendor__name=vendor)
    return {one.name: one.done for one in panel_of(candidate)}


def rolled_back():
    """The demo, seeded once for this module, and what its tests need of it."""
    with transaction.atomic():
        seed.seed()
        yield {
            "views": {
                one.title: load_comparison(one, workspace="demo") for one in Evaluation.objects.order_by("pk")
            },
            "statuses": dict(Evaluation.objects.values_list("title", "status")),
            "people": sorted(
                Membership.objects.values_list("workspace__slug", "user__email", "role").order_by("pk")
            ),
            "minutes": {demo.held_at.date().isoformat(): demo for demo in Demo.objects.all()},
            "tasks": list(TrialTask.objects.exclude(owner=None).values_list("owner__name", "outcome")),
            "kinds": set(Event.objects.values_list("kind", flat=True)),
            "judged": judged_of("Calder Voice"),
            "first": User.objects.get(email="lead@demo.example"),
        }
        transaction.set_rollback(True)
    catalog.cache_clear()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield from rolled_back()


@pytest.fixture
def choice(demo):
    """The comparison of the three sequencers."""
    return demo["views"]["Q1 sequencer choice"]


@pytest.fixture
def vendor(choice):
    by_name = {candidate.vendor: candidate for candidate in choice.candidates}
    return by_name.__getitem__


@pytest.mark.covers("R048")
@pytest.mark.parametrize(
    ("name", "points", "proven"),
    [("Northwind Sequencer", 35, 20), ("Relay Outbound", 33, 31), ("Pipetap", 22, 12)],
)
def test_points_stated_and_proven(vendor, name, points, proven):
    score = vendor(name).score
    assert (score.points, score.proven, score.max) == (points, proven, 40)


@pytest.mark.parametrize(("name", "expected"), POINTS.items())
def test_points_and_proven_points_of_each_dimension(vendor, name, expected):
    assert [f"{one.points}/{one.proven}" for one in vendor(name).dimensions] == expected


@pytest.mark.covers("R049")
def test_what_is_unscored_leaves_a_range(vendor):
    score = vendor("Pipetap").score
    assert (score.floor, score.ceiling, score.scored) == (22, 27, 7)
    assert vendor("Pipetap").unscored == ("permission-scoping",)


@pytest.mark.covers("R050", "R051")
def test_bands(vendor):
    assert vendor("Northwind Sequencer").score.band == "strong"
    assert vendor("Relay Outbound").score.band == "partial"
    score = vendor("Pipetap").score
    assert (score.band, score.possible_bands) == (None, ("partial", "surface"))


@pytest.mark.covers("R034", "R036")
def test_two_objects_that_are_only_read_stop_pipetap(vendor):
    stops = vendor("Pipetap").score.hard_stops
    assert [(one.crm, one.object, str(one.reason)) for one in stops] == [
        ("salesforce", "activity", "not-written"),
        ("salesforce", "campaign", "not-written"),
    ]
    assert vendor("Northwind Sequencer").obstacles == vendor("Relay Outbound").obstacles == ()


def test_only_the_task_half_of_activity_is_missing(vendor):
    activity = next(one for one in vendor("Pipetap").objects if one.object == "activity")
    assert activity.parts == {
        "task": {"read": True, "write": False},
        "event": {"read": True, "write": True},
    }


@pytest.mark.covers("R025")
def test_what_pipetap_left_open(vendor):
    assert vendor("Pipetap").advice.unanswered == ("eh-5", "ps-1", "ps-2", "ps-3")
    assert vendor("Northwind Sequencer").advice.unanswered == ()


@pytest.mark.covers("R067")
def test_ranks_and_a_lead_too_close_to_call(choice):
    assert [(one.rank, one.vendor) for one in choice.candidates] == [
        (1, "Northwind Sequencer"),
        (2, "Relay Outbound"),
        (3, "Pipetap"),
    ]
    assert (choice.margin, choice.is_too_close) == (2, True)


@pytest.mark.covers("R027", "R028", "R030")
def test_measured_delays_and_warnings(vendor):
    slowest = {name: vendor(name).advice.slowest for name in POINTS}
    assert {name: one.measured.seconds for name, one in slowest.items()} == {
        "Northwind Sequencer": 9,
        "Relay Outbound": 11,
        "Pipetap": 900,
    }
    assert vendor("Pipetap").advice.warnings == ("real-time-in-minutes", "real-time-on-schedule")
    assert vendor("Northwind Sequencer").advice.warnings == ("custom-object-in-sandbox",)


def test_every_point_has_its_reason_and_every_answer_its_note(vendor):
    for name in POINTS:
        dimensions = vendor(name).dimensions
        assert all(one.rationale for one in dimensions if one.points is not None)
        assert all(answer.note for one in dimensions for answer in one.answers if answer.verdict)


@pytest.mark.covers("R022")
def test_evidence_is_there_to_be_seen(choice):
    exhibits = [exhibit for candidate in choice.candidates for exhibit in candidate.exhibits]
    pictures = [one for one in exhibits if one.has_thumbnail]
    assert len(pictures) == 11
    assert len({one.sha256 for one in pictures}) == 11
    assert sum(one.is_link for one in exhibits) == 2


def test_demos_were_held_and_their_minutes_counted(demo):
    for day in ("2026-11-12", "2026-11-14", "2026-11-17"):
        held = demo["minutes"][day]
        assert held.status == "ended"
        assert sum(held.dimension_seconds.values()) == held.seconds_before


def test_other_evaluations_stand_elsewhere(demo):
    assert demo["statuses"] == {
        "Form and event tool, autumn": "decided",
        "Q1 sequencer choice": "open",
        "Dialer for the service team": "open",
        "Corvane: quoting tool": "open",
    }


def test_a_panel_has_scored_one_vendor_and_is_scoring_another(demo):
    by_name = {one.vendor: one for one in demo["views"]["Dialer for the service team"].candidates}
    ringhollow, calder = by_name["Ringhollow"], by_name["Calder Voice"]
    handling = next(one for one in ringhollow.dimensions if one.slug == "error-handling")
    assert [one.points for one in handling.panel.given] == [2, 1, 4]
    assert (handling.panel.spread, handling.points, ringhollow.score.points) == (3, 2, 25)
    assert calder.is_blind and calder.score.scored == 0
    assert demo["judged"] == {"Marek Holt": 3, "Priya Nair": 5}


def test_trial_tasks_have_owners_and_one_is_done(demo):
    assert {name for name, _ in demo["tasks"]} == {"Priya Nair", "Marek Holt", "Dana Okafor"}
    assert sum(bool(outcome) for _, outcome in demo["tasks"]) == 1


def test_the_journal_tells_of_every_kind_of_work(demo):
    wanted = {"answer.saved", "score.saved", "object.saved", "objects.confirmed", "exhibit.attached"}
    wanted |= {"demo.started", "demo.ended", "capture.kept", "trial.tasks", "evaluation.decided"}
    wanted |= {"panel.saved", "candidate.revealed", "score.agreed"}
    assert wanted <= demo["kinds"]


def test_people_of_the_demo(demo):
    roles = {email.partition("@")[0]: (slug, role) for slug, email, role in demo["people"]}
    assert roles == {
        "admin": ("demo", "admin"),
        "lead": ("demo", "lead"),
        "panel1": ("demo", "panelist"),
        "panel2": ("demo", "panelist"),
        "procurement": ("demo", "procurement"),
        "owner1": ("demo", "owner"),
        "owner2": ("demo", "owner"),
        "rival-lead": ("rival", "lead"),
    }
