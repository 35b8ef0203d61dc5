"""What a report says a result asks for, and what it shows of a decided state."""

from collections.abc import Callable
from pathlib import Path

import pytest

from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation
from audits.evidence.models import Evidence
from audits.people.actor import Actor
from audits.reports.render import document_of
from tests import factories
from tests.reports.reading import ask, loaded

pytestmark = pytest.mark.django_db
Html = Callable[..., str]


@pytest.fixture
def html(lead: Actor, scene: Evaluation) -> Html:
    """The document of a report, before it becomes a PDF."""

    def make(kind: str = "comparison", candidate: Candidate | None = None) -> str:
        scene.refresh_from_db()
        return document_of(loaded(ask(lead, scene, kind, candidate))).html

    return make


def advice_in(document: str) -> str:
    start = document.index("What this result asks of us")
    return document[start : document.index("<h3>", start)].replace("&#x27;", "'")


@pytest.mark.covers("R037")
def test_hard_stop_takes_the_place_of_the_advice(scene: Evaluation, html: Html) -> None:
    shown = advice_in(html("candidate", factories.candidate_of(scene, "Pipetap")))
    assert "Stopped" in shown
    assert not any(band.advice in shown for band in scene.document.bands)


@pytest.mark.covers("R053", "R055", "R059")
@pytest.mark.parametrize(("points", "band"), [(5, "strong"), (3, "partial"), (2, "surface")])
def test_band_is_advised_in_the_frameworks_words(
    lead: Actor, scene: Evaluation, html: Html, points: int, band: str
) -> None:
    candidate = factories.candidate_of(scene, "Relay Outbound")
    for one in scene.document.dimensions:
        save_score(
            actor=lead, candidate=candidate, dimension=one.slug, values={"points": points}, version=None
        )
    shown = advice_in(html("candidate", candidate))
    assert next(one.advice for one in scene.document.bands if one.slug == band) in shown
    assert ("Sync timing (3)" in shown) == (band == "partial")


def test_decided_report_shows_the_snapshot(lead: Actor, scene: Evaluation, html: Html) -> None:
    chosen = factories.candidate_of(scene, "Relay Outbound")
    decide(actor=lead, evaluation=scene, candidate_id=chosen.pk, reason="Most of it was seen.")
    chosen.vendor.name = "Renamed later"
    chosen.vendor.save()
    shown = html()
    assert "Most of it was seen." in shown and "Relay Outbound" in shown
    assert "Renamed later" not in shown


def test_reopened_evaluation_is_shown_as_it_stands(lead: Actor, scene: Evaluation, html: Html) -> None:
    decide(actor=lead, evaluation=scene, candidate_id=None, reason="None convinced.")
    before = html()
    reopen(actor=lead, evaluation=scene, reason="A new demo.")
    assert "None convinced." in before and "None of the vendors" in before
    assert "Not decided yet" in html()


def test_changed_picture_is_left_out_and_told_of(scene: Evaluation, html: Html, folder: Path) -> None:
    picture = Evidence.objects.exclude(thumbnail_key="").get(withdrawn_at=None)
    (folder / picture.thumbnail_key).write_bytes(b"something else")
    shown = html("candidate", factories.candidate_of(scene, "Pipetap"))
    assert "is not the one taken in" in shown and "<img" not in shown
