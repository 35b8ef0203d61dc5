"""What the scoring screen prints, worked out from the read model without a page."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.objects import ObjectValues, save_object
from audits.evaluations.actions.scores import ScoreValues, save_score
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.shapes import ProposalView, Stamp
from audits.evaluations.screen import advice, dimensions, rail
from audits.evaluations.screen.questions import card
from audits.evaluations.screen.skeleton import Reader, question_html
from audits.evaluations.screen.strip import strip
from audits.evaluations.screen.words import listed, minute, span_of
from audits.kit import clock
from audits.kit.ids import uuid7
from audits.scoring.score import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(lead, candidate):
    """Gives these points to the first dimensions and says how the candidate stands."""

    def give(*points):
        for slug, value in zip(candidate.evaluation.catalog.dimension_ids, points, strict=False):
            save_score(
                actor=lead, candidate=candidate, dimension=slug, values={"points": value}, version=None
            )
        return load_candidate(candidate)

    return give


def texts(view, framework):
    return {one.label: one.text for one in strip(view, framework).reach}


@pytest.mark.covers("R049")
def test_bands_in_reach_are_told_with_what_they_need(scored, evaluation):
    assert texts(scored(4, 2, 4, 2), evaluation.document) == {
        "Strong": "out of reach, best case 32",
        "Partial": "needs 12 more",
        "Surface": "still possible",
    }


@pytest.mark.covers("R050", "R051")
@pytest.mark.parametrize(
    ("points", "partial", "strong"),
    [
        ((5, 5, 5, 5, 5, 5, 4, 0), "passed, 34 already", "settled"),
        ((5, 5, 5, 5, 5, 5, 3, 0), "settled", "out of reach, best case 33"),
    ],
)
def test_a_settled_band_is_said(scored, evaluation, points, partial, strong):
    found = texts(scored(*points), evaluation.document)
    assert (found["Partial"], found["Strong"]) == (partial, strong)


def test_nothing_scored_is_not_shown_as_zero(scored, evaluation):
    before, after = (strip(view, evaluation.document) for view in (scored(), scored(0)))
    assert (before.is_scored, before.in_short) == (False, "Not scored yet")
    assert (after.is_scored, after.in_short) == (True, "Total 0, at best 35")
    shown = render_to_string("evaluations/_score_strip.html", {"strip": before})
    assert "not scored yet" in shown and "<b>0</b>" not in shown


def test_the_bar_is_drawn_in_percent(scored, evaluation):
    bar = strip(scored(4, 2, 4, 2), evaluation.document).bar
    assert (bar.floor, bar.ceiling, bar.open_width) == ("30%", "80%", "50%")
    assert [(zone.x, zone.width) for zone in bar.zones] == [
        ("0%", "58.75%"),
        ("58.75%", "25%"),
        ("83.75%", "16.25%"),
    ]


@pytest.mark.parametrize(
    ("points", "marks"),
    [
        ((4, 2, 4, 2), ["12", "32 at best"]),
        ((4, 4, 4, 4, 4, 4, 4), ["28, 33 at best"]),
        ((3, 3, 3, 3, 3, 3, 3, 3), ["24"]),
        ((), ["0", "40 at best"]),
    ],
)
def test_labels_that_would_touch_become_one(scored, evaluation, points, marks):
    assert [mark.text for mark in strip(scored(*points), evaluation.document).bar.marks] == marks


@pytest.mark.covers("R036")
def test_a_hard_stop_names_its_objects(lead, candidate, evaluation):
    values: dict[str, ObjectValues] = {"lead": {"write": False}, "contact": {"read": False}}
    for name, given in values.items():
        save_object(actor=lead, candidate=candidate, crm="salesforce", name=name, values=given, version=0)
    shown = strip(load_candidate(candidate), evaluation.document)
    assert shown.stop == "Hard stop: object coverage"
    assert shown.stop_text.startswith("Contact (Salesforce) write only and Lead (Salesforce) read only.")


@pytest.mark.covers("R026", "R029")
def test_warnings_name_vague_dimensions_and_exposure(lead, candidate, evaluation):
    facts = {"unsubscribed-at": "09:00", "next-batch-at": "20:00"}
    save_answer(actor=lead, candidate=candidate, question="st-4", values={"facts": facts}, version=0)
    found = advice.warnings(load_candidate(candidate), evaluation.document, [])
    assert any(
        text.startswith("Core dimensions that lack specific answers: Sync direction") for text in found
    )
    assert "Mail still goes out for 11 h after an opt-out." in found


def test_what_to_ask_next_is_said_in_words(scored, evaluation):
    asked = advice.asks(scored(4, 2, 4, 2, 3), evaluation.document)
    assert asked[0].why == "3 dimensions are untouched: 15 points."


def test_the_rail_shows_the_best_proof_and_what_was_shown(lead, candidate, evaluation):
    for slug, proof in {"eh-1": "sandbox", "eh-2": "production"}.items():
        values: AnswerValues = {"verdict": "strong", "proof": proof}
        save_answer(actor=lead, candidate=candidate, question=slug, values=values, version=0)
    item = rail.rail_item(load_candidate(candidate), evaluation.document, "error-handling")
    assert (item.points, item.steps, item.shown) == (None, 3, "1/2")


def reader_for(actor, evaluation):
    return Reader(
        version_id=evaluation.framework_id,
        workspace="halden",
        zone=actor.zone,
        can_answer=True,
        person=actor.user_id,
        is_panel=True,
    )


def test_what_people_write_stays_text_in_the_card(lead, candidate, evaluation):
    hostile = "{note} {0} <script>&\"' {{w.for}} %s"
    view = load_candidate(candidate)
    question = card(view, evaluation.document, "eh-1", lead.zone)
    stamp = Stamp(hostile, clock.now(), uuid7())
    proposal = ProposalView(uuid7(), stamp, Verdict.STRONG, None, hostile, version=1)
    question = replace(question, answer=replace(question.answer, note=hostile, proposals=(proposal,)))
    html = question_html(question, reader_for(lead, evaluation))
    assert "{note} {0} &lt;script&gt;&amp;&quot;&#x27; {{w.for}} %s</textarea>" in html
    assert "<script>" not in html
    assert not {"\x02", "\x03"} & set(html)


def test_small_formats():
    assert (minute(4504), minute(None)) == ("75:04", "")
    assert (span_of(660), span_of(65), span_of(0)) == ("11 h", "1 h 5 min", "0 min")
    assert (listed([]), listed(["A"]), listed(["A", "B", "C"])) == ("", "A", "A, B and C")


@pytest.mark.covers("R064")
def test_points_stand_beside_the_suggestion_and_ask_for_a_reason(lead, candidate, evaluation):
    for slug in ("eh-1", "eh-2", "eh-3"):
        values: AnswerValues = {"verdict": "partial", "proof": "production"}
        save_answer(actor=lead, candidate=candidate, question=slug, values=values, version=0)
    points: ScoreValues = {"points": 2}
    save_score(actor=lead, candidate=candidate, dimension="error-handling", values=points, version=0)
    shown = dimensions.state(load_candidate(candidate), evaluation.document, "error-handling", lead.zone)
    assert shown.headline == "2 given, answers suggest 3."
    assert shown.advice == "Say why: a reason belongs to each score."
